//! Wished slots against the grid of their office.

use super::{Finding, each_place};
use crate::{
    form::answers::Value, form::definition::Kind, rules::evaluate::Facts, rules::grid,
    value::slot::SlotId,
};
use std::collections::BTreeSet;

/// What is wrong with wishes that were understood: outside the grid, or at another office than the one chosen.
pub(super) fn outside(facts: &Facts<'_>, visible: &BTreeSet<String>) -> Vec<Finding> {
    let service = facts.setting.service;
    let chosen = service
        .office_question()
        .and_then(|question| facts.values.get(&question.id)?.code());
    let look = |slot: &SlotId, path: &str| {
        if chosen.is_some_and(|chosen| chosen != slot.office_id) {
            return Some(Finding::new(path, "slot_other_office"));
        }
        let outside = grid::check(facts.setting, slot).err()?;
        Some(outside.finding(path))
    };
    let mut found = Vec::new();
    for group in &service.groups {
        each_place(facts.answers, group, &mut |question, entry| {
            if !matches!(question.kind, Kind::Slot | Kind::Slots { .. }) {
                return;
            }
            let path = facts.path(&question.id, entry);
            match facts.values.get(&path).filter(|_| visible.contains(&path)) {
                Some(Value::Slot(slot)) => found.extend(look(slot, &path)),
                Some(Value::Slots(slots)) => {
                    let each = slots.iter().enumerate();
                    found.extend(each.filter_map(|(index, slot)| {
                        Some(look(slot, &path)?.with("wish", index + 1))
                    }));
                }
                _ => {}
            }
        });
    }
    found
}
