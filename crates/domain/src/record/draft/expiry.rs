//! How long a draft stays (standards-and-duties §3.5). A queued submission never expires.

use crate::{form::policy::Parameters, value::date::Date};

/// How a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It stays, for the time being.
    Fresh,
    /// Time to tell the person.
    ExpiresSoon {
        /// The last day it is kept; opening it keeps it longer.
        last_day: Date,
    },
    /// Its last day is over.
    Expired,
}

/// The last day a draft is kept: so many days after it was last touched as the person chose, at most
/// `draft_days_max`, else `draft_days`. Nothing while that is unset: it is kept for ever.
pub fn last_day(touched: i64, parameters: &Parameters, chosen: Option<u32>) -> Option<Date> {
    let most = parameters.count("draft_days_max").unwrap_or(u32::MAX);
    let days = chosen
        .map(|days| days.clamp(1, most.max(1)))
        .or_else(|| parameters.count("draft_days"))?;
    Date::from_unix_millis(touched)?.add_days(i64::from(days))
}

/// How a draft stands. Times are milliseconds since 1970; days are those of Asia/Shanghai. The warning begins
/// `draft_warning_days` before the last day; while unset, on the last day.
pub fn expiry(touched: i64, now: i64, parameters: &Parameters, chosen: Option<u32>) -> Expiry {
    let ends = last_day(touched, parameters, chosen);
    let (Some(last_day), Some(today)) = (ends, Date::from_unix_millis(now)) else {
        return Expiry::Fresh;
    };
    let left = today.days_until(last_day);
    let warning = i64::from(parameters.count("draft_warning_days").unwrap_or(0));
    if left < 0 {
        Expiry::Expired
    } else if left <= warning {
        Expiry::ExpiresSoon { last_day }
    } else {
        Expiry::Fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::policy::{ParamValue, ParameterRow, Scope, Unit};

    const DAY: i64 = 86_400_000;
    /// 2026-12-01, 23:59:59 in Yiwu.
    const TOUCHED: i64 = 1_796_140_799_000;

    fn parameters(days: Option<i64>, warning: Option<i64>) -> Parameters {
        let row = |key: &str, value: Option<i64>| ParameterRow {
            key: key.to_owned(),
            title: Default::default(),
            value: value.map(ParamValue::Integer),
            unit: Unit::Days,
            scope: Scope::Installation,
            valid_from: None,
            valid_to: None,
            source: None,
            unconfirmed: true,
            question: None,
            checked_on: date("2026-11-23"),
            required_for_production: false,
        };
        let rows = [
            row("draft_days", days),
            row("draft_warning_days", warning),
            row("draft_days_max", Some(30)),
        ];
        Parameters::in_force(&rows, date("2026-12-01"))
    }

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_draft_stays_through_its_last_day_and_is_told_of_before() {
        let parameters = parameters(Some(7), Some(2));
        let after = |millis| expiry(TOUCHED, TOUCHED + millis, &parameters, None);
        let soon = Expiry::ExpiresSoon {
            last_day: date("2026-12-08"),
        };
        assert_eq!(after(0), Expiry::Fresh);
        assert_eq!(after(4 * DAY), Expiry::Fresh);
        // A second later it is 6 December: two days left.
        assert_eq!(after(4 * DAY + 1_000), soon);
        assert_eq!(after(7 * DAY), soon);
        assert_eq!(after(7 * DAY + 1_000), Expiry::Expired);
    }

    #[test]
    fn without_a_number_of_days_a_draft_stays_for_ever() {
        let parameters = parameters(None, Some(2));
        let later = TOUCHED + 10_000 * DAY;
        assert_eq!(expiry(TOUCHED, later, &parameters, None), Expiry::Fresh);
        assert_eq!(last_day(TOUCHED, &parameters, None), None);
    }

    #[test]
    fn the_person_may_choose_the_days_within_the_limit() {
        let parameters = parameters(Some(7), None);
        let last = |chosen| last_day(TOUCHED, &parameters, Some(chosen));
        assert_eq!(last(1), Some(date("2026-12-02")));
        assert_eq!(last(0), Some(date("2026-12-02")));
        assert_eq!(last(30), Some(date("2026-12-31")));
        assert_eq!(last(400), Some(date("2026-12-31")));
    }

    #[test]
    fn without_a_warning_period_the_last_day_itself_warns() {
        let parameters = parameters(Some(7), None);
        let at = |day| expiry(TOUCHED, TOUCHED + day * DAY, &parameters, None);
        assert_eq!(at(6), Expiry::Fresh);
        assert!(matches!(at(7), Expiry::ExpiresSoon { .. }));
    }

    #[test]
    fn a_clock_set_back_makes_no_draft_expire() {
        let parameters = parameters(Some(7), Some(2));
        assert_eq!(
            expiry(TOUCHED, TOUCHED - 400 * DAY, &parameters, None),
            Expiry::Fresh
        );
    }
}
