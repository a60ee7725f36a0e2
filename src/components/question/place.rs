//! A place: one of Yiwu's towns and streets, or outside, and where exactly.

use super::{
    behaviour::{OUTSIDE, PlaceParts},
    view::Input,
};
use crate::i18n::Msg;
use leptos::prelude::*;

/// Town and detail.
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
    let options = asked
        .offers
        .iter()
        .map(|offer| (offer.code.clone(), offer.text.clone()))
        .chain([(OUTSIDE.to_owned(), Msg::OutsideYiwu.say(lang).to_owned())])
        .map(|(code, text)| {
            let selected = code == begun.town;
            view! {
                <option value=code selected=selected>
                    {text}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for="q-town">
                {Msg::Town.say(lang)}
            </label>
            <div class="select">
                <select
                    class="input"
                    id="q-town"
                    autocomplete="off"
                    aria-invalid=move || invalid.get().then_some("true")
                    on:change=move |event| {
                        parts.update(|parts| parts.town = event_target_value(&event));
                        tell();
                        leave.run(());
                    }
                >
                    <option value="" selected=begun.town.is_empty()>
                        {Msg::Choose.say(lang)}
                    </option>
                    {options}
                </select>
            </div>
        </div>
        <div class="field">
            <label class="field__label" for="q-detail">
                {Msg::AddressDetail.say(lang)}
            </label>
            <input
                class="input"
                id="q-detail"
                type="text"
                autocomplete="off"
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
