//! An officer moves a case on: the same steps as everybody's, with more to say about why one is not taken.

use super::{
    Intake, IntakeProblem, Moment, RuleSet,
    booking::Reservation,
    definitions::rules_at,
    judge::judge,
    slots,
    transition::{CaseContext, Transition},
};
use civil_affairs_domain::{
    form::definition::{Actor, ServiceDefinition, StateDefinition, Until},
    lifecycle::due::Due,
    protocol::submission::Submission,
    rules::grid::Grid,
    value::date::Date,
    value::id::SubmissionId,
    value::slot::SlotId,
};
use civil_affairs_store::{CaseRow, PublicDetail, Transaction};

/// What an officer wants.
#[derive(Clone, Debug, Default)]
pub struct OfficerMove {
    /// The state.
    pub to: String,
    /// Who does it; left out, whoever the definition names first.
    pub actor: Option<String>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// What the citizen is told.
    pub told: PublicDetail,
    /// Until when, where the parameters say something else.
    pub due: Option<Date>,
    /// The appointment that is given by hand.
    pub slot: Option<SlotId>,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The state before.
    pub from: String,
    /// The state now.
    pub to: String,
    /// Who did it.
    pub actor: String,
    /// Until when it lasts.
    pub due: Option<Due>,
}

/// Why a case was not moved, and what there is instead.
#[derive(Debug, thiserror::Error)]
pub enum NotMoved {
    /// There is no such case.
    #[error("there is no such application")]
    Unknown,
    /// The definition knows no such way.
    #[error("from {from} there is no way to {to}; there are: {there_are}")]
    Way {
        /// The state it is in.
        from: String,
        /// The state that was wanted.
        to: String,
        /// States that may follow.
        there_are: String,
    },
    /// Somebody else does that.
    #[error("`{to}` is brought about by: {there_are}")]
    Actor {
        /// The state.
        to: String,
        /// Who may.
        there_are: String,
    },
    /// No reason of this state.
    #[error("reasons for `{to}` are: {there_are}")]
    Reason {
        /// The state.
        to: String,
        /// Reasons that may be given.
        there_are: String,
    },
    /// Confirmed for no time.
    #[error("an appointment is confirmed for a time: name it with --slot; wished are: {wished}")]
    NoSlot {
        /// The wishes.
        wished: String,
    },
    /// No time that can be given.
    #[error("`{0}` cannot be given: it is past, full, or at no office that takes appointments")]
    Slot(SlotId),
    /// The law wants it kept, or it goes on.
    #[error("in the state {state} it is kept: it is not at an end, or a case file has come about")]
    Kept {
        /// The state it is in.
        state: String,
    },
    /// Anything else.
    #[error(transparent)]
    IntakeProblem(#[from] IntakeProblem),
}

/// A turn to write, with a case as it stands now and what it is judged by.
pub(super) async fn take_up(
    intake: &Intake,
    id: SubmissionId,
) -> Result<(Transaction, CaseRow, RuleSet), NotMoved> {
    let mut tx = intake.store.write().await.map_err(IntakeProblem::from)?;
    let case = tx.submission(id).await.map_err(IntakeProblem::from)?;
    let case = case.ok_or(NotMoved::Unknown)?;
    let rule_set = intake.rule_set(&case)?;
    Ok((tx, case, rule_set))
}

/// Moves a case, as an officer.
///
/// # Errors
///
/// See [`NotMoved`]. Then nothing has changed.
pub async fn advance(
    intake: &Intake,
    at: &Moment,
    id: SubmissionId,
    wanted: OfficerMove,
) -> Result<Moved, NotMoved> {
    let (mut tx, case, rule_set) = take_up(intake, id).await?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let state = way(rules.service, &case.state, &wanted.to)?;
    let actor = actor_of(state, wanted.actor.as_deref())?;
    check_reason(state, wanted.reason.as_deref())?;
    let mut told = wanted.told;
    if let Some(slot) = wanted.slot {
        give(intake, &context, &mut tx, &slot).await?;
        told.slot = Some(slot);
    } else if wants_slot(state) && booking(&context, &mut tx).await?.is_none() {
        let wished = submission(&context, &mut tx).await?;
        let wished = wished.map_or_else(Vec::new, |own| own.wishes);
        let wished: Vec<String> = wished.iter().map(ToString::to_string).collect();
        return Err(NotMoved::NoSlot {
            wished: wished.join(", "),
        });
    }
    let transition = Transition {
        reason: wanted.reason.as_deref(),
        told: &told,
        due: wanted.due.map(Due::Day),
        ..Transition::new(&case.state, &state.id, actor)
    };
    let due = context.take(&mut tx, transition).await?;
    tx.commit().await.map_err(IntakeProblem::from)?;
    Ok(Moved {
        from: case.state.clone(),
        to: state.id.to_string(),
        actor: actor.to_string(),
        due,
    })
}

fn way<'a>(
    service: &'a ServiceDefinition,
    from: &str,
    to: &str,
) -> Result<&'a StateDefinition, NotMoved> {
    let state = service.state(to).filter(|_| service.may(from, to));
    state.ok_or_else(|| {
        let next = service.state(from).map(|state| state.next.join(", "));
        NotMoved::Way {
            from: from.to_owned(),
            to: to.to_owned(),
            there_are: next.unwrap_or_default(),
        }
    })
}

