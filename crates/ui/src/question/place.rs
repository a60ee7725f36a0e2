//! A place: one of Yiwu's towns and streets, or a province and prefecture elsewhere, and where exactly.

use super::{
    OfferedAnswer,
    place_parts::{OUTSIDE, PlaceParts},
    view::Input,
};
use crate::i18n::Msg;
use leptos::prelude::*;

/// Town, region and detail.
#[component]
pub(super) fn PlaceFields(input: Input) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let parts = RwSignal::new(PlaceParts::of(asked.raw.as_ref()));
    let begun = parts.get_untracked();
    let tell = move || answer.run(parts.with_untracked(PlaceParts::raw));
    let choose = move |change: fn(&mut PlaceParts, String)| {
        Callback::new(move |code: String| {
            parts.update(|parts| change(parts, code));
            tell();
            leave.run(());
        })
    };
    let outside = OfferedAnswer {
        code: OUTSIDE.to_owned(),
        text: Msg::OutsideYiwu.say(lang).to_owned(),
        hint: None,
    };
    let towns: Vec<OfferedAnswer> = asked.offers.iter().cloned().chain([outside]).collect();
    let town = list(
        "q-town",
        Msg::Town.say(lang),
        Msg::Choose.say(lang),
        towns,
        begun.town.clone(),
        invalid,
        choose(|parts, code| parts.town = code),
    );
    let provinces = asked.regions.clone();
    let is_outside = Memo::new(move |_| parts.with(PlaceParts::is_outside));
    let province = Memo::new(move |_| {
        parts
            .with(|parts| parts.province(&provinces).cloned())
            .map(|province| (province.offer.code, province.prefectures))
    });
    let all: Vec<OfferedAnswer> = asked.regions.iter().map(|one| one.offer.clone()).collect();
    let never = Signal::stored(false);
    let elsewhere = move || {
        (is_outside.get() && !all.is_empty()).then(|| {
            let chosen = province.get_untracked().map(|(code, _)| code);
            list(
                "q-province",
                Msg::Province.say(lang),
                Msg::Choose.say(lang),
                all.clone(),
                chosen.unwrap_or_default(),
                never,
                choose(|parts, code| parts.region = code),
            )
        })
    };
    let below = move || {
        let (code, prefectures) = province.get().filter(|_| is_outside.get())?;
        (!prefectures.is_empty()).then(|| {
            // Choosing none goes back to the province.
            let whole = code.clone();
            list(
                "q-prefecture",
                Msg::Prefecture.say(lang),
                Msg::Choose.say(lang),
                prefectures,
                parts.with_untracked(|parts| parts.region.clone()),
                never,
                Callback::new(move |code: String| {
                    let region = if code.is_empty() { whole.clone() } else { code };
                    parts.update(|parts| parts.region = region);
                    tell();
                    leave.run(());
                }),
            )
        })
    };
    view! {
        {town}
        {elsewhere}
        {below}
        <div class="field">
            <label class="field__label" for="q-detail">
                {Msg::AddressDetail.say(lang)}
            </label>
            <input
                class="input"
                id="q-detail"
                type="text"
                autocomplete="off"
                spellcheck="false"
                maxlength="200"
                prop:value=begun.detail.clone()
                on:input=move |event| {
                    parts.update(|parts| parts.detail = event_target_value(&event));
                    tell();
                }
                on:blur=move |_| leave.run(())
            />
        </div>
    }
}

/// A labelled list to open.
fn list(
    id: &'static str,
    label: &'static str,
    choose: &'static str,
    offers: Vec<OfferedAnswer>,
    chosen: String,
    invalid: Signal<bool>,
    answer: Callback<String>,
) -> AnyView {
    let options = offers
        .into_iter()
        .map(|offer| {
            let selected = offer.code == chosen;
            view! {
                <option value=offer.code selected=selected>
                    {offer.text}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <div class="select">
                <select
                    class="input"
                    id=id
                    autocomplete="off"
                    aria-invalid=move || invalid.get().then_some("true")
                    on:change=move |event| answer.run(event_target_value(&event))
                >
                    <option value="" selected=chosen.is_empty()>
                        {choose}
                    </option>
                    {options}
                </select>
            </div>
        </div>
    }
    .into_any()
}
