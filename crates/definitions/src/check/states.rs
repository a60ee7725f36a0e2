//! Checks the states of an application, their limits and reasons.

use super::{Name, ServiceCheck, Where};
use crate::{known_parameters::AGES, nearest::did_you_mean};
use civil_affairs_domain::{
    form::definition::{REASONS, StateDefinition, StateLimit},
    form::policy::Unit,
};

impl ServiceCheck<'_> {
    /// Every name leads somewhere, every state is led to, and the server moves only where the service allows it.
    pub(super) fn check_states(&mut self) {
        let service = self.service;
        for state in &service.states {
            let place = format!("state {}", state.id);
            for next in &state.next {
                if service.state(next).is_none() {
                    let states = service.states.iter().map(|one| one.id.as_str());
                    let near = did_you_mean(next, states);
                    self.report
                        .error(&place, format!("no state `{next}`{near}"));
                }
            }
            for reason in &state.reasons {
                self.check_reason(&place, reason);
            }
            if let Some(limit) = &state.limit {
                self.check_limit(&place, state, limit);
            }
        }
        self.check_roles();
        for track in &service.tracks {
            if let Some(key) = &track.answer {
                self.check_time(&format!("track {}", track.id), key);
            }
        }
        if let Some(key) = &service.retention {
            self.check_time("retention", key);
            if self
                .in_force
                .unit(key)
                .is_some_and(|unit| unit != Unit::Days)
            {
                let reason = format!("`{key}` is not in days: personal data are kept so many days");
                self.report.error("retention", reason);
            }
        }
    }

    fn check_limit(&mut self, place: &str, state: &StateDefinition, limit: &StateLimit) {
        if let Some(key) = &limit.param {
            self.check_time(place, key);
        }
        if let Some(reason) = &limit.reason {
            self.check_reason(place, reason);
        }
        if limit.acts() && limit.param.is_none() && limit.until.is_none() {
            let reason = "what happens when the time is over wants `param` or `until`";
            self.report.error(place, reason);
        }
        if limit.reminds && limit.then.is_some() {
            let reason = "either `reminds` or leads on by `then`";
            self.report.error(place, reason);
        }
        let Some(then) = &limit.then else {
            if limit.reason.is_some() {
                let reason = "a `reason` is given with `then` only";
                self.report.error(place, reason);
            }
            return;
        };
        if !state.next.contains(then) {
            let reason = format!("`then` leads to `{then}`, which is not among `next`");
            self.report.error(place, reason);
        }
        if limit.reason.is_none() {
            self.report.error(place, "`then` wants a `reason`");
        }
    }

    fn check_time(&mut self, place: &str, key: &str) {
        let unit = self.in_force.unit(key);
        let counts_time = matches!(
            unit,
            Some(
                Unit::Years
                    | Unit::Months
                    | Unit::Days
                    | Unit::WorkingDays
                    | Unit::Hours
                    | Unit::Minutes
            )
        );
        if unit.is_some() && !counts_time {
            self.report.error(place, format!("`{key}` counts no time"));
        }
        if AGES.contains(&key) {
            let reason = format!("`{key}` is an age, and no time that something lasts");
            self.report.error(place, reason);
        }
        self.check_name(place, &Name::Param(key.to_owned()), Where::Result);
    }

    fn check_reason(&mut self, place: &str, reason: &str) {
        let list = self.policy.list(REASONS);
        if list.is_none_or(|list| list.item(reason).is_none()) {
            let known = list.into_iter().flat_map(|list| &list.items);
            let near = did_you_mean(reason, known.map(|item| item.code.as_str()));
            let reason = format!("the list `{REASONS}` has no `{reason}`{near}");
            self.report.error(place, reason);
        }
    }
}
