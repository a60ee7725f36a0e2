//! The parameters that code reads, with their units and a range outside which no value makes sense.
//!
//! An officer who misspells one of them is told, and so is one who slips by a few digits. Parameters that only texts and
//! rules name need no row here; the row's range is then that of the unit.

use civil_affairs_domain::form::policy::Unit;

/// What is known of a parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownParameter {
    pub(crate) key: &'static str,
    pub(crate) unit: Unit,
    /// Smallest and largest value that make sense, in the unit.
    pub(crate) range: (i64, i64),
}

const fn known(key: &'static str, unit: Unit, least: i64, most: i64) -> KnownParameter {
    KnownParameter {
        key,
        unit,
        range: (least, most),
    }
}

/// Read by the program itself. A test compares this table with the code.
pub(crate) const READ_BY_CODE: [KnownParameter; 23] = [
    known("age_on_birthday", Unit::Bool, 0, 1),
    known("booking_days_max", Unit::Days, 1, 366),
    known("change_notice_days", Unit::WorkingDays, 0, 30),
    known("changes_max", Unit::Count, 0, 20),
    known("closed_dates", Unit::Codes, 0, 0),
    known("draft_days", Unit::Days, 1, 90),
    known("draft_days_max", Unit::Days, 1, 90),
    known("draft_warning_days", Unit::Days, 0, 30),
    known("feb29_rule", Unit::Code, 0, 0),
    known("file_waiting_hours", Unit::Hours, 1, 720),
    known("lead_days_min", Unit::WorkingDays, 0, 60),
    known("open_dates", Unit::Codes, 0, 0),
    known("opening_hours", Unit::Codes, 0, 0),
    known("partner_confirmation_required", Unit::Bool, 0, 1),
    known("release_time", Unit::Text, 0, 0),
    known("saturday_open", Unit::Bool, 0, 1),
    known("slot_capacity", Unit::Count, 1, 500),
    known("slot_minutes", Unit::Minutes, 5, 480),
    known("walk_in_share_percent", Unit::Percent, 0, 99),
    // Read by nothing yet: declared for the parts of the house that come.
    known("kiosk_carry_enabled", Unit::Bool, 0, 1),
    known("no_show_block_days", Unit::Days, 0, 366),
    known("notice_channel", Unit::Code, 0, 0),
    known("reliable_signature", Unit::Code, 0, 0),
];

/// Ages of people. An age is no length of time that a case could wait.
pub(crate) const AGES: [&str; 9] = [
    "adult_age",
    "agent_min_age",
    "century_age",
    "child_consent_age",
    "marriage_age_f",
    "marriage_age_m",
    "phone_notice_age",
    "senior_age",
    "senior_free_age",
];

/// Figures that the domain files name and nothing reads yet: known, so that no warning is given.
pub(crate) const NOTED: [&str; 6] = [
    "border_multiple",
    "residence_permit_dibao",
    "retention_case_file",
    "rigid_spend_ratio",
    "same_cause_per_year",
    "violence_query_enabled",
];

/// The smallest and largest value of a parameter that make sense.
pub(crate) fn range(key: &str, unit: Unit) -> Option<(i64, i64)> {
    if let Some(own) = READ_BY_CODE.iter().find(|own| own.key == key) {
        return matches!(
            unit,
            Unit::Days
                | Unit::WorkingDays
                | Unit::Hours
                | Unit::Minutes
                | Unit::Count
                | Unit::Percent
        )
        .then_some(own.range);
    }
    Some(match unit {
        Unit::Years => (0, 150),
        Unit::Months => (0, 1_200),
        Unit::Days | Unit::WorkingDays => (0, 36_500),
        Unit::Hours => (0, 8_784),
        Unit::Minutes => (0, 14_400),
        Unit::Count => (0, 100_000),
        Unit::Percent => (0, 1_000),
        Unit::Multiple => (0, 1_000),
        Unit::Kilobytes => (1, 100_000),
        Unit::Pixels => (1, 50_000),
        Unit::Cny | Unit::CnyMonth | Unit::CnyYear => (0, 100_000_000),
        Unit::Bool | Unit::Code | Unit::Codes | Unit::Text => return None,
    })
}

/// Keys of the parameters that code reads, or that are declared for code that comes.
pub fn read_by_code() -> impl Iterator<Item = &'static str> {
    READ_BY_CODE.iter().map(|own| own.key)
}
