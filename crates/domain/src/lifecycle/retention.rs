//! How long the bureau keeps what is personal in an application (standards-and-duties §3.5).

use crate::{
    form::rule_context::RuleContext, lifecycle::due::Due, value::date::Date,
    value::instant::Instant,
};

/// Until when what is personal in one application is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// Erased by itself on this day.
    Until(Date),
    /// A case file has come about: the archive rules keep it.
    CaseFile,
    /// The bureau has not set a time, or none counts here.
    Open,
}

impl Retention {
    /// By the last day that an application is about, and the states it was in.
    pub fn of<'a>(
        setting: &RuleContext<'_>,
        day: Option<Date>,
        passed: impl Iterator<Item = &'a str>,
    ) -> Retention {
        if setting.service.keeps_file(passed) {
            return Retention::CaseFile;
        }
        let key = setting.service.retention.as_deref();
        let until = key
            .zip(day)
            .and_then(|(key, day)| Due::after(setting, key, Instant::end_of(day)));
        until.map_or(Retention::Open, |until| Retention::Until(until.day()))
    }
}
