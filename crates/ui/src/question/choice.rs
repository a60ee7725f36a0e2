//! Choosing: rows of radio buttons, rows of tick boxes, or a list to open. The whole row is the target.

use super::{OfferedAnswer, asked::YES, behaviour::toggle, view::Input};
use crate::i18n::Msg;
use civil_affairs_domain::{form::answers::Raw, form::definition::Kind};
use leptos::prelude::*;

fn words(offer: &OfferedAnswer) -> impl IntoView + use<> {
    let hint = offer
        .hint
        .clone()
        .map(|hint| view! { <span class="choice__hint">{hint}</span> });
    view! {
        {offer.text.clone()}
        {hint}
    }
}

/// One of a few.
#[component]
pub(super) fn Radios(input: Input) -> impl IntoView {
    let Input {
        asked,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let chosen = asked.chosen();
    let pair = matches!(
        asked.kind,
        Kind::YesNo {
            yes: None,
            no: None
        }
    );
    let rows = asked
        .offers
        .iter()
        .enumerate()
        .map(|(index, offer)| {
            let id = format!("q-{index}");
            let raw = asked.answer(&offer.code);
            let choose = move |_| {
                answer.run(raw.clone());
                leave.run(());
            };
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        name="q"
                        id=id.clone()
                        value=offer.code.clone()
                        autocomplete="off"
                        prop:checked=chosen.as_ref() == Some(&offer.code)
                        on:change=choose
                    />
                    <label for=id>{words(offer)}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="choices" class:choices--pair=pair class:choices--error=move || invalid.get()>
            {rows}
        </div>
    }
}

/// Any number of several; or one statement to tick.
#[component]
pub(super) fn Boxes(input: Input, exclusive: Option<String>) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let is_statement = matches!(asked.kind, Kind::Declaration { .. });
    let ticked = RwSignal::new(match &asked.raw {
        Some(Raw::Codes(codes)) => codes.clone(),
        Some(Raw::Flag(true)) => vec![YES.to_owned()],
        _ => Vec::new(),
    });
    let alone = exclusive.clone();
    let choose = Callback::new(move |code: String| {
        ticked.update(|codes| *codes = toggle(codes, &code, alone.as_deref()));
        let codes = ticked.get_untracked();
        answer.run(if is_statement {
            Raw::Flag(!codes.is_empty())
        } else {
            Raw::Codes(codes)
        });
        leave.run(());
    });
    let rows = asked
        .offers
        .iter()
        .enumerate()
        .map(|(index, offer)| {
            let id = format!("q-{index}");
            let (code, own) = (offer.code.clone(), offer.code.clone());
            let or = (exclusive.as_ref() == Some(&offer.code))
                .then(|| view! { <p class="choices__or">{Msg::Or.say(lang)}</p> });
            view! {
                {or}
                <div class="choice">
                    <input
                        type="checkbox"
                        id=id.clone()
                        value=offer.code.clone()
                        autocomplete="off"
                        prop:checked=move || ticked.with(|codes| codes.contains(&own))
                        on:change=move |_| choose.run(code.clone())
                    />
                    <label for=id>{words(offer)}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="choices" class:choices--error=move || invalid.get()>
            {rows}
        </div>
    }
}

/// One of many.
#[component]
pub(super) fn Select(input: Input) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        described_by,
        answer,
        leave,
    } = input;
    let chosen = asked.chosen();
    let options = asked
        .offers
        .iter()
        .map(|offer| {
            let selected = chosen.as_ref() == Some(&offer.code);
            view! {
                <option value=offer.code.clone() selected=selected>
                    {offer.text.clone()}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="select">
            <select
                class="input"
                id="q"
                autocomplete="off"
                aria-describedby=move || described_by.get()
                aria-invalid=move || invalid.get().then_some("true")
                on:change=move |event| {
                    answer.run(Raw::Text(event_target_value(&event)));
                    leave.run(());
                }
            >
                <option value="" selected=chosen.is_none()>
                    {Msg::Choose.say(lang)}
                </option>
                {options}
            </select>
        </div>
    }
}
