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
use civil_affairs_store::{
    CaseNotice, CaseRow, Dates, NewStep, PublicDetail, StoreError, Transaction,
};

/// The server by itself.
pub(super) const SERVER: Actor = Actor::Server;
/// The holder of the capability.
pub(super) const CITIZEN: Actor = Actor::Citizen;
/// The other party of an appointment.
pub(super) const PARTNER: Actor = Actor::PartyB;

/// Nothing more to say.
static NOTHING: PublicDetail = PublicDetail {
    note: None,
    documents: Vec::new(),
    errors: Vec::new(),
    slot: None,
    alternatives: Vec::new(),
};

/// On which submission, by which rules and when steps are taken.
#[derive(Clone, Copy)]
pub(super) struct CaseContext<'a> {
    pub(super) at: &'a Moment,
    pub(super) rules: &'a RuleContext<'a>,
    /// As it stood before the first step.
    pub(super) case: &'a CaseRow,
}

/// A step into a state.
#[derive(Clone, Copy)]
pub(super) struct Transition<'a> {
    /// None for the first step of all.
    pub(super) from: Option<&'a str>,
    pub(super) to: &'a str,
    pub(super) actor: Actor,
    pub(super) reason: Option<&'a str>,
    pub(super) told: &'a PublicDetail,
    /// Until when, where somebody has decided on it.
    pub(super) due: Option<Due>,
    /// What is wished, where that is not what was sent first.
    pub(super) wishes: Option<&'a [SlotId]>,
    /// Another step follows at once, and only that one is told.
    pub(super) passes: bool,
}

impl<'a> Transition<'a> {
    /// Without anything more to say.
    pub(super) fn new(from: &'a str, to: &'a str, actor: Actor) -> Transition<'a> {
        Transition {
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

impl CaseContext<'_> {
    /// Goes into a state, and tells until when it lasts.
    ///
    /// # Errors
    ///
    /// [`IntakeProblem::NotNow`] where the definition knows no such way, or not for this actor. The server's own ways are those
    /// that its code decides on.
    pub(super) async fn take(
        &self,
        tx: &mut Transaction,
        transition: Transition<'_>,
    ) -> Result<Option<Due>, IntakeProblem> {
        let service = self.rules.service;
        let state = service.state(transition.to);
        let may_come = |state: &StateDefinition| {
            transition.actor == SERVER || state.may_come_from(transition.actor)
        };
        if let Some(from) = transition.from
            && !(service.may(from, transition.to) && state.is_some_and(may_come))
        {
            return Err(IntakeProblem::NotNow {
                state: from.to_owned(),
            });
        }
        let (dates, due) = match state {
            Some(state) if !transition.passes => self.dates(tx, &transition, state).await?,
            _ => (Dates::default(), transition.due),
        };
        let step = NewStep {
            at: self.at.now,
            from: transition.from,
            state: transition.to,
            actor: transition.actor.as_str(),
            reason: transition.reason,
            told: transition.told,
            due,
            dates: (!transition.passes).then_some(&dates),
        };
        tx.step(self.case.id, step)?;
        if state.is_some_and(|state| state.frees) {
            tx.release(self.case.id);
        }
        // She knows what she did herself.
        if !transition.passes && transition.actor != CITIZEN {
            self.notify(tx, transition.to, due)?;
        }
        Ok(due)
    }

    /// Tells the citizen by the channel where the matter stands.
    pub(super) fn notify(
        &self,
        tx: &mut Transaction,
        state: &str,
        due: Option<Due>,
    ) -> Result<(), StoreError> {
        let state = state.to_owned();
        let notice = CaseNotice { state, due };
        tx.post(self.case.id, &notice, self.at.now)
    }

    /// Writes down that something happened in a state, which goes on.
    pub(super) fn stay(
        &self,
        tx: &mut Transaction,
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
        tx.step(self.case.id, step)?;
        Ok(())
    }

    /// What the dates of a state are, by the parameters of now; and what the citizen is told of them.
    async fn dates(
        &self,
        tx: &mut Transaction,
        transition: &Transition<'_>,
        state: &StateDefinition,
    ) -> Result<(Dates, Option<Due>), StoreError> {
        let booked = match self.rules.service.booking {
            Some(_) => tx.booking(self.case.id).await?.map(|own| own.slot),
            None => None,
        };
        let limit = state.limit.as_ref();
        let until = limit.and_then(|limit| limit.until);
        let counted = limit
            .and_then(|limit| Due::after(self.rules, limit.param.as_deref()?, self.at.now))
            .map(|due| self.before(booked.as_ref(), due));
        let promised = self
            .case
            .answer_due
            .filter(|_| until == Some(Until::Answer));
        let late = match transition.due {
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
                let wishes = self.wishes(tx, transition).await?;
                let over = |wish| slots::over(self.rules, wish);
                wishes.iter().filter_map(over).max()
            }
            Some(Until::Answer) | None => late,
        };
        let acts = limit.is_some_and(StateLimit::acts);
        let dates = Dates {
            // Whatever the server does not end by itself is late.
            due_at: late.or(over.filter(|_| !acts)),
            lapses_at: over.filter(|_| acts),
            day: self.day(transition, state, booked.as_ref()),
        };
        Ok((dates, transition.due.or(promised).or(counted)))
    }

    /// Nothing is waited for longer than until the appointment begins.
    fn before(&self, booked: Option<&SlotId>, due: Due) -> Due {
        booked
            .and_then(|slot| slots::over(self.rules, slot))
            .filter(|begin| *begin < due.end())
            .map_or(due, Due::Moment)
    }

    async fn wishes(
        &self,
        tx: &mut Transaction,
        transition: &Transition<'_>,
    ) -> Result<Vec<SlotId>, StoreError> {
        if let Some(wishes) = transition.wishes {
            return Ok(wishes.to_vec());
        }
        let body = tx.body(self.case.id).await?;
        let submission = body.and_then(|body| Submission::decode(&body).ok());
        Ok(submission.map_or_else(Vec::new, |submission| submission.wishes))
    }

    /// A day it is about, where personal data are kept by it.
    fn day(
        &self,
        transition: &Transition<'_>,
        state: &StateDefinition,
        booked: Option<&SlotId>,
    ) -> Option<Date> {
        self.rules.service.retention.as_ref()?;
        let wished = transition.wishes.unwrap_or_default().iter();
        let last = wished.chain(booked).map(|slot| slot.date).max();
        let has_none = self.case.day.is_none() && state.next.is_empty();
        last.or_else(|| has_none.then(|| self.at.now.date()))
    }
}
