//! A time slot at an office: `OFFICE/2026-12-03/1000` (services-overview §7).

use crate::date::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A slot as it was chosen or typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        let time: String = self.start.chars().filter(|c| *c != ':').collect();
        let (hour, minute) = time.split_at_checked(2)?;
        let number = |part: &str| -> Option<u16> {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let (hour, minute) = (number(hour)?, number(minute)?);
        (!office_id.is_empty() && office_id.chars().all(plain) && hour < 24 && minute < 60)
            .then_some(())?;
        Some(SlotId {
            office_id: office_id.to_owned(),
            date: Date::parse(self.date.trim()).ok()?,
            start: hour * 60 + minute,
        })
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

    /// The id, as it is sent.
    pub fn shown(&self) -> String {
        self.to_string()
    }
}

crate::as_text::as_text!(SlotId, "a slot");

impl fmt::Display for SlotId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = (self.start / 60, self.start % 60);
        write!(out, "{}/{}/{hour:02}{minute:02}", self.office_id, self.date)
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
