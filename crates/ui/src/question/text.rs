//! Typing: one line for names, numbers and amounts, several for a text.

use super::{
    groups::{groups, has_groups},
    view::Input,
};
use crate::i18n::{Msg, phrase};
use civil_affairs_domain::{form::answers::Raw, form::definition::Kind};
use leptos::prelude::*;

/// How one line of a kind looks and which keyboard a phone offers.
struct FieldStyle {
    class: &'static str,
    kind: &'static str,
    keyboard: &'static str,
    length: u32,
}

fn look(kind: &Kind) -> FieldStyle {
    let (class, input, keyboard, length) = match kind {
        Kind::Mobile => ("input input--mobile", "tel", "tel", 30),
        Kind::IdNumber { .. } => ("input input--id", "text", "text", 40),
        Kind::BankAccount => ("input input--id", "text", "numeric", 40),
        Kind::Money { .. } => ("input", "text", "decimal", 20),
        Kind::Integer { .. } => ("input input--short", "text", "numeric", 10),
        Kind::Text { max, .. } => ("input", "text", "text", max.saturating_mul(2)),
        Kind::Email => ("input", "email", "email", 320),
        Kind::NameZh
        | Kind::NameLatin
        | Kind::IdType { .. }
        | Kind::Date { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Address
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. }
        | Kind::Derived => ("input", "text", "text", 200),
    };
    FieldStyle {
        class,
        kind: input,
        keyboard,
        length,
    }
}

/// One line.
#[component]
pub(super) fn OneLine(input: Input) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        described_by,
        answer,
        leave,
    } = input;
    let look = look(&asked.kind);
    let typed = asked.typed();
    let number = RwSignal::new(typed.clone());
    let is_number = has_groups(&asked.kind);
    let capitals = matches!(asked.kind, Kind::NameLatin).then_some("characters");
    let field = view! {
        <input
            class=look.class
            id="q"
            type=look.kind
            inputmode=look.keyboard
            autocomplete=asked.autocomplete()
            autocapitalize=capitals.unwrap_or("off")
            spellcheck="false"
            maxlength=look.length.to_string()
            aria-describedby=move || described_by.get()
            aria-invalid=move || invalid.get().then_some("true")
            prop:value=typed
            on:input=move |event| {
                let text = event_target_value(&event);
                if is_number {
                    number.set(text.clone());
                }
                answer.run(Raw::Text(text));
            }
            on:blur=move |_| leave.run(())
        />
    };
    let kind = asked.kind;
    if matches!(kind, Kind::Money { .. }) {
        return view! {
            <div class="affix">
                {field} <span class="affix__unit">{Msg::Yuan.say(lang)}</span>
            </div>
        }
        .into_any();
    }
    if !is_number {
        return field.into_any();
    }
    // The groups are for eyes that compare with the card; a screen reader has the field itself.
    let groups = move || {
        number
            .with(|number| groups(&kind, number))
            .into_iter()
            .map(|group| view! { <span>{group}</span> })
            .collect_view()
    };
    view! {
        {field}
        <p class="readback" aria-hidden="true">
            {groups}
        </p>
    }
    .into_any()
}

/// Several lines.
#[component]
pub(super) fn LongText(input: Input, max: u32) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        described_by,
        answer,
        leave,
    } = input;
    view! {
        <textarea
            class="input"
            id="q"
            autocomplete="off"
            aria-describedby=move || described_by.get()
            aria-invalid=move || invalid.get().then_some("true")
            prop:value=asked.typed()
            on:input=move |event| answer.run(Raw::Text(event_target_value(&event)))
            on:blur=move |_| leave.run(())
        ></textarea>
        <p class="count">{phrase::at_most_characters(max, lang)}</p>
    }
}
