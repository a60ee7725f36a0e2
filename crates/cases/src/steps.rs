//! Takes steps. Whoever moves a submission, the citizen, an officer, the other party or the server itself, does it here:
//! where the service's definition allows it, with the dates that belong to the new state, in the log, and with a notice.

use super::{IntakeProblem, Moment, slots};
use civil_affairs_domain::{
    form::definition::{Actor, StateDefinition, StateLimit, Until},
    form::rule_context::RuleContext,
    lifecycle::due::Due,
    protocol::submission::Submission,
    value::date::Date,
    value::instant::Instant,
    value::slot::SlotId,
};
use civil_affairs_store::{Dates, Held, NewStep, Notice, StoreError, Told, Writing};

/// The server by itself.
pub(super) const SERVER: Actor = Actor::Server;
/// The holder of the capability.
pub(super) const CITIZEN: Actor = Actor::Citizen;
/// The other party of an appointment.
pub(super) const PARTNER: Actor = Actor::PartyB;

/// Nothing more to say.
static NOTHING: Told = Told {
    note: None,
    documents: Vec::new(),
    errors: Vec::new(),
    slot: None,
    alternatives: Vec::new(),
};

/// On which submission, by which rules and when steps are taken.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) at: &'a Moment,
    pub(super) setting: &'a RuleContext<'a>,
    /// As it stood before the first step.
    pub(super) held: &'a Held,
}

/// A step into a state.
#[derive(Clone, Copy)]
pub(super) struct Go<'a> {
    /// None for the first step of all.
    pub(super) from: Option<&'a str>,
    pub(super) to: &'a str,
    pub(super) actor: Actor,
    pub(super) reason: Option<&'a str>,
    pub(super) told: &'a Told,
    /// Until when, where somebody has decided on it.
    pub(super) due: Option<Due>,
    /// What is wished, where that is not what was sent first.
    pub(super) wishes: Option<&'a [SlotId]>,
    /// Another step follows at once, and only that one is told.
    pub(super) passes: bool,
}

impl<'a> Go<'a> {
    /// Without anything more to say.
    pub(super) fn new(from: &'a str, to: &'a str, actor: Actor) -> Go<'a> {
        Go {
            from: Some(from),
            to,
            actor,
            reason: None,
            told: &NOTHING,
            due: None,
            wishes: None,
            passes: false,
        }
    }
}

impl Scene<'_> {
    /// Goes into a state, and tells until when it lasts.
    ///
    /// # Errors
    ///
    /// [`IntakeProblem::NotNow`] where the definition knows no such way, or not for this actor. The server's own ways are those
    /// that its code decides on.
    pub(super) async fn go(
        &self,
        writing: &mut Writing,
        go: Go<'_>,
    ) -> Result<Option<Due>, IntakeProblem> {
        let service = self.setting.service;
        let state = service.state(go.to);
        let may_come =
            |state: &StateDefinition| go.actor == SERVER || state.may_come_from(go.actor);
        if let Some(from) = go.from
            && !(service.may(from, go.to) && state.is_some_and(may_come))
        {
            return Err(IntakeProblem::NotNow {
                state: from.to_owned(),
            });
        }
        let (dates, due) = match state {
            Some(state) if !go.passes => self.dates(writing, &go, state).await?,
            _ => (Dates::default(), go.due),
        };
        let step = NewStep {
            at: self.at.now,
            from: go.from,
            state: go.to,
            actor: go.actor.as_str(),
            reason: go.reason,
            told: go.told,
            due,
            dates: (!go.passes).then_some(&dates),
        };
        writing.step(self.held.id, step)?;
        if state.is_some_and(|state| state.frees) {
            writing.release(self.held.id);
        }
        // She knows what she did herself.
        if !go.passes && go.actor != CITIZEN {
            self.notify(writing, go.to, due)?;
        }
        Ok(due)
    }

    /// Tells the citizen by the channel where the matter stands.
    pub(super) fn notify(
        &self,
        writing: &mut Writing,
        state: &str,
        due: Option<Due>,
    ) -> Result<(), StoreError> {
        let state = state.to_owned();
        let notice = Notice { state, due };
        writing.post(self.held.id, &notice, self.at.now)
    }

    /// Writes down that something happened in a state, which goes on.
    pub(super) fn stay(
        &self,
        writing: &mut Writing,
        state: &str,
        actor: Actor,
        reason: &str,
    ) -> Result<(), StoreError> {
        let step = NewStep {
            at: self.at.now,
            from: Some(state),
            state,
            actor: actor.as_str(),
            reason: Some(reason),
            told: &NOTHING,
            due: None,
            dates: None,
        };
        writing.step(self.held.id, step)?;
        Ok(())
    }

    /// What the dates of a state are, by the parameters of now; and what the citizen is told of them.
    async fn dates(
        &self,
        writing: &mut Writing,
        go: &Go<'_>,
        state: &StateDefinition,
    ) -> Result<(Dates, Option<Due>), StoreError> {
        let booked = match self.setting.service.booking {
            Some(_) => writing.booking(self.held.id).await?.map(|own| own.slot),
            None => None,
        };
        let limit = state.limit.as_ref();
        let until = limit.and_then(|limit| limit.until);
        let counted = limit
            .and_then(|limit| Due::after(self.setting, limit.param.as_deref()?, self.at.now))
            .map(|due| self.before(booked.as_ref(), due));
        let promised = self
            .held
            .answer_due
            .filter(|_| until == Some(Until::Answer));
        let late = match go.due {
            Some(due) => Some(due.end()),
            None => [promised, counted]
                .into_iter()
                .flatten()
                .map(Due::end)
                .min(),
        };
        let over = match until {
            Some(Until::Day) => booked.as_ref().map(|slot| Instant::end_of(slot.date)),
            Some(Until::Wishes) => {
                let wishes = self.wishes(writing, go).await?;
                let over = |wish| slots::over(self.setting, wish);
                wishes.iter().filter_map(over).max()
            }
            Some(Until::Answer) | None => late,
        };
        let acts = limit.is_some_and(StateLimit::acts);
        let dates = Dates {
            // Whatever the server does not end by itself is late.
            due_at: late.or(over.filter(|_| !acts)),
            lapses_at: over.filter(|_| acts),
            day: self.day(go, state, booked.as_ref()),
        };
        Ok((dates, go.due.or(promised).or(counted)))
    }

    /// Nothing is waited for longer than until the appointment begins.
    fn before(&self, booked: Option<&SlotId>, due: Due) -> Due {
        booked
            .and_then(|slot| slots::over(self.setting, slot))
            .filter(|begin| *begin < due.end())
            .map_or(due, Due::Moment)
    }

    async fn wishes(&self, writing: &mut Writing, go: &Go<'_>) -> Result<Vec<SlotId>, StoreError> {
        if let Some(wishes) = go.wishes {
            return Ok(wishes.to_vec());
        }
        let body = writing.body(self.held.id).await?;
        let submission = body.and_then(|body| Submission::decode(&body).ok());
        Ok(submission.map_or_else(Vec::new, |submission| submission.wishes))
    }

    /// A day it is about, where personal data are kept by it.
    fn day(&self, go: &Go<'_>, state: &StateDefinition, booked: Option<&SlotId>) -> Option<Date> {
        self.setting.service.retention.as_ref()?;
        let wished = go.wishes.unwrap_or_default().iter();
        let last = wished.chain(booked).map(|slot| slot.date).max();
        let has_none = self.held.day.is_none() && state.next.is_empty();
        last.or_else(|| has_none.then(|| self.at.now.date()))
    }
}
