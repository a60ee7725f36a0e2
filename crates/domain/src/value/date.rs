//! Calendar days in Asia/Shanghai, ISO 8601.

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A day from 1900-01-01 to 9999-12-31: a document may be valid for very long (services-overview §9, O15).
///
/// Read and printed by hand: jiff's own parser and printer cost the app 40 kB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of the form `YYYY-MM-DD`.
    #[error("not of the form YYYY-MM-DD")]
    Form,
    /// Of the right form, but there is no such day.
    #[error("no such day")]
    NoSuchDate,
}

impl DateError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            DateError::Form => "date_form",
            DateError::NoSuchDate => "no_such_date",
        }
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Sat | Weekday::Sun)
    }
}

impl Date {
    /// The day, if it exists and lies in range.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        let in_range = (1900..=9999).contains(&year);
        in_range
            .then(|| civil::Date::new(year, month, day).ok())
            .flatten()
            .map(Date)
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return Err(DateError::Form);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i16, |sum, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| sum * 10 + i16::from(digit - b'0'))
            })
        };
        let (Some(year), Some(month), Some(day)) = (
            number(&[y1, y2, y3, y4]),
            number(&[m1, m2]),
            number(&[d1, d2]),
        ) else {
            return Err(DateError::Form);
        };
        let (month, day) = (i8::try_from(month), i8::try_from(day));
        month
            .ok()
            .zip(day.ok())
            .and_then(|(month, day)| Date::new(year, month, day))
            .ok_or(DateError::NoSuchDate)
    }

    /// Year of the common era.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            civil::Weekday::Monday => Weekday::Mon,
            civil::Weekday::Tuesday => Weekday::Tue,
            civil::Weekday::Wednesday => Weekday::Wed,
            civil::Weekday::Thursday => Weekday::Thu,
            civil::Weekday::Friday => Weekday::Fri,
            civil::Weekday::Saturday => Weekday::Sat,
            civil::Weekday::Sunday => Weekday::Sun,
        }
    }

    /// The day so many days later, or earlier.
    pub fn add_days(self, days: i64) -> Option<Date> {
        let from = self.epoch_day();
        Date::from_epoch_day(from.checked_add(days)?)
    }

    /// The same day of another month; the last day of a shorter one.
    pub fn add_months(self, months: i32) -> Option<Date> {
        let from = i32::from(self.year()) * 12 + i32::from(self.month()) - 1;
        let to = from.checked_add(months)?;
        let year = i16::try_from(to.div_euclid(12)).ok()?;
        let month = i8::try_from(to.rem_euclid(12) + 1).ok()?;
        (0..4).find_map(|back| Date::new(year, month, self.day() - back))
    }

    /// Days from this one to another; negative when it lies before.
    pub fn days_until(self, other: Date) -> i64 {
        other.epoch_day() - self.epoch_day()
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    fn epoch_day(self) -> i64 {
        let (year, month, day) = (
            i64::from(self.year()),
            i64::from(self.month()),
            i64::from(self.day()),
        );
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year - era * 400;
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day of a Unix time in milliseconds at UTC + 8 h, which is today's date for every duty of this
    /// product (services-overview §7).
    pub fn from_unix_millis(millis: i64) -> Option<Date> {
        let local = millis.checked_add(8 * 3_600_000)?;
        Date::from_epoch_day(local.div_euclid(86_400_000))
    }

    /// Minutes after midnight of a Unix time in milliseconds at UTC + 8 h.
    pub fn minute_of_unix_millis(millis: i64) -> Option<u16> {
        let local = millis.checked_add(8 * 3_600_000)?;
        u16::try_from(local.rem_euclid(86_400_000) / 60_000).ok()
    }

    fn from_epoch_day(days: i64) -> Option<Date> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days - era * 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

crate::value::as_text::from_text!(Date, DateError);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).map_err(|error| D::Error::custom(format!("`{text}`: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn only_real_days_of_the_iso_form_are_read() {
        assert_eq!(date("2026-12-01").to_string(), "2026-12-01");
        assert_eq!(Date::parse("1999-02-30"), Err(DateError::NoSuchDate));
        assert_eq!(Date::parse("1899-12-31"), Err(DateError::NoSuchDate));
        for text in [
            "2026-1-01",
            "2026/12/01",
            "",
            "２０２６-12-01",
            "2026-12-011",
            "2026-+1-01",
        ] {
            assert_eq!(Date::parse(text), Err(DateError::Form), "{text}");
        }
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(date("2026-12-01").weekday(), Weekday::Tue);
        assert_eq!(date("2027-05-20").weekday(), Weekday::Thu);
        assert!(date("2026-12-05").weekday().is_weekend());
    }

    #[test]
    fn every_day_of_the_range_follows_the_one_before() {
        let mut day = date("1900-01-01");
        let mut count = 0;
        while let Some(next) = day.add_days(1) {
            assert_eq!(next, Date(day.0.tomorrow().unwrap()));
            assert_eq!(day.days_until(next), 1);
            day = next;
            count += 1;
        }
        assert_eq!(day, date("9999-12-31"));
        assert_eq!(count, date("1900-01-01").days_until(day));
    }

    #[test]
    fn months_are_clamped_to_their_last_day() {
        assert_eq!(date("2026-03-31").add_months(-1), Some(date("2026-02-28")));
        assert_eq!(date("2026-11-23").add_months(-12), Some(date("2025-11-23")));
        assert_eq!(date("2024-02-29").add_months(48), Some(date("2028-02-29")));
    }

    #[test]
    fn the_day_changes_at_midnight_in_shanghai() {
        // 2026-12-01T15:59:59Z and one second later.
        assert_eq!(
            Date::from_unix_millis(1_796_140_799_000),
            Some(date("2026-12-01"))
        );
        assert_eq!(
            Date::from_unix_millis(1_796_140_800_000),
            Some(date("2026-12-02"))
        );
        let minute = Date::minute_of_unix_millis;
        assert_eq!(minute(1_796_140_799_000), Some(23 * 60 + 59));
        assert_eq!(minute(1_796_140_800_000), Some(0));
        assert_eq!(minute(-1), Some(7 * 60 + 59));
    }
}
