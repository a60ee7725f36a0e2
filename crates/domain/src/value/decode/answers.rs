//! Answers, drafts and the queue as the device keeps them.

use super::{Decode, DecodeError, field, macros::record, variant};
use crate::{
    form::answers::{Answers, FileRef, GroupEntry, Raw},
    record::draft::{Conflict, EntryPlace},
    value::address::Address,
    value::slot::TypedSlot,
};
use serde_json::Value;

impl Decode for Address {
    fn decode(value: &Value) -> Result<Address, DecodeError> {
        Ok(Address {
            region: field(value, "region")?,
            town: field(value, "town")?,
            detail: field::<Option<String>>(value, "detail")?.unwrap_or_default(),
        })
    }
}

impl Decode for Raw {
    fn decode(value: &Value) -> Result<Raw, DecodeError> {
        let (name, value) = variant(value)?;
        Ok(match name {
            "text" => Raw::Text(Decode::decode(value)?),
            "flag" => Raw::Flag(Decode::decode(value)?),
            "codes" => Raw::Codes(Decode::decode(value)?),
            "place" => Raw::Place(Decode::decode(value)?),
            "slot" => Raw::Slot(Decode::decode(value)?),
            "slots" => Raw::Slots(Decode::decode(value)?),
            "files" => Raw::Files(Decode::decode(value)?),
            _ => return Err(DecodeError("answer")),
        })
    }
}

impl Decode for Conflict {
    fn decode(value: &Value) -> Result<Conflict, DecodeError> {
        let (name, value) = variant(value)?;
        match name {
            "field" => Ok(Conflict::Field {
                entry: field(value, "entry")?,
                field: field(value, "field")?,
                base: field(value, "base")?,
                mine: field(value, "mine")?,
                theirs: field(value, "theirs")?,
            }),
            "entry" => Ok(Conflict::Entry {
                entry: field(value, "entry")?,
                base: field(value, "base")?,
                mine: field(value, "mine")?,
                theirs: field(value, "theirs")?,
            }),
            _ => Err(DecodeError("conflict")),
        }
    }
}
