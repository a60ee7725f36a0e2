//! Files, named by their content.

use super::{Read, Typed};
use crate::{
    form::answers::{FileRef, Raw, Value},
    form::condition::Operand,
    rules::validate::Finding,
};
use serde_json::Value as Json;

/// What a question accepts. A kilobyte is 1,000 bytes.
pub(super) struct Limits<'a> {
    /// Media types.
    pub(super) accept: &'a [String],
    pub(super) max_count: &'a Operand,
    pub(super) max_kilobytes: &'a Operand,
    pub(super) min_kilobytes: Option<&'a Operand>,
}

pub(super) fn read(typed: &Typed<'_>, limits: &Limits<'_>) -> Result<Read, Finding> {
    let Raw::Files(files) = typed.raw else {
        return Err(typed.error("wrong_kind"));
    };
    let limit = |operand| typed.count(operand);
    if let Some(most) = limit(limits.max_count).filter(|most| files.len() as u64 > *most) {
        return Err(typed.error("too_many").with("max", most));
    }
    let most = limit(limits.max_kilobytes);
    let least = limits.min_kilobytes.and_then(limit);
    for file in files {
        let error = |code| typed.error(code).with("name", &file.name);
        if !limits.accept.contains(&file.media_type) {
            return Err(error("file_type"));
        }
        if let Some(most) = most.filter(|most| file.bytes > most * 1000) {
            return Err(error("file_size").with("max", most));
        }
        if let Some(least) = least.filter(|least| file.bytes < least * 1000) {
            return Err(error("file_small").with("min", least));
        }
    }
    Ok(Value::Files(files.clone()).into())
}

pub(super) fn from_json(json: &Json) -> Option<Raw> {
    serde_json::from_value::<Vec<FileRef>>(json.clone())
        .ok()
        .map(Raw::Files)
}
