//! How long the bureau keeps what is personal in an application (standards-and-duties §3.5).

use crate::{date::Date, due::Due, instant::Instant, setting::Setting};

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Erased by itself on this day.
    Until(Date),
    /// A case file has come about: the archive rules keep it.
    CaseFile,
    /// The bureau has not set a time, or none counts here.
    Open,
}

impl Kept {
    /// By the last day that an application is about, and the states it was in.
    pub fn of<'a>(
        setting: &Setting<'_>,
        day: Option<Date>,
        passed: impl Iterator<Item = &'a str>,
    ) -> Kept {
        if setting.service.keeps_file(passed) {
            return Kept::CaseFile;
        }
        let key = setting.service.retention.as_deref();
        let until = key
            .zip(day)
            .and_then(|(key, day)| Due::after(setting, key, Instant::end_of(day)));
        until.map_or(Kept::Open, |until| Kept::Until(until.day()))
    }
}
