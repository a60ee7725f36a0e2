//! Ages in full years (周岁) on a decisive date.

use crate::value::date::Date;

/// When somebody born on 29 February gets older in a common year (Q11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feb29Rule {
    /// On 1 March.
    Mar01,
    /// On 28 February.
    Feb28,
}

/// How ages are reckoned (Q11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeRule {
    /// The age is reached on the birthday itself, not on the day after.
    pub birthday_counts: bool,
    /// See [`Feb29Rule`].
    pub feb29: Feb29Rule,
}

impl AgeRule {
    /// Full years on a day; nothing before birth.
    pub fn age_on(&self, birth: Date, on: Date) -> Option<i32> {
        if on < birth {
            return None;
        }
        let years = i32::from(on.year()) - i32::from(birth.year());
        let reached = self.reached_on(birth, years).is_some_and(|day| day <= on);
        Some(if reached { years } else { years - 1 }.max(0))
    }

    /// The first day on which the age is reached.
    pub fn reached_on(&self, birth: Date, years: i32) -> Option<Date> {
        let year = i16::try_from(i32::from(birth.year()).checked_add(years)?).ok()?;
        let birthday =
            Date::new(year, birth.month(), birth.day()).or_else(|| match self.feb29 {
                Feb29Rule::Mar01 => Date::new(year, 3, 1),
                Feb29Rule::Feb28 => Date::new(year, 2, 28),
            })?;
        if self.birthday_counts || years == 0 {
            Some(birthday)
        } else {
            birthday.add_days(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: AgeRule = AgeRule {
        birthday_counts: true,
        feb29: Feb29Rule::Mar01,
    };

    fn age(birth: &str, on: &str) -> Option<i32> {
        USUAL.age_on(Date::parse(birth).unwrap(), Date::parse(on).unwrap())
    }

    #[test]
    fn an_age_is_reached_on_the_birthday() {
        assert_eq!(age("2006-12-07", "2026-12-07"), Some(20));
        assert_eq!(age("2006-12-08", "2026-12-07"), Some(19));
        assert_eq!(age("2026-12-08", "2026-12-07"), None);
        assert_eq!(age("2026-12-07", "2026-12-07"), Some(0));
    }

    #[test]
    fn m11_a_man_born_on_29_february_is_22_on_1_march() {
        assert_eq!(age("2004-02-29", "2026-02-28"), Some(21));
        assert_eq!(age("2004-02-29", "2026-03-01"), Some(22));
    }

    #[test]
    fn the_other_readings_are_parameters() {
        let birth = Date::parse("2004-02-29").unwrap();
        let feb28 = AgeRule {
            feb29: Feb29Rule::Feb28,
            ..USUAL
        };
        let after = AgeRule {
            birthday_counts: false,
            ..USUAL
        };
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(feb28.age_on(birth, day("2026-02-28")), Some(22));
        assert_eq!(after.age_on(birth, day("2026-03-01")), Some(21));
        assert_eq!(after.age_on(birth, day("2026-03-02")), Some(22));
    }
}
