//! What is missing or wrong in a form that nothing keeps from being finished (temporary assistance).

use crate::{
    form::answers::{AnswerPlace, Raw},
    form::definition::Kind,
    rules::finish::{Mend, question},
    rules::flow,
    rules::validate::Validation,
    value::identity::IdType,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// An identity number that is missing or wrong. Staff verify it; the person is not sent away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoneNow {
    /// Path of the number, such as `applicant.id_number`.
    pub field: String,
    /// `missing`, or what is wrong with it, such as `id_checksum`.
    pub reason: String,
    /// Kind of document that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_type: Option<String>,
    /// The number as typed: one wrong digit tells staff more than nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
}

/// Another answer that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenAnswer {
    /// Its path, or the id of a repeated group.
    pub field: String,
    /// `missing`, or what is wrong with it.
    pub reason: String,
    /// As typed, where it is text that the answers do not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
}

/// So many characters of what was typed go along. Longer texts are cut: a wrong answer must not make a
/// submission too large to be received.
const LONGEST: usize = 2_000;

/// Takes up what is open, and marks in the answers whose number cannot be provided now.
pub(super) fn follow_later(
    validation: &Validation<'_>,
    open: &[Mend],
    answers: &mut Map<String, Json>,
) -> (Vec<NoneNow>, Vec<OpenAnswer>) {
    let facts = &validation.facts;
    let mut none_now: Vec<NoneNow> = Vec::new();
    let mut settled: Vec<String> = Vec::new();
    let mut later: Vec<OpenAnswer> = Vec::new();
    for finding in open.iter().flat_map(|mend| &mend.findings) {
        let typed = typed(validation, &finding.field);
        match type_path(validation, &finding.field) {
            Some(type_path) => {
                let chosen = facts.answers.get(&type_path).and_then(text);
                let code = Json::String(IdType::NoneNow.code().to_owned());
                flow::put(answers, &type_path, code);
                settled.push(type_path);
                none_now.push(NoneNow {
                    field: finding.field.clone(),
                    reason: finding.code.clone(),
                    id_type: chosen,
                    typed,
                });
            }
            None => later.push(OpenAnswer {
                field: finding.field.clone(),
                reason: finding.code.clone(),
                typed,
            }),
        }
    }
    later.retain(|one| !settled.contains(&one.field));
    (none_now, later)
}

/// Where the kind of document stands, if the path is that of a number without a value and the person may say that
/// she cannot provide it.
fn type_path(validation: &Validation<'_>, path: &str) -> Option<String> {
    if validation.facts.values.contains_key(path) {
        return None;
    }
    let Kind::IdNumber { id_type } = &question(validation, path)?.kind else {
        return None;
    };
    let entry = match AnswerPlace::parse(path)? {
        AnswerPlace::Entry(group, index, _) => Some((group, index)),
        AnswerPlace::Field(_) => None,
    };
    let type_path = validation.facts.path(id_type, entry);
    let type_kind = &question(validation, &type_path)?.kind;
    let may_lack =
        matches!(type_kind, Kind::IdType { allowed } if allowed.contains(&IdType::NoneNow));
    may_lack.then_some(type_path)
}

/// What was typed and is not among the answers because it was not understood.
fn typed(validation: &Validation<'_>, path: &str) -> Option<String> {
    let facts = &validation.facts;
    if facts.values.contains_key(path) {
        return None;
    }
    facts.answers.get(path).and_then(text)
}

fn text(raw: &Raw) -> Option<String> {
    let text = match raw {
        Raw::Text(text) => text,
        Raw::Place(place) => &place.detail,
        _ => return None,
    };
    Some(text.chars().take(LONGEST).collect())
}
