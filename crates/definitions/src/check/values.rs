//! Values that no office can mean: out of any sense, twice, overlapping, or in another year.

use super::file_report::{FileOf, FileReport};
use crate::{LoadError, known_parameters};
use civil_affairs_domain::{
    form::policy::{ParamValue, ParameterRow, Policy},
    value::date::{Date, Weekday},
    value::decimal::Decimal,
    value::slot::time::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a value makes no sense.
pub(super) fn out_of_sense(row: &ParameterRow) -> Option<String> {
    let value = match row.value.as_ref()? {
        ParamValue::Integer(number) => *number,
        ParamValue::Text(text) => Decimal::parse(text)?.to_integer().or_else(|| {
            let whole = text.split('.').next()?;
            whole.parse().ok()
        })?,
        _ => return None,
    };
    let (least, most) = known_parameters::range(&row.key, row.unit)?;
    (value < least || value > most)
        .then(|| format!("`{value}` makes no sense: from {least} to {most}"))
}

/// Two rows of a key without dates, or from the same day on: the second silently counts as the next version.
pub(super) fn check_versions(
    policy: &Policy,
    file_of: &dyn Fn(&str, &str) -> String,
    errors: &mut Vec<LoadError>,
) {
    let mut seen: BTreeSet<(&str, Option<Date>)> = BTreeSet::new();
    for row in &policy.parameters {
        if !seen.insert((&row.key, row.valid_from)) {
            let file = file_of("parameter", &row.key);
            let mut report = FileReport {
                file: FileOf::One(&file),
                errors,
            };
            report.warn(
                format!("parameter {}", row.key),
                "is written twice for the same time: the later row counts. Date a new version with `valid_from`",
            );
        }
    }
}

/// Lists of codes that name one thing twice, or hours that overlap.
pub(super) fn check_codes(report: &mut FileReport<'_>, place: &str, key: &str, codes: &[String]) {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code.trim()) {
            report.error(place, format!("`{code}` stands twice"));
        }
    }
    if key == "opening_hours" {
        let mut spans: Vec<Span> = codes.iter().filter_map(|code| Span::parse(code)).collect();
        spans.sort();
        for pair in spans.windows(2) {
            if let [one, next] = pair
                && next.start < one.end
            {
                report.error(place, "two stretches of hours overlap");
            }
        }
    }
}

/// The days of the calendar and of the office.
pub(super) fn check_days(
    policy: &Policy,
    file_of: &dyn Fn(&str, &str) -> String,
    errors: &mut Vec<LoadError>,
) {
    for year in &policy.holidays.years {
        let file = file_of("holiday_year", &year.year.to_string());
        let place = format!("holiday_year {}", year.year);
        let mut report = FileReport {
            file: FileOf::One(&file),
            errors,
        };
        let mut seen: BTreeMap<Date, &str> = BTreeMap::new();
        let closed = year.closed.iter().map(|day| (day, "closed"));
        let worked = year.worked.iter().map(|day| (day, "worked"));
        for (day, list) in closed.chain(worked) {
            if day.year() != year.year {
                report.error(&place, format!("{day} is a day of another year"));
            }
            match seen.insert(*day, list) {
                Some(other) if other == list => {
                    report.error(&place, format!("{day} stands twice in `{list}`"));
                }
                Some(_) => {
                    report.error(&place, format!("{day} stands in `closed` and in `worked`"));
                }
                None => {}
            }
            let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            if list == "closed" && is_weekend {
                report.warn(
                    &place,
                    format!("{day} is a weekend: closed anyhow. As a public holiday it closes Saturday service too"),
                );
            }
            if list == "worked" && !is_weekend {
                report.warn(&place, format!("{day} is a weekday: worked anyhow"));
            }
        }
    }
    let days = |key: &str| -> BTreeSet<&String> {
        let rows = policy.parameters.iter().filter(|row| row.key == key);
        rows.filter_map(|row| match row.value.as_ref()? {
            ParamValue::Codes(codes) => Some(codes),
            _ => None,
        })
        .flatten()
        .collect()
    };
    let (open, closed) = (days("open_dates"), days("closed_dates"));
    for day in open.intersection(&closed) {
        let file = file_of("parameter", "open_dates");
        let mut report = FileReport {
            file: FileOf::One(&file),
            errors,
        };
        report.error(
            "parameter open_dates",
            format!("{day} stands in `closed_dates` too"),
        );
    }
}