/// Who does it: as they say, if they may; else the first who may.
pub(super) fn actor_of(state: &StateDefinition, said: Option<&str>) -> Result<Actor, NotMoved> {
    let mut officers = state.actors().filter(|actor| actor.is_officer());
    let found = match said {
        Some(said) => officers.find(|actor| actor.as_str() == said),
        None => officers.next(),
    };
    found.ok_or_else(|| {
        let officers = state.actors().filter(|actor| actor.is_officer());
        let there_are: Vec<&str> = officers.map(|actor| actor.as_str()).collect();
        NotMoved::Actor {
            to: state.id.to_string(),
            there_are: there_are.join(", "),
        }
    })
}

/// Where a state has reasons one of them is named; elsewhere none.
fn check_reason(state: &StateDefinition, said: Option<&str>) -> Result<(), NotMoved> {
    let fits = match said {
        Some(said) => state.reasons.iter().any(|own| own == said),
        None => state.reasons.is_empty(),
    };
    if fits {
        return Ok(());
    }
    Err(NotMoved::Reason {
        to: state.id.to_string(),
        there_are: state.reasons.join(", "),
    })
}

/// Whether a state lasts until the day of an appointment, which there must be.
fn wants_slot(state: &StateDefinition) -> bool {
    let until = state.limit.as_ref().and_then(|limit| limit.until);
    until == Some(Until::Day)
}

async fn booking(
    context: &CaseContext<'_>,
    tx: &mut Transaction,
) -> Result<Option<civil_affairs_store::Booked>, IntakeProblem> {
    Ok(tx.booking(context.case.id).await?)
}

async fn submission(
    context: &CaseContext<'_>,
    tx: &mut Transaction,
) -> Result<Option<Submission>, IntakeProblem> {
    let body = tx.body(context.case.id).await?;
    Ok(body.and_then(|body| Submission::decode(&body).ok()))
}

/// Gives an appointment by hand: never more than there are places, where their number is set.
async fn give(
    intake: &Intake,
    context: &CaseContext<'_>,
    tx: &mut Transaction,
    slot: &SlotId,
) -> Result<(), NotMoved> {
    let rules = context.rules;
    let refused = || NotMoved::Slot(slot.clone());
    let grid = Grid::new(rules, &slot.office_id).filter(|_| rules.service.booking.is_some());
    if grid.is_none_or(|grid| grid.is_past(slot.date, slot.start)) {
        return Err(refused());
    }
    let pair = submission(context, tx).await?;
    let pair = pair.and_then(|own| judge(rules, &own).pair);
    let pair = pair.map(|(one, other)| intake.keys.of_pair(&one, &other));
    tx.release(context.case.id);
    let numbers = tx.numbers(slot).await.map_err(IntakeProblem::from)?;
    let places = slots::places(rules).unwrap_or(u32::MAX);
    let number = slots::free_number(places, &numbers).ok_or_else(refused)?;
    let booking = Reservation::by_hand(slot.clone(), number, pair);
    booking.take(tx, context.case.id);
    Ok(())
}
