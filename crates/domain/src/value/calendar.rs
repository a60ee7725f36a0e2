//! Working days by the State Council's holiday lists with their make-up days (调休).

use crate::value::date::Date;
use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};

/// The list of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// The year.
    pub year: i16,
    /// Number and date of the notice.
    pub source: String,
    /// Days off that would be working days.
    pub closed: Vec<Date>,
    /// Working days that would be days off.
    pub worked: Vec<Date>,
}

/// Working days. A year without a list: Monday to Friday (services-overview §6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    years: Vec<HolidayYear>,
}

/// No row of days off comes near this.
const LONGEST_SEARCH: u32 = 4000;

impl WorkCalendar {
    /// From the lists that are known.
    pub fn new(years: Vec<HolidayYear>) -> WorkCalendar {
        WorkCalendar { years }
    }

    /// Whether the list of a year is known.
    pub fn knows(&self, year: i16) -> bool {
        self.year(year).is_some()
    }

    fn year(&self, year: i16) -> Option<&HolidayYear> {
        self.years.iter().find(|known| known.year == year)
    }

    /// Whether offices work on a day.
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.year(date.year()) {
            Some(year) if year.worked.contains(&date) => true,
            Some(year) if year.closed.contains(&date) => false,
            _ => !date.weekday().is_weekend(),
        }
    }

    /// Whether a list names the day as a day off. A weekend inside a holiday is one only where the list names it.
    pub fn is_holiday(&self, date: Date) -> bool {
        self.year(date.year())
            .is_some_and(|year| year.closed.contains(&date) && !year.worked.contains(&date))
    }

    /// The n-th working day after a day; the day itself for none.
    pub fn add_working_days(&self, from: Date, days: u32) -> Option<Date> {
        let mut date = from;
        let mut left = days;
        let mut steps = 0;
        while left > 0 {
            date = date.add_days(1)?;
            if self.is_working_day(date) {
                left -= 1;
            }
            steps += 1;
            if steps > LONGEST_SEARCH {
                return None;
            }
        }
        Some(date)
    }

    /// The first working day from a day on.
    pub fn next_working_day(&self, from: Date) -> Option<Date> {
        if self.is_working_day(from) {
            Some(from)
        } else {
            self.add_working_days(from, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// An invented list: no real year is described.
    fn invented() -> WorkCalendar {
        WorkCalendar::new(vec![HolidayYear {
            year: 2150,
            source: "test".to_owned(),
            closed: vec![day("2150-01-01"), day("2150-01-02")],
            worked: vec![day("2150-01-03")],
        }])
    }

    #[test]
    fn a_year_without_a_list_works_from_monday_to_friday() {
        let calendar = WorkCalendar::default();
        assert!(!calendar.knows(2026));
        assert!(calendar.is_working_day(day("2026-12-04")));
        assert!(!calendar.is_working_day(day("2026-12-05")));
        assert_eq!(
            calendar.next_working_day(day("2026-12-05")),
            Some(day("2026-12-07"))
        );
        assert_eq!(
            calendar.add_working_days(day("2026-12-04"), 1),
            Some(day("2026-12-07"))
        );
        assert_eq!(
            calendar.add_working_days(day("2026-12-05"), 0),
            Some(day("2026-12-05"))
        );
    }

    #[test]
    fn holidays_are_off_and_make_up_days_are_worked() {
        let calendar = invented();
        assert!(calendar.knows(2150));
        // 2150-01-01 is a Thursday.
        assert!(!calendar.is_working_day(day("2150-01-01")));
        assert!(calendar.is_working_day(day("2150-01-03")));
        assert_eq!(
            calendar.add_working_days(day("2149-12-31"), 1),
            Some(day("2150-01-03"))
        );
    }
}
