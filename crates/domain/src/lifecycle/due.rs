//! Until when something lasts or is promised.

use crate::{
    form::policy::Unit, form::rule_context::RuleContext, value::date::Date, value::instant::Instant,
};
use std::fmt;

/// A day, to its end; or a moment, where a limit counts hours or minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// To the end of this day.
    Day(Date),
    /// To this moment.
    Moment(Instant),
}

/// Not the written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no day 2026-12-01 and no moment 2026-12-01T09:30:00+08:00")]
pub struct DueError;

impl Due {
    /// The limit that a parameter sets, counted from a moment. Nothing while the parameter is unset, and for a unit that
    /// counts no time.
    pub fn after(setting: &RuleContext<'_>, key: &str, from: Instant) -> Option<Due> {
        let parameters = &setting.parameters;
        let count = parameters.count(key)?;
        let day = from.date();
        let months = |each: u32| day.add_months(i32::try_from(count.checked_mul(each)?).ok()?);
        let seconds = |each: i64| from.later(i64::from(count) * each).map(Due::Moment);
        match parameters.unit(key)? {
            Unit::Years => months(12).map(Due::Day),
            Unit::Months => months(1).map(Due::Day),
            Unit::Days => day.add_days(i64::from(count)).map(Due::Day),
            Unit::WorkingDays => setting.calendar.add_working_days(day, count).map(Due::Day),
            Unit::Hours => seconds(3_600),
            Unit::Minutes => seconds(60),
            _ => None,
        }
    }

    /// The day it falls on.
    pub fn day(self) -> Date {
        match self {
            Due::Day(day) => day,
            Due::Moment(moment) => moment.date(),
        }
    }

    /// The moment, where it is one.
    pub fn moment(self) -> Option<Instant> {
        match self {
            Due::Day(_) => None,
            Due::Moment(moment) => Some(moment),
        }
    }

    /// The last second that is still in time.
    pub fn end(self) -> Instant {
        match self {
            Due::Day(day) => Instant::end_of(day),
            Due::Moment(moment) => moment,
        }
    }

    /// Reads the written form, nothing else.
    pub fn parse(text: &str) -> Result<Due, DueError> {
        let day = Date::parse(text).map(Due::Day);
        day.or_else(|_| Instant::parse(text).map(Due::Moment))
            .map_err(|_| DueError)
    }
}

/// ISO 8601, to the day or to the second.
impl fmt::Display for Due {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Day(day) => day.fmt(out),
            Due::Moment(moment) => moment.fmt(out),
        }
    }
}

crate::value::as_text::as_text!(Due, DueError, "a day or a moment");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lasts_to_its_end_and_a_moment_to_itself() {
        let day = Due::parse("2026-12-31").unwrap();
        assert_eq!(day.end().to_string(), "2026-12-31T23:59:59+08:00");
        assert_eq!(
            (day.to_string().as_str(), day.moment()),
            ("2026-12-31", None)
        );
        let moment = Due::parse("2026-12-02T12:40:00+08:00").unwrap();
        assert_eq!(moment.moment(), Some(moment.end()));
        assert_eq!(moment.day().to_string(), "2026-12-02");
        for wrong in ["", "tomorrow", "2026-12-32", "2026-12-02T12:40"] {
            assert_eq!(Due::parse(wrong), Err(DueError), "{wrong}");
        }
    }
}
