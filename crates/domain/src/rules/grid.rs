//! Which days and times can be wished at an office (marriage-appointment.md §6). Only the grid: whether a slot is
//! still free is known to the server alone.
//!
//! Everything comes from policy data: `booking_days_max`, `lead_days_min`, `release_time`, `saturday_open`,
//! `open_dates`, `closed_dates`, the holiday lists, `opening_hours` (an office's own in the list `offices` first) and
//! `slot_minutes`. While no hours are set nobody knows more than morning and afternoon, and any time is accepted.

use crate::{
    form::condition::Literal,
    form::rule_context::RuleContext,
    rules::validate::Finding,
    value::date::Date,
    value::ordered,
    value::slot::{
        SlotId,
        time::{DAY, NOON, Span},
    },
};

pub use crate::form::policy::OFFICES;

/// Days offered ahead while `booking_days_max` is unset (services-overview §6, Q5). Nothing is refused then.
const DAYS_AHEAD: i64 = 30;

/// What can be wished at one office.
#[derive(Clone, Debug)]
pub struct Grid<'a> {
    setting: &'a RuleContext<'a>,
    office: String,
    /// Empty while unset.
    hours: Vec<Span>,
    /// Length of a slot; nothing while unset: a stretch of opening hours is one slot.
    length: Option<u16>,
}

/// Why a wish lies outside the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// Not an office that can be booked here.
    Office,
    /// The day or the time is over.
    Past,
    /// Less notice than `lead_days_min` wants; the first day with enough.
    TooSoon(Date),
    /// Beyond the last day that can be booked.
    TooLate(Date),
    /// The office is closed; the first open day from then on.
    Closed(Option<Date>),
    /// No slot begins then.
    Time,
}

impl Outside {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            Outside::Office => "slot_office",
            Outside::Past => "slot_past",
            Outside::TooSoon(_) => "slot_too_soon",
            Outside::TooLate(_) => "slot_too_late",
            Outside::Closed(_) => "slot_closed",
            Outside::Time => "slot_time",
        }
    }

    /// As a finding about the answer at a path.
    pub fn finding(self, path: &str) -> Finding {
        let finding = Finding::new(path, self.code());
        match self {
            Outside::TooSoon(first) => finding.with("min", first),
            Outside::TooLate(last) => finding.with("max", last),
            Outside::Closed(Some(next)) => finding.with("next", next),
            Outside::Office | Outside::Past | Outside::Closed(None) | Outside::Time => finding,
        }
    }
}

impl<'a> Grid<'a> {
    /// Of an office of the list; nothing for any other.
    pub fn new(setting: &'a RuleContext<'a>, office: &str) -> Option<Grid<'a>> {
        let item = setting.policy.list(OFFICES)?.item(office)?;
        let own: Option<Vec<Span>> = match item.attributes.get("opening_hours") {
            Some(Literal::Text(text)) => text.split(',').map(Span::parse).collect(),
            _ => None,
        };
        let general = || {
            let listed = setting.parameters.codes("opening_hours")?;
            listed.iter().map(|span| Span::parse(span)).collect()
        };
        Some(Grid {
            setting,
            office: office.to_owned(),
            hours: own.or_else(general).unwrap_or_default(),
            length: setting
                .parameters
                .count("slot_minutes")
                .and_then(|minutes| u16::try_from(minutes).ok())
                .filter(|minutes| *minutes > 0),
        })
    }

    /// Whether the hours are known. If not, there are only morning and afternoon.
    pub fn knows_hours(&self) -> bool {
        !self.hours.is_empty()
    }

    /// The days that can be wished, earliest first.
    pub fn days(&self) -> Vec<Date> {
        let today = self.setting.today;
        let last = self
            .setting
            .last_bookable()
            .or_else(|| today.add_days(DAYS_AHEAD));
        let mut days = Vec::new();
        let mut next = Some(today);
        while let Some(day) = next.filter(|day| last.is_some_and(|last| *day <= last)) {
            if self.setting.is_bookable(day) && !self.times(day).is_empty() {
                days.push(day);
            }
            next = day.add_days(1);
        }
        days
    }

    /// The times that can be wished on a day, earliest first; none on a day that cannot.
    pub fn times(&self, date: Date) -> Vec<Span> {
        if !self.setting.is_bookable(date) || date < self.setting.today {
            return Vec::new();
        }
        let mut times = self.cells();
        times.retain(|cell| !self.is_past(date, cell.start));
        times
    }

    /// The stretch of the day that a time stands for: a slot, or while the hours are unset the morning or the
    /// afternoon. Nothing for a time at which no slot begins.
    pub fn cell(&self, start: u16) -> Option<Span> {
        self.cells().into_iter().find(|cell| cell.start == start)
    }

    /// Whether a wish lies inside the grid.
    ///
    /// # Errors
    ///
    /// The first reason why it does not.
    pub fn check(&self, slot: &SlotId) -> Result<(), Outside> {
        let setting = self.setting;
        if slot.office_id != self.office {
            return Err(Outside::Office);
        }
        if self.is_past(slot.date, slot.start) {
            return Err(Outside::Past);
        }
        let first = setting.first_bookable().filter(|first| slot.date < *first);
        if let Some(first) = first {
            return Err(Outside::TooSoon(setting.next_open(first).unwrap_or(first)));
        }
        if let Some(last) = setting.last_bookable().filter(|last| slot.date > *last) {
            return Err(Outside::TooLate(last));
        }
        if !setting.is_open(slot.date) {
            let next = setting.next_open(slot.date);
            let inside = next.filter(|next| setting.is_bookable(*next));
            return Err(Outside::Closed(inside));
        }
        if self.knows_hours() && self.cell(slot.start).is_none() {
            return Err(Outside::Time);
        }
        Ok(())
    }

    /// A slot is past once it has begun, a whole morning or afternoon once it is over.
    pub fn is_past(&self, date: Date, start: u16) -> bool {
        let today = self.setting.today;
        let over = match self.cell(start).filter(|_| !self.knows_hours()) {
            Some(half) => half.end,
            None => start,
        };
        date < today || (date == today && self.setting.minute.is_some_and(|minute| over <= minute))
    }

    fn cells(&self) -> Vec<Span> {
        if !self.knows_hours() {
            let half = |start, end| Span { start, end };
            return vec![half(0, NOON), half(NOON, DAY)];
        }
        let mut cells: Vec<Span> = Vec::new();
        for open in &self.hours {
            let length = self.length.unwrap_or(open.end - open.start);
            for start in (open.start..open.end).step_by(usize::from(length)) {
                let end = start.saturating_add(length);
                if end <= open.end && cells.iter().all(|cell| cell.start != start) {
                    ordered::insert(&mut cells, Span { start, end }, |cell| cell.start);
                }
            }
        }
        cells
    }
}

/// Looks at a wish, whatever its office.
///
/// # Errors
///
/// The first reason why it lies outside the grid.
pub fn check(setting: &RuleContext<'_>, slot: &SlotId) -> Result<(), Outside> {
    Grid::new(setting, &slot.office_id)
        .ok_or(Outside::Office)?
        .check(slot)
}
