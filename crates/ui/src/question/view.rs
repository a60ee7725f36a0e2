//! The frame of a question and the way to answer for its kind.

use super::{
    QuestionView,
    choice::{Boxes, Radios, Select},
    date::DateFields,
    files::FileList,
    place::PlaceFields,
    slot::SlotField,
    text::{LongText, OneLine},
    wishes::Wishes,
};
use crate::components::{Icon, IconSize};
use civil_affairs_domain::{form::answers::Raw, form::definition::Kind, value::text::Lang};
use leptos::prelude::*;

/// More options than this are a list to open instead of a wall of rows.
const ROWS: usize = 15;

/// What every input is given.
#[derive(Clone)]
pub(super) struct Input {
    pub(super) asked: QuestionView,
    pub(super) lang: Lang,
    pub(super) invalid: Signal<bool>,
    pub(super) described_by: Signal<String>,
    /// With each key and each choice.
    pub(super) answer: Callback<Raw>,
    /// When a field is left.
    pub(super) leave: Callback<()>,
}

/// One question.
#[component]
pub fn Question(
    asked: QuestionView,
    lang: Lang,
    /// What is wrong with the answer.
    errors: Signal<Vec<String>>,
    /// Called with the answer as it stands, with each key and each choice.
    answer: Callback<Raw>,
    /// Called when a field is left.
    leave: Callback<()>,
) -> impl IntoView {
    let invalid = Signal::derive(move || errors.with(|errors| !errors.is_empty()));
    let has_hint = asked.hint.is_some();
    let described_by = Signal::derive(move || {
        let parts = [(has_hint, "q-hint"), (invalid.get(), "q-error")];
        let ids: Vec<&str> = parts
            .iter()
            .filter(|part| part.0)
            .map(|part| part.1)
            .collect();
        ids.join(" ")
    });
    let input = Input {
        asked: asked.clone(),
        lang,
        invalid,
        described_by,
        answer,
        leave,
    };
    let hint = asked
        .hint
        .clone()
        .map(|hint| view! { <p class="hint" id="q-hint">{hint}</p> });
    let read = asked.read.clone().map(|(path, title)| {
        view! {
            <p>
                <a class="link" href=path>
                    {title}
                    <Icon name="next" size=IconSize::Small />
                </a>
            </p>
        }
    });
    let error = move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            view! {
                <p class="field-error" id="q-error">
                    <Icon name="warning" />
                    <span>{errors.join(" ")}</span>
                </p>
            }
        })
    };
    // Read before the question itself: two persons are asked the same.
    let who = asked.who.clone().map(|who| {
        view! {
            <span class="question__who small muted">{who}</span>
            <br />
        }
    });
    if has_one_field(&asked) {
        view! {
            <div class="question">
                <h1 class="question__title" tabindex="-1">
                    {who} <label for="q">{asked.heading}</label>
                </h1>
                {hint} {read} {error} {field(input)}
            </div>
        }
        .into_any()
    } else {
        view! {
            <fieldset class="question" aria-describedby=move || described_by.get()>
                <legend>
                    <h1 class="question__title" tabindex="-1">
                        {who} {asked.heading}
                    </h1>
                </legend>
                {hint} {read} {error} {field(input)}
            </fieldset>
        }
        .into_any()
    }
}

/// Its heading is the label of its only field.
fn has_one_field(asked: &QuestionView) -> bool {
    match &asked.kind {
        Kind::Choice { .. } | Kind::IdType { .. } => asked.offers.len() > ROWS,
        Kind::Choices { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Date { .. }
        | Kind::Address
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. } => false,
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Derived => true,
    }
}

fn field(input: Input) -> AnyView {
    match input.asked.kind.clone() {
        Kind::Choice { .. } | Kind::IdType { .. } if input.asked.offers.len() > ROWS => {
            view! { <Select input=input /> }.into_any()
        }
        Kind::Choice { .. } | Kind::IdType { .. } | Kind::YesNo { .. } => {
            view! { <Radios input=input /> }.into_any()
        }
        Kind::Choices { exclusive, .. } => {
            view! { <Boxes input=input exclusive=exclusive /> }.into_any()
        }
        Kind::Declaration { .. } => view! { <Boxes input=input exclusive=None /> }.into_any(),
        Kind::Date { or_permanent, .. } => {
            view! { <DateFields input=input or_permanent=or_permanent /> }.into_any()
        }
        Kind::Address => view! { <PlaceFields input=input /> }.into_any(),
        Kind::Slot => view! { <SlotField input=input /> }.into_any(),
        Kind::Slots { max, .. } => view! { <Wishes input=input max=max /> }.into_any(),
        Kind::Files { .. } => view! { <FileList input=input /> }.into_any(),
        Kind::Text { max, long: true } => view! { <LongText input=input max=max /> }.into_any(),
        Kind::Text { long: false, .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Derived => view! { <OneLine input=input /> }.into_any(),
    }
}
