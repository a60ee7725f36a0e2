//! Checks that each state has what its role needs: the program goes to a role, never to an id.

use super::ServiceCheck;
use civil_affairs_domain::{
    form::definition::{Actor, OfflineProposal, StateDefinition, StateRole, Until},
    form::policy::Unit,
};
use std::collections::BTreeSet;

/// Roles that the program itself goes to: a second state of the same role would never be entered.
const SINGLE: [StateRole; 11] = [
    StateRole::Queued,
    StateRole::Received,
    StateRole::Correction,
    StateRole::SlotLost,
    StateRole::Lapsed,
    StateRole::AwaitingPartner,
    StateRole::Booked,
    StateRole::Moved,
    StateRole::Arrived,
    StateRole::Cancelled,
    StateRole::Withdrawn,
];

/// Roles that have a meaning with appointments only.
const OF_APPOINTMENTS: [StateRole; 7] = [
    StateRole::SlotLost,
    StateRole::Lapsed,
    StateRole::AwaitingPartner,
    StateRole::Booked,
    StateRole::Moved,
    StateRole::Arrived,
    StateRole::NoShow,
];

impl ServiceCheck<'_> {
    pub(super) fn check_roles(&mut self) {
        let service = self.service;
        for state in &service.states {
            let place = format!("state {}", state.id);
            match state.role {
                None => self.report.error(
                    &place,
                    format!(
                        "`role` is missing: what the state means, one of {}",
                        roles()
                    ),
                ),
                Some(role) => self.check_role(&place, state, role),
            }
        }
        self.check_single();
        self.check_needed();
        self.check_ways();
    }

    fn check_role(&mut self, place: &str, state: &StateDefinition, role: StateRole) {
        let is_end = state.next.is_empty();
        let mut told = |reason: String| self.report.error(place, reason);
        if is_end && !role.may_end() {
            told(format!(
                "nothing follows, and `{}` is no end: name the states that follow in `next`",
                word(role)
            ));
        }
        let limit = state.limit.as_ref();
        if is_end && limit.is_some_and(|limit| limit.param.is_some() || limit.until.is_some()) {
            told("has a limit, and nothing follows that could keep it".to_owned());
        }
        if OF_APPOINTMENTS.contains(&role) && self.service.booking.is_none() {
            told(format!("`{}` wants `booking`", word(role)));
        }
        for wanted in leads_to(role) {
            if self.service.next_with(&state.id, *wanted).is_none() {
                told(format!(
                    "`{}` wants a state of the role `{}` among `next`",
                    word(role),
                    word(*wanted)
                ));
            }
        }
        if let Some(actor) = brought_about_by(role)
            && !state.may_come_from(actor)
        {
            told(format!(
                "`{}` is brought about by `{actor}`: name it in `actor` or `also`",
                word(role)
            ));
        }
        if role.is_decision()
            && let Some(actor) = state.actors().find(|actor| !actor.is_officer())
        {
            told(format!("`{actor}` decides nothing"));
        }
        if role == StateRole::Booked && limit.and_then(|limit| limit.until) != Some(Until::Day) {
            told("`booked` lasts until the day: `limit = { until = \"day\" }`".to_owned());
        }
        let gives_back = matches!(role, StateRole::Cancelled | StateRole::NoShow);
        if gives_back && self.service.booking.is_some() && !state.frees {
            told("gives its place back: `frees = true`".to_owned());
        }
        if state.pauses && !role.asks() {
            told("`pauses` is for states in which the citizen is asked".to_owned());
        }
        if !state.offline.is_empty() && (is_end || role.is_decision() || role.is_on_device()) {
            told("`offline` is for states in which staff work on a case".to_owned());
        }
        if state.offline.contains(&OfflineProposal::Arrival)
            && self
                .service
                .next_with(&state.id, StateRole::Arrived)
                .is_none()
        {
            told("an arrival wants a state of the role `arrived` among `next`".to_owned());
        }
        for key in parameters_of(role) {
            if self.in_force.unit(key).is_none() {
                self.report.error(
                    place,
                    format!("`{}` wants the parameter `{key}`", word(role)),
                );
            }
        }
    }

    fn check_single(&mut self) {
        for role in SINGLE {
            let mut with = self
                .service
                .states
                .iter()
                .filter(|one| one.role == Some(role));
            let first = with.next().map(|state| state.id.clone());
            let more: Vec<String> = with.map(|state| state.id.to_string()).collect();
            for id in more {
                self.report.error(
                    format!("state {id}"),
                    format!(
                        "the role `{}` is that of `{}` already",
                        word(role),
                        first.as_deref().unwrap_or_default()
                    ),
                );
            }
        }
    }

    /// What no service can do without.
    fn check_needed(&mut self) {
        let service = self.service;
        let mut needed = vec![StateRole::Received];
        if service.booking.is_some() {
            needed.extend([
                StateRole::SlotLost,
                StateRole::Correction,
                StateRole::Booked,
                StateRole::Moved,
                StateRole::Cancelled,
            ]);
        }
        for role in needed {
            if service.state_with(role).is_none() {
                let reason = format!("a state of the role `{}` is missing", word(role));
                self.report.error("states", reason);
            }
        }
        let takes_back = |state: &StateDefinition| {
            let ends = matches!(
                state.role,
                Some(StateRole::Withdrawn | StateRole::Cancelled)
            );
            ends && state.may_come_from(Actor::Citizen)
        };
        if let Some(received) = service.state_with(StateRole::Received)
            && !service.following(&received.id).any(takes_back)
        {
            self.report.error(
                format!("state {}", received.id),
                "the citizen cannot take it back: `next` wants a state of the role `withdrawn` or `cancelled` whose \
                 actor is `citizen`",
            );
        }
        let pauses = service.states.iter().any(|state| state.pauses);
        for track in &service.tracks {
            let unit = track
                .answer
                .as_ref()
                .and_then(|key| self.in_force.unit(key));
            let soon = matches!(unit, Some(Unit::Hours | Unit::Minutes));
            if pauses && soon && !track.never_pauses {
                self.report.error(
                    format!("track {}", track.id),
                    "a promise of hours waits for nobody: `never_pauses = true`",
                );
            }
        }
    }

    /// Every state can be reached, and from every state there is a way to an end.
    fn check_ways(&mut self) {
        let service = self.service;
        let starts = service.states.iter().enumerate().filter(|(at, state)| {
            *at == 0
                || state.role == Some(StateRole::Listed)
                || state.role == Some(StateRole::Received)
        });
        let mut reached: BTreeSet<&str> = starts.map(|(_, state)| state.id.as_str()).collect();
        let mut open: Vec<&str> = reached.iter().copied().collect();
        while let Some(id) = open.pop() {
            for next in service.following(id) {
                if reached.insert(&next.id) {
                    open.push(&next.id);
                }
            }
        }
        let mut ending: BTreeSet<&str> = BTreeSet::new();
        loop {
            let leads = |state: &&StateDefinition| {
                let ends = state.next.is_empty()
                    || state.next.iter().any(|next| ending.contains(next.as_str()));
                !ending.contains(state.id.as_str()) && ends
            };
            let more: Vec<&str> = service
                .states
                .iter()
                .filter(leads)
                .map(|state| state.id.as_str())
                .collect();
            if more.is_empty() {
                break;
            }
            ending.extend(more);
        }
        for state in &service.states {
            let place = format!("state {}", state.id);
            if !reached.contains(state.id.as_str()) {
                self.report.error(&place, "no state leads here");
            }
            if !ending.contains(state.id.as_str()) {
                self.report
                    .error(&place, "there is no way to an end from here");
            }
        }
    }
}

