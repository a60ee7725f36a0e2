//! Answers as a person reads them back. Numbers of documents and accounts are masked. Pure.

use super::{form_state::FormState, placed_question::PlacedQuestion};
use crate::features::question_options::wish;
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::{Raw, Value},
    form::definition::Kind,
    form::policy::CodeList,
    value::mask::mask,
    value::text::Lang,
};
use civil_affairs_ui::i18n::{self, Msg};

/// One line of the list of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Place of the question.
    pub place: usize,
    /// Path of the answer.
    pub path: String,
    /// The group it belongs to.
    pub group: String,
    /// Whose answer.
    pub who: Option<String>,
    /// Short name of the question.
    pub label: String,
    /// The answer; nothing while there is none.
    pub answer: Option<String>,
}

/// Every question that is asked, with its answer.
pub fn list(form: &FormState<'_>) -> Vec<Given> {
    form.questions()
        .map(|placed| Given {
            place: placed.place,
            answer: answer(form, &placed),
            path: placed.path,
            group: placed.group,
            who: placed.asked.who,
            label: placed.label,
        })
        .collect()
}

/// The answer to a question, in words.
fn answer(form: &FormState<'_>, placed: &PlacedQuestion) -> Option<String> {
    let (context, facts) = (form.context, &form.validation.facts);
    let raw = facts.answers.get(&placed.path)?;
    let Some(value) = facts.values.get(&placed.path) else {
        return Some(as_typed(raw));
    };
    let name = |code: &str| {
        let offer = placed.asked.offers.iter().find(|offer| offer.code == code);
        offer.map_or_else(|| code.to_owned(), |offer| offer.text.clone())
    };
    let listed = |list: &str, code: &str| {
        context
            .policy()
            .list(list)
            .and_then(|list: &CodeList| list.item(code))
            .map(|item| match context.lang {
                Lang::Zh => item.zh.clone(),
                Lang::En => item.en.clone(),
            })
    };
    Some(match value {
        Value::Code(code) => name(code),
        Value::Codes(codes) => joined(context, codes.iter().map(|code| name(code))),
        Value::Bool(value) => yes_or_no(context, &placed.asked.kind, *value),
        Value::Date(date) => i18n::day(*date, context.lang),
        Value::Permanent => Msg::Permanent.say(context.lang).to_owned(),
        Value::Identity(identity) => mask(&identity.number),
        Value::Account(account) => mask(account.as_str()),
        Value::Money(amount) => match context.lang {
            Lang::Zh => format!("{amount} 元"),
            Lang::En => format!("CNY {amount}"),
        },
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Mobile(mobile) => mobile.as_str().to_owned(),
        Value::Email(email) => email.as_str().to_owned(),
        Value::Address(place) => {
            let region = place
                .town
                .is_none()
                .then(|| listed("regions", place.region.as_deref()?))
                .flatten();
            let town = place.town.as_deref().and_then(|code| listed("towns", code));
            let parts = region.into_iter().chain(town).chain([place.detail.clone()]);
            parts.collect::<Vec<String>>().join(" ").trim().to_owned()
        }
        Value::Slot(slot) => wish(context, facts.setting, slot),
        Value::Slots(slots) => joined(
            context,
            slots.iter().map(|slot| wish(context, facts.setting, slot)),
        ),
        Value::Files(files) => joined(context, files.iter().map(|file| file.name.clone())),
    })
}

fn joined(context: &AppContext, parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    parts.join(match context.lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}

/// What could not be understood is shown as it was typed, so that the mistake can be seen.
pub fn as_typed(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => text.clone(),
        Raw::Place(place) => place.detail.clone(),
        Raw::Codes(codes) => codes.join(", "),
        Raw::Flag(_) | Raw::Slot(_) | Raw::Slots(_) | Raw::Files(_) => String::new(),
    }
}

/// The words for yes and no that the question has, else the plain ones.
pub fn yes_or_no(context: &AppContext, kind: &Kind, value: bool) -> String {
    match kind {
        Kind::YesNo { yes, no } => {
            let (own, plain) = if value {
                (yes, Msg::Yes)
            } else {
                (no, Msg::No)
            };
            own.as_ref().map_or_else(
                || plain.say(context.lang).to_owned(),
                |text| context.text(text),
            )
        }
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdType { .. }
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::Declaration { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::Address
        | Kind::BankAccount
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. }
        | Kind::Derived => Msg::Confirm.say(context.lang).to_owned(),
    }
}
