//! Everything besides the answers that a result depends on: the service, the policy and the day.

use crate::{
    form::definition::{Kind, Question, ServiceDefinition},
    form::policy::{Parameters, Policy, age_rule},
    value::address::Regions,
    value::age::AgeRule,
    value::calendar::WorkCalendar,
    value::channel::Channel,
    value::date::{Date, Weekday},
    value::slot::time,
};

/// The ground on which answers are judged. Made once for a service and a day.
#[derive(Clone, Debug)]
pub struct RuleContext<'a> {
    /// The service.
    pub service: &'a ServiceDefinition,
    /// Lists, sources and help lines.
    pub policy: &'a Policy,
    /// Parameters in force, with what an officer tries instead.
    pub parameters: Parameters,
    /// Today in Asia/Shanghai (UTC + 8 h).
    pub today: Date,
    /// Where the form is filled in.
    pub channel: Channel,
    /// Minutes after midnight there, where the time of day is known. Without it no time of today counts as past.
    pub minute: Option<u16>,
    /// Working days.
    pub calendar: WorkCalendar,
    /// How ages are reckoned.
    pub age_rule: AgeRule,
    /// Names of provinces, prefectures and Yiwu's towns.
    pub regions: Regions<'a>,
}

impl<'a> RuleContext<'a> {
    /// With the parameters in force today.
    pub fn new(service: &'a ServiceDefinition, policy: &'a Policy, today: Date) -> RuleContext<'a> {
        RuleContext::with_parameters(service, policy, policy.on(today), today)
    }

    /// With parameters that an officer tries.
    pub fn with_parameters(
        service: &'a ServiceDefinition,
        policy: &'a Policy,
        parameters: Parameters,
        today: Date,
    ) -> RuleContext<'a> {
        RuleContext {
            service,
            policy,
            today,
            channel: Channel::OwnDevice,
            minute: None,
            calendar: policy.calendar(),
            age_rule: age_rule(&parameters),
            regions: policy.regions(),
            parameters,
        }
    }

    /// At a time of today, in minutes after midnight.
    #[must_use]
    pub fn at(mut self, minute: Option<u16>) -> RuleContext<'a> {
        self.minute = minute;
        self
    }

    /// For a form that is filled in elsewhere than on the person's own device.
    #[must_use]
    pub fn on_channel(mut self, channel: Channel) -> RuleContext<'a> {
        self.channel = channel;
        self
    }

    /// The codes a choice offers, whether or not their conditions hold.
    pub fn offers(&self, question: &Question, code: &str) -> bool {
        match &question.kind {
            Kind::Choice { options, list } | Kind::Choices { options, list, .. } => {
                options.iter().any(|option| option.code == code)
                    || list
                        .as_ref()
                        .and_then(|list| self.policy.list(list))
                        .is_some_and(|list| list.offered().any(|item| item.code == code))
            }
            Kind::IdType { allowed } => allowed.iter().any(|id_type| id_type.code() == code),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::YesNo { .. }
            | Kind::Declaration { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => false,
        }
    }

    /// First day that can be booked: today plus the notice in working days (`lead_days_min`).
    pub fn first_bookable(&self) -> Option<Date> {
        let lead = self.parameters.count("lead_days_min").unwrap_or(0);
        self.calendar.add_working_days(self.today, lead)
    }

    /// Last day that can be booked (`booking_days_max`); none while unset. The newest day of the window is released
    /// at `release_time`.
    pub fn last_bookable(&self) -> Option<Date> {
        let days = self.parameters.count("booking_days_max")?;
        let release = self.parameters.code("release_time").and_then(time::parse);
        let waits = self
            .minute
            .zip(release)
            .is_some_and(|(now, release)| now < release);
        self.today.add_days(i64::from(days) - i64::from(waits))
    }

    /// Whether offices are open (Q5): a day named in `open_dates`; else, unless named in `closed_dates` or a public
    /// holiday, a working day, or a Saturday where Saturdays are offered.
    pub fn is_open(&self, date: Date) -> bool {
        if self.names("open_dates", date) {
            return true;
        }
        if self.names("closed_dates", date) || self.calendar.is_holiday(date) {
            return false;
        }
        let saturday =
            date.weekday() == Weekday::Sat && self.parameters.flag("saturday_open") == Some(true);
        saturday || self.calendar.is_working_day(date)
    }

    fn names(&self, key: &str, date: Date) -> bool {
        let listed = self.parameters.codes(key).unwrap_or_default();
        !listed.is_empty() && listed.contains(&date.to_string())
    }

    /// Whether a day can be booked.
    pub fn is_bookable(&self, date: Date) -> bool {
        self.is_open(date)
            && self.first_bookable().is_none_or(|first| first <= date)
            && self.last_bookable().is_none_or(|last| date <= last)
    }

    /// The last open day up to a day, if it can still be booked.
    pub fn last_open(&self, to: Date) -> Option<Date> {
        let mut date = to;
        while self.is_bookable(date) || self.first_bookable().is_some_and(|first| first <= date) {
            if self.is_bookable(date) {
                return Some(date);
            }
            date = date.add_days(-1)?;
        }
        None
    }

    /// The first open day from a day on, with enough notice.
    pub fn next_open(&self, from: Date) -> Option<Date> {
        let mut date = self.first_bookable().map_or(from, |first| first.max(from));
        // Longer than any row of holidays.
        for _ in 0..60 {
            if self.is_open(date) {
                return Some(date);
            }
            date = date.add_days(1)?;
        }
        None
    }
}
