//! Wished slots against the grid of their office.

use super::{Finding, each_place};
use crate::{
    form::answers::Value,
    form::definition::Kind,
    rules::evaluate::Facts,
    rules::grid::{self, Outside},
    value::slot::SlotId,
};
use std::collections::BTreeSet;

/// What is wrong with wishes that were understood.
#[derive(Debug, Default)]
pub(super) struct OutsideGrid {
    /// Errors that no rule of the table is made for: no such office, no slot at that time, a second choice on a closed
    /// day. Any of them asks for `fix_field`.
    pub(super) mistyped: Vec<Finding>,
    /// The day of the booking itself cannot be booked. The rules that ask `bookable` answer it (services-overview §9,
    /// O16).
    pub(super) of_the_day: Vec<Finding>,
}

/// Looks for wishes outside the grid, or at another office than the one chosen.
pub(super) fn outside(facts: &Facts<'_>, visible: &BTreeSet<String>) -> OutsideGrid {
    let service = facts.setting.service;
    let chosen = service
        .office_question()
        .and_then(|question| facts.values.get(&question.id)?.code());
    let booked = service
        .booking
        .as_ref()
        .and_then(|booking| facts.value(&booking.date, None)?.date());
    let mut outside = OutsideGrid::default();
    let mut look = |slot: &SlotId, path: &str, wish: Option<usize>| {
        let numbered = |finding: Finding| match wish {
            Some(wish) => finding.with("wish", wish),
            None => finding,
        };
        if chosen.is_some_and(|chosen| chosen != slot.office_id) {
            let finding = Finding::new(path, "slot_other_office");
            outside.mistyped.push(numbered(finding));
        } else if let Err(reason) = grid::check(facts.setting, slot) {
            let finding = numbered(reason.finding(path));
            let is_of_the_day = wish.is_none()
                && booked == Some(slot.date)
                && !facts.setting.is_bookable(slot.date)
                && reason != Outside::Office;
            if is_of_the_day {
                outside.of_the_day.push(finding);
            } else {
                outside.mistyped.push(finding);
            }
        }
    };
    for group in &service.groups {
        each_place(facts.answers, group, &mut |question, entry| {
            if !matches!(question.kind, Kind::Slot | Kind::Slots { .. }) {
                return;
            }
            let path = facts.path(&question.id, entry);
            match facts.values.get(&path).filter(|_| visible.contains(&path)) {
                Some(Value::Slot(slot)) => look(slot, &path, None),
                Some(Value::Slots(slots)) => {
                    for (index, slot) in slots.iter().enumerate() {
                        look(slot, &path, Some(index + 1));
                    }
                }
                _ => {}
            }
        });
    }
    outside
}
