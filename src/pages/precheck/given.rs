//! Answers as a person reads them back. Numbers of documents and accounts are masked. Pure.

use super::turn;
use crate::{
    components::question::Offer,
    i18n::{self, Msg},
    state::ground::Ground,
};
use civil_affairs_domain::{
    answers::{Answers, Raw, Value},
    definition::{Kind, Question, ServiceDefinition},
    mask::mask,
    text::Lang,
    validate::{Validation, validate},
};

/// One line of the list of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Place of the question.
    pub place: usize,
    /// Whose answer.
    pub who: Option<String>,
    /// Short name of the question.
    pub label: String,
    /// The answer; nothing while there is none.
    pub answer: Option<String>,
}

/// Every question that is asked, with its answer.
pub fn list(ground: &Ground, service: &ServiceDefinition, answers: &Answers) -> Vec<Given> {
    let setting = ground.setting(service);
    let validation = validate(&setting, answers);
    let places = 1..=turn::steps(&validation).len();
    places
        .filter_map(|place| turn::at(ground, service, answers, place))
        .map(|turn| Given {
            place: turn.place,
            answer: service.question(&turn.path).and_then(|question| {
                answer(
                    ground,
                    &validation,
                    question,
                    &turn.asked.offers,
                    &turn.path,
                )
            }),
            who: turn.asked.who,
            label: turn.label,
        })
        .collect()
}

fn answer(
    ground: &Ground,
    validation: &Validation<'_>,
    question: &Question,
    offers: &[Offer],
    path: &str,
) -> Option<String> {
    let raw = validation.facts.answers.get(path)?;
    let Some(value) = validation.facts.values.get(path) else {
        return Some(as_typed(raw));
    };
    let name = |code: &str| {
        let offer = offers.iter().find(|offer| offer.code == code);
        offer.map_or_else(|| code.to_owned(), |offer| offer.text.clone())
    };
    Some(match value {
        Value::Code(code) => name(code),
        Value::Codes(codes) => {
            let names: Vec<String> = codes.iter().map(|code| name(code)).collect();
            names.join(match ground.lang {
                Lang::Zh => "、",
                Lang::En => ", ",
            })
        }
        Value::Bool(value) => yes_or_no(ground, &question.kind, *value),
        Value::Date(date) => i18n::day(*date, ground.lang),
        Value::Permanent => ground.say(Msg::Permanent).to_owned(),
        Value::Identity(identity) => mask(&identity.number),
        Value::Account(account) => mask(account.as_str()),
        Value::Money(amount) => match ground.lang {
            Lang::Zh => format!("{amount} 元"),
            Lang::En => format!("CNY {amount}"),
        },
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Mobile(mobile) => mobile.as_str().to_owned(),
        Value::Address(place) => {
            let town = place
                .town
                .as_ref()
                .and_then(|code| ground.policy().list("towns")?.item(code));
            let town = town.map(|town| match ground.lang {
                Lang::Zh => town.zh.as_str(),
                Lang::En => town.en.as_str(),
            });
            let parts: Vec<&str> = town.into_iter().chain([place.detail.as_str()]).collect();
            parts.join(" ").trim().to_owned()
        }
        Value::Slot(_) | Value::Slots(_) | Value::Files(_) => return None,
    })
}

/// What could not be understood is shown as it was typed, so that the mistake can be seen.
fn as_typed(raw: &Raw) -> String {
    match raw {
        Raw::Text(text) => text.clone(),
        Raw::Place(place) => place.detail.clone(),
        Raw::Codes(codes) => codes.join(", "),
        Raw::Flag(_) | Raw::Slot(_) | Raw::Slots(_) | Raw::Files(_) => String::new(),
    }
}

/// The words for yes and no that the question has, else the plain ones.
pub fn yes_or_no(ground: &Ground, kind: &Kind, value: bool) -> String {
    match kind {
        Kind::YesNo { yes, no } => {
            let (own, plain) = if value {
                (yes, Msg::Yes)
            } else {
                (no, Msg::No)
            };
            own.as_ref()
                .map_or_else(|| ground.say(plain).to_owned(), |text| ground.text(text))
        }
        _ => ground.say(Msg::Confirm).to_owned(),
    }
}
