//! What files a question takes, its limits looked up.

use civil_affairs_domain::{
    form::answers::AnswerPlace,
    form::condition::Operand,
    form::definition::{Kind, Question},
    rules::validate::Validation,
};
use civil_affairs_ui::question::file_rules::{FileMinimum, FileRules};

/// None for a question that asks for no files.
pub fn files(question: &Question, validation: &Validation<'_>, path: &str) -> Option<FileRules> {
    let Kind::Files {
        accept,
        max_count,
        max_kilobytes,
        min_kilobytes,
        min_short_side,
        min_long_side,
    } = &question.kind
    else {
        return None;
    };
    let entry = match AnswerPlace::parse(path) {
        Some(AnswerPlace::Entry(group, index, _)) => Some((group, index)),
        _ => None,
    };
    let limit = |operand: &Operand| {
        let number = validation.facts.operand_number(operand, entry)?;
        u64::try_from(number.to_integer()?).ok()
    };
    Some(FileRules {
        accept: accept.clone(),
        most: limit(max_count).map(|most| usize::try_from(most).unwrap_or(usize::MAX)),
        kilobytes: limit(max_kilobytes),
        least: FileMinimum {
            kilobytes: min_kilobytes.as_ref().and_then(limit).unwrap_or(0),
            short_side: min_short_side.unwrap_or(0),
            long_side: min_long_side.unwrap_or(0),
        },
    })
}