/// What must be able to follow, because the program goes there.
fn leads_to(role: StateRole) -> &'static [StateRole] {
    match role {
        StateRole::Correction | StateRole::SlotLost | StateRole::Lapsed => &[StateRole::Received],
        StateRole::AwaitingPartner => &[StateRole::Booked, StateRole::Cancelled],
        StateRole::Booked => &[StateRole::Moved, StateRole::Cancelled],
        StateRole::Moved => &[StateRole::Booked],
        _ => &[],
    }
}

/// Who brings it about, where the program or the citizen must be able to.
fn brought_about_by(role: StateRole) -> Option<Actor> {
    match role {
        StateRole::Draft => Some(Actor::Citizen),
        StateRole::Queued => Some(Actor::Device),
        StateRole::Received => Some(Actor::Server),
        StateRole::Moved | StateRole::Withdrawn => Some(Actor::Citizen),
        _ => None,
    }
}

/// Parameters that the program reads when a state of a role is entered or left.
fn parameters_of(role: StateRole) -> &'static [&'static str] {
    match role {
        StateRole::AwaitingPartner => &["partner_confirmation_required"],
        StateRole::Moved => &["changes_max", "change_notice_days"],
        _ => &[],
    }
}

/// As a role is written.
fn word(role: StateRole) -> String {
    serde_json::to_value(role)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn roles() -> String {
    StateRole::ALL.map(word).join(", ")
}
