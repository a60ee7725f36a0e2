//! A moment as it is sent and printed: RFC 3339 in the time of Asia/Shanghai, to the second.

use crate::value::date::Date;
use std::fmt;

/// Milliseconds of the eight hours between UTC and Asia/Shanghai.
const OFFSET: i64 = 8 * 3_600_000;
const DAY: i64 = 86_400;

/// A second between 1900 and 2199, written `2026-12-01T09:30:00+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    date: Date,
    /// Of that day, in Asia/Shanghai.
    second: u32,
}

/// Not the written form of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no moment of the form 2026-12-01T09:30:00+08:00")]
pub struct InstantError;

impl Instant {
    /// From milliseconds since 1970, which are cut to the second.
    pub fn from_unix_millis(millis: i64) -> Option<Instant> {
        let local = millis.checked_add(OFFSET)?.div_euclid(1_000);
        Some(Instant {
            date: Date::from_unix_millis(millis)?,
            second: u32::try_from(local.rem_euclid(DAY)).ok()?,
        })
    }

    /// Milliseconds since 1970.
    pub fn unix_millis(self) -> i64 {
        let days = Date::new(1970, 1, 1).map_or(0, |first| first.days_until(self.date));
        (days * DAY + i64::from(self.second)) * 1_000 - OFFSET
    }

    /// A minute of a day in Asia/Shanghai, counted from midnight; from 1,440 on one of the days after it.
    pub fn at(date: Date, minute: u16) -> Option<Instant> {
        Instant { date, second: 0 }.later(i64::from(minute) * 60)
    }

    /// The last second of a day.
    pub fn end_of(date: Date) -> Instant {
        Instant {
            date,
            second: 86_399,
        }
    }

    /// So many seconds later, or earlier.
    pub fn later(self, seconds: i64) -> Option<Instant> {
        let millis = seconds.checked_mul(1_000)?;
        Instant::from_unix_millis(self.unix_millis().checked_add(millis)?)
    }

    /// The day in Asia/Shanghai.
    pub fn date(self) -> Date {
        self.date
    }

    /// Reads the written form, nothing else.
    pub fn parse(text: &str) -> Result<Instant, InstantError> {
        let (date, time) = text.split_once('T').ok_or(InstantError)?;
        let time = time.strip_suffix("+08:00").ok_or(InstantError)?;
        let [h1, h2, b':', m1, m2, b':', s1, s2] = *time.as_bytes() else {
            return Err(InstantError);
        };
        let number = |tens: u8, ones: u8| {
            (tens.is_ascii_digit() && ones.is_ascii_digit())
                .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
                .ok_or(InstantError)
        };
        let (hour, minute, second) = (number(h1, h2)?, number(m1, m2)?, number(s1, s2)?);
        if hour > 23 || minute > 59 || second > 59 {
            return Err(InstantError);
        }
        Ok(Instant {
            date: Date::parse(date).map_err(|_| InstantError)?,
            second: hour * 3_600 + minute * 60 + second,
        })
    }
}

/// ISO 8601 to the second, in the time of Yiwu: `2026-12-01T23:59:59+08:00`.
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, rest) = (self.second / 3_600, self.second % 3_600);
        let (minute, second) = (rest / 60, rest % 60);
        write!(out, "{}T{hour:02}:{minute:02}:{second:02}+08:00", self.date)
    }
}

crate::value::as_text::as_text!(Instant, InstantError, "a moment");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_the_time_of_yiwu_and_read_again() {
        for (millis, written) in [
            (1_796_140_799_999, "2026-12-01T23:59:59+08:00"),
            (0, "1970-01-01T08:00:00+08:00"),
            (-1, "1970-01-01T07:59:59+08:00"),
        ] {
            let moment = Instant::from_unix_millis(millis).unwrap();
            assert_eq!(moment.to_string(), written);
            assert_eq!(Instant::parse(written), Ok(moment));
            assert_eq!(moment.unix_millis(), millis.div_euclid(1_000) * 1_000);
        }
    }

    #[test]
    fn a_day_has_its_minutes_and_an_end() {
        let day = Date::parse("2026-12-31").unwrap();
        let shown = |minute| Instant::at(day, minute).unwrap().to_string();
        assert_eq!(shown(570), "2026-12-31T09:30:00+08:00");
        assert_eq!(shown(1_440), "2027-01-01T00:00:00+08:00");
        let end = Instant::end_of(day);
        assert_eq!(end.to_string(), "2026-12-31T23:59:59+08:00");
        assert_eq!(end.later(1), Instant::at(day, 1_440));
        assert_eq!(end.later(i64::MAX), None);
    }

    #[test]
    fn only_the_written_form_is_read() {
        for wrong in [
            "",
            "2026-12-01",
            "2026-12-01T23:59:59Z",
            "2026-12-01T24:00:00+08:00",
            "2026-12-01T23:59:60+08:00",
            "2026-02-30T00:00:00+08:00",
            "2026-12-01T9:30:00+08:00",
            "2026-12-01T+9:30:00+08:00",
            "2026-12-01 09:30:00+08:00",
        ] {
            assert_eq!(Instant::parse(wrong), Err(InstantError), "{wrong}");
        }
        assert_eq!(Instant::from_unix_millis(i64::MAX), None);
    }
}
