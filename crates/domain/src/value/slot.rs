//! A time slot at an office: `OFFICE/2026-12-03/1000` (services-overview §7).

pub mod time;

use crate::value::date::Date;
use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A slot as it was chosen or typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct TypedSlot {
    /// Code of the office.
    pub office_id: String,
    /// ISO date.
    pub date: String,
    /// Begin, `1000` or `10:00`.
    pub start: String,
}

/// A slot that can be meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId {
    /// Code of the office.
    pub office_id: String,
    /// The day.
    pub date: Date,
    /// Minutes after midnight, Asia/Shanghai.
    pub start: u16,
}

impl TypedSlot {
    /// Takes the written form apart; the parts are checked later.
    pub fn from_id(id: &str) -> Option<TypedSlot> {
        let mut parts = id.split('/').map(str::to_owned);
        let slot = TypedSlot {
            office_id: parts.next()?,
            date: parts.next()?,
            start: parts.next()?,
        };
        parts.next().is_none().then_some(slot)
    }

    /// The slot, if office, day and time have their form.
    pub fn parse(&self) -> Option<SlotId> {
        let office_id = self.office_id.trim();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!office_id.is_empty() && office_id.chars().all(plain)).then_some(())?;
        Some(SlotId {
            office_id: office_id.to_owned(),
            date: Date::parse(self.date.trim()).ok()?,
            start: time::parse(&self.start)?,
        })
    }
}

impl From<&SlotId> for TypedSlot {
    fn from(slot: &SlotId) -> TypedSlot {
        TypedSlot {
            office_id: slot.office_id.clone(),
            date: slot.date.to_string(),
            start: time::compact(slot.start),
        }
    }
}

/// Not the id of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no slot of the form OFFICE/2026-12-03/1000")]
pub struct SlotError;

impl SlotId {
    /// Reads an id.
    pub fn parse(id: &str) -> Result<SlotId, SlotError> {
        TypedSlot::from_id(id)
            .and_then(|typed| typed.parse())
            .ok_or(SlotError)
    }
}

crate::value::as_text::as_text!(SlotId, SlotError, "a slot");

impl fmt::Display for SlotId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = time::compact(self.start);
        write!(out, "{}/{}/{start}", self.office_id, self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_reads_and_prints_its_id() {
        for typed in ["yiwu/2026-12-03/1000", "yiwu/2026-12-03/10:00"] {
            let slot = TypedSlot::from_id(typed).unwrap().parse().unwrap();
            assert_eq!(slot.to_string(), "yiwu/2026-12-03/1000");
        }
    }

    #[test]
    fn a_slot_without_a_real_day_or_time_is_refused() {
        for typed in [
            "yiwu/2026-02-30/1000",
            "yiwu/2026-12-03/2400",
            "/2026-12-03/1000",
            "y/2026-12-03/十点",
        ] {
            assert_eq!(TypedSlot::from_id(typed).unwrap().parse(), None, "{typed}");
        }
        assert_eq!(TypedSlot::from_id("yiwu/2026-12-03"), None);
        assert_eq!(TypedSlot::from_id("a/b/c/d"), None);
    }
}
