//! Answers as nested JSON by field id: `{"party_a": {"id_number": "…"}}`, repeated groups as arrays.

use crate::{
    form::answers::{Answers, GroupEntry, Raw},
    form::definition::{Question, ServiceDefinition},
};
use serde_json::{Map, Value as Json};

/// Why a JSON document is not a set of answers to a service.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct AnswersError {
    /// Where, for example `members[0].id_number`.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
}

/// At most so many entries are read of one group; the group's own limit is checked by validation.
const MOST_ENTRIES: usize = 200;

impl Answers {
    /// Reads answers. `null` is unanswered; an unknown field or a wrong type is an error with its place.
    pub fn from_json(service: &ServiceDefinition, json: &Json) -> Result<Answers, AnswersError> {
        let mut answers = Answers::default();
        let object = json
            .as_object()
            .ok_or_else(|| wrong("(top level)", "an object of fields", json))?;
        read_object(service, "", object, &mut answers)?;
        Ok(answers)
    }
}

fn read_object(
    service: &ServiceDefinition,
    prefix: &str,
    object: &Map<String, Json>,
    answers: &mut Answers,
) -> Result<(), AnswersError> {
    for (key, json) in object {
        let path = format!("{prefix}{key}");
        if let Some(question) = service.question(&path) {
            if let Some(raw) = read_answer(question, &path, json)? {
                answers.fields.insert(path, raw);
            }
        } else if service.repeated(&path).is_some() {
            let entries = read_entries(service, &path, json)?;
            answers.entries.insert(path, entries);
        } else if service.questions().any(|(_, question)| {
            question
                .id
                .strip_prefix(&path)
                .is_some_and(|rest| rest.starts_with('.'))
        }) {
            match json {
                Json::Null => {}
                Json::Object(inner) => {
                    read_object(service, &format!("{path}."), inner, answers)?;
                }
                other => return Err(wrong(&path, "an object of fields", other)),
            }
        } else {
            return Err(AnswersError {
                reason: format!("`{}` has no such field", service.id),
                path: if path.is_empty() {
                    "(empty name)".to_owned()
                } else {
                    path
                },
            });
        }
    }
    Ok(())
}

fn read_entries(
    service: &ServiceDefinition,
    group: &str,
    json: &Json,
) -> Result<Vec<GroupEntry>, AnswersError> {
    let array = match json {
        Json::Null => return Ok(Vec::new()),
        Json::Array(array) if array.len() <= MOST_ENTRIES => array,
        Json::Array(_) => {
            return Err(AnswersError {
                path: group.to_owned(),
                reason: format!("more than {MOST_ENTRIES} entries"),
            });
        }
        other => return Err(wrong(group, "an array of entries", other)),
    };
    array
        .iter()
        .enumerate()
        .map(|(index, json)| {
            let place = format!("{group}[{index}]");
            let object = json
                .as_object()
                .ok_or_else(|| wrong(&place, "an object of fields", json))?;
            let mut entry = GroupEntry {
                id: index.to_string(),
                ..GroupEntry::default()
            };
            for (key, json) in object {
                let path = format!("{place}.{key}");
                let question = service
                    .question(&format!("{group}[].{key}"))
                    .ok_or_else(|| AnswersError {
                        path: path.clone(),
                        reason: format!("`{}` has no such field", service.id),
                    })?;
                if let Some(raw) = read_answer(question, &path, json)? {
                    entry.fields.insert(key.clone(), raw);
                }
            }
            Ok(entry)
        })
        .collect()
}

/// Reads one answer by the question's kind.
fn read_answer(question: &Question, path: &str, json: &Json) -> Result<Option<Raw>, AnswersError> {
    if json.is_null() {
        return Ok(None);
    }
    super::from_json(&question.kind, json)
        .map(Some)
        .map_err(|wanted| match wanted {
            Some(wanted) => wrong(path, wanted, json),
            None => AnswersError {
                path: path.to_owned(),
                reason: "is worked out from other answers and cannot be given".to_owned(),
            },
        })
}

fn wrong(path: &str, wanted: &str, found: &Json) -> AnswersError {
    let found = match found {
        Json::Null => "nothing",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    };
    AnswersError {
        path: path.to_owned(),
        reason: format!("wants {wanted}, found {found}"),
    }
}
