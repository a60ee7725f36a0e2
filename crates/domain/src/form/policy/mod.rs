//! What the bureau may change without a programmer: dated parameters, calendars, lists, sources.

mod list;
mod parameter;
mod parameters;
mod regions;

pub use list::{CodeList, HelpLine, Holidays, LEAD, ListItem, OFFICES, Source};
pub use parameter::{ParamValue, ParameterRow, Scope, Unit};
pub use parameters::{Parameters, SetError};

use crate::value::decode::Decode;
use crate::{
    value::age::{AgeRule, Feb29Rule},
    value::calendar::WorkCalendar,
    value::date::Date,
};
use serde::{Deserialize, Serialize};

/// All dated data outside the services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Every version of every parameter.
    pub parameters: Vec<ParameterRow>,
    /// State Council holiday lists, by year.
    #[serde(default)]
    pub holidays: Holidays,
    /// Lists of codes: offices, regions, ethnic groups and so on.
    #[serde(default)]
    pub lists: Vec<CodeList>,
    /// Laws and documents that rules refer to.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Telephone numbers that are known for certain.
    #[serde(default)]
    pub help_lines: Vec<HelpLine>,
}

impl Policy {
    /// The parameters in force on a day.
    pub fn on(&self, date: Date) -> Parameters {
        Parameters::in_force(&self.parameters, date)
    }

    /// A list by its id.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// A source by its code, for example `L5`.
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.code == code)
    }

    /// Working days and holidays.
    pub fn calendar(&self) -> WorkCalendar {
        WorkCalendar::new(self.holidays.years.clone())
    }

    /// Keys of what must be set before real applications may be taken (Q8), and is not.
    pub fn unset_for_production(&self, date: Date) -> Vec<&str> {
        let in_force = self.on(date);
        let mut keys: Vec<&str> = self
            .parameters
            .iter()
            .filter(|row| row.required_for_production && in_force.get(&row.key).is_none())
            .map(|row| row.key.as_str())
            .collect();
        keys.dedup();
        keys
    }
}

/// How ages are reckoned (Q11): the parameters `age_on_birthday` and `feb29_rule`.
pub fn age_rule(parameters: &Parameters) -> AgeRule {
    AgeRule {
        birthday_counts: parameters.flag("age_on_birthday").unwrap_or(true),
        feb29: match parameters.code("feb29_rule") {
            Some("feb28") => Feb29Rule::Feb28,
            _ => Feb29Rule::Mar01,
        },
    }
}
