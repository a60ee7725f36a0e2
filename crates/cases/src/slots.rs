//! Which wish is taken, and what is free instead (marriage-appointment.md §5 and §6).

use civil_affairs_domain::{
    form::rule_context::RuleContext,
    rules::grid::{Grid, Outside},
    value::date::Date,
    value::instant::Instant,
    value::slot::{
        SlotId,
        time::{DAY, NOON},
    },
};
use civil_affairs_store::PlacesTaken;
use std::collections::BTreeSet;

/// Wishes that are looked at: a first and two further ones.
const MOST_WISHES: usize = 3;
/// Slots that are offered instead.
const ALTERNATIVES: usize = 5;

/// Whether all that was wished is over, or begins sooner than the notice that is needed.
pub(super) fn has_lapsed(rules: &RuleContext<'_>, wishes: &[SlotId]) -> bool {
    let over = |wish: &SlotId| {
        let found = Grid::new(rules, &wish.office_id).map(|grid| grid.check(wish));
        matches!(found, Some(Err(Outside::Past | Outside::TooSoon(_))))
    };
    !wishes.is_empty() && wishes.iter().all(over)
}

/// When a slot is past: once it has begun, or while the hours are unset once its morning or afternoon is over.
pub(super) fn over(rules: &RuleContext<'_>, slot: &SlotId) -> Option<Instant> {
    let minute = match Grid::new(rules, &slot.office_id) {
        Some(grid) if !grid.knows_hours() && slot.start < NOON => NOON,
        Some(grid) if !grid.knows_hours() => DAY,
        _ => slot.start,
    };
    Instant::at(slot.date, minute)
}

/// The wishes that lie inside the grid, in their order, each once. While the hours are unset a wish means its
/// morning or afternoon.
pub(super) fn possible(rules: &RuleContext<'_>, wishes: &[SlotId]) -> Vec<SlotId> {
    let mut possible = Vec::new();
    for wish in wishes.iter().take(MOST_WISHES) {
        let Some(grid) = Grid::new(rules, &wish.office_id) else {
            continue;
        };
        let slot = cell(&grid, wish);
        if grid.check(wish).is_ok() && !possible.contains(&slot) {
            possible.push(slot);
        }
    }
    possible
}

fn cell(grid: &Grid<'_>, wish: &SlotId) -> SlotId {
    let mut slot = wish.clone();
    if !grid.knows_hours() {
        slot.start = if wish.start < NOON { 0 } else { NOON };
    }
    slot
}

/// Places of a slot that can be booked: its capacity without the share of those who just come. Nothing while the
/// capacity is unset; then nobody but the office knows what is full.
pub(super) fn places(rules: &RuleContext<'_>) -> Option<u32> {
    let capacity = rules.parameters.count("slot_capacity")?;
    let share = rules
        .parameters
        .count("walk_in_share_percent")
        .unwrap_or(0)
        .min(100);
    let kept = u64::from(capacity) * u64::from(share) / 100;
    Some(capacity - u32::try_from(kept).unwrap_or(capacity))
}

/// The smallest number that is free.
pub(super) fn free_number(places: u32, numbers: &BTreeSet<u32>) -> Option<u32> {
    let case = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    (case < places)
        .then(|| (1..=places).find(|number| !numbers.contains(number)))
        .flatten()
}

/// The days that can be wished at an office.
pub(super) fn days(rules: &RuleContext<'_>, office: &str) -> Vec<Date> {
    Grid::new(rules, office).map_or_else(Vec::new, |grid| grid.days())
}

/// Slots that are neither past nor full, the earliest first.
pub(super) fn free(
    rules: &RuleContext<'_>,
    office: &str,
    days: &[Date],
    taken: &PlacesTaken,
) -> Vec<SlotId> {
    let Some(grid) = Grid::new(rules, office) else {
        return Vec::new();
    };
    let places = places(rules);
    let mut free = Vec::new();
    for date in days {
        for time in grid.times(*date) {
            let count = taken.get(&(*date, time.start)).copied().unwrap_or(0);
            if places.is_none_or(|places| count < places) {
                free.push(SlotId {
                    office_id: office.to_owned(),
                    date: *date,
                    start: time.start,
                });
            }
        }
    }
    free
}

/// The five nearest to a wish, the earliest first.
pub(super) fn nearest(wish: &SlotId, mut free: Vec<SlotId>) -> Vec<SlotId> {
    let distance = |slot: &SlotId| {
        let days = wish.date.days_until(slot.date);
        let minutes = i64::from(slot.start) - i64::from(wish.start);
        (days * 24 * 60 + minutes).abs()
    };
    free.sort_by_key(|slot| (distance(slot), slot.date, slot.start));
    free.truncate(ALTERNATIVES);
    free.sort();
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(id: &str) -> SlotId {
        SlotId::parse(id).unwrap()
    }

    #[test]
    fn the_smallest_free_number_is_given_and_none_beyond_the_places() {
        assert_eq!(free_number(2, &BTreeSet::new()), Some(1));
        assert_eq!(free_number(2, &BTreeSet::from([1])), Some(2));
        assert_eq!(free_number(2, &BTreeSet::from([2])), Some(1));
        assert_eq!(free_number(2, &BTreeSet::from([1, 2])), None);
        assert_eq!(free_number(0, &BTreeSet::new()), None);
        // The capacity was made smaller after these were given.
        assert_eq!(free_number(2, &BTreeSet::from([5, 6])), None);
    }

    #[test]
    fn the_nearest_are_offered_earliest_first() {
        let free = [
            "yiwu/2026-12-10/0900",
            "yiwu/2026-12-03/0900",
            "yiwu/2026-12-04/0900",
            "yiwu/2026-12-04/1000",
            "yiwu/2026-12-04/1100",
            "yiwu/2026-12-05/0900",
            "yiwu/2026-12-20/0900",
        ];
        let offered = nearest(&slot("yiwu/2026-12-04/1000"), free.map(slot).to_vec());
        let shown: Vec<String> = offered.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "yiwu/2026-12-03/0900",
                "yiwu/2026-12-04/0900",
                "yiwu/2026-12-04/1000",
                "yiwu/2026-12-04/1100",
                "yiwu/2026-12-05/0900",
            ]
        );
    }
}
