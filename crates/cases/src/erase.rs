//! Deletes everything personal. The log stays: it holds codes and dates.

use super::{
    Intake, IntakeProblem, Moment, NotMoved,
    advance::{actor_of, take_up},
    definitions::rules_at,
    transition::{CaseContext, SERVER, Transition},
};
use civil_affairs_domain::{
    form::condition::Literal,
    form::definition::{Actor, REASONS},
    form::policy::{ListItem, Policy},
    value::id::SubmissionId,
};
use civil_affairs_store::{StoreError, Transaction};

/// The citizen herself.
pub(super) const BY_CITIZEN: &str = "erased";
/// The time for which data are kept is over.
const BY_RETENTION: &str = "erased_retention";
/// The end for what has reached none when its time is over.
const CANCELLED: &str = "cancelled";

/// An officer erases a case: at an end, while no case file has come about, and for a reason of the list `reasons` that
/// is marked with `erases`.
///
/// # Errors
///
/// See [`NotMoved`]. Then nothing has changed.
pub async fn erase(
    intake: &Intake,
    at: &Moment,
    id: SubmissionId,
    actor: Option<&str>,
    reason: Option<&str>,
) -> Result<(), NotMoved> {
    let (mut tx, case, rule_set) = take_up(intake, id).await?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let reasons = reasons(rules.policy);
    let reason = reason.filter(|reason| reasons.contains(reason));
    let reason = reason.ok_or_else(|| NotMoved::Reason {
        to: "erased".to_owned(),
        there_are: reasons.join(", "),
    })?;
    if !may(&context, &case.state, &mut tx).await? {
        return Err(NotMoved::Kept { state: case.state });
    }
    let state = rules.service.state(&case.state);
    let actor = state.map_or(Ok(Actor::Bureau), |state| actor_of(state, actor))?;
    everything(&context, &mut tx, actor, reason).map_err(IntakeProblem::from)?;
    tx.commit().await.map_err(IntakeProblem::from)?;
    Ok(())
}

/// The reasons for which an officer may erase.
fn reasons(policy: &Policy) -> Vec<&str> {
    let erases = |item: &&ListItem| item.attributes.get("erases") == Some(&Literal::Bool(true));
    let list = policy.list(REASONS).map(|list| list.items.iter());
    let found = list.into_iter().flatten().filter(erases);
    found.map(|item| item.code.as_str()).collect()
}

/// Whether everything may be erased in a state: at an end, and while no case file has come about.
pub(super) async fn may(
    context: &CaseContext<'_>,
    state: &str,
    tx: &mut Transaction,
) -> Result<bool, IntakeProblem> {
    let passed = tx.states(context.case.id).await?;
    let passed = passed.iter().map(String::as_str);
    Ok(context.rules.service.may_erase(state, passed))
}

/// Erases it. Who has looked and what was done stays written down.
pub(super) fn everything(
    context: &CaseContext<'_>,
    tx: &mut Transaction,
    actor: Actor,
    reason: &str,
) -> Result<(), StoreError> {
    tx.erase(context.case.id, context.at.now);
    let state = &context.case.state;
    context.stay(tx, state, actor, reason)
}

/// Erases what has outlived its time. Whatever has reached no end is cancelled with it, where the definition knows such
/// a way; else it stays, since somebody is still at work on it. Tells whether it was erased.
pub(super) async fn outlived(
    context: &CaseContext<'_>,
    tx: &mut Transaction,
) -> Result<bool, IntakeProblem> {
    let service = context.rules.service;
    let state = context.case.state.as_str();
    let is_end = service.is_end(state);
    let end = if is_end { state } else { CANCELLED };
    if !(is_end || service.may(state, end)) || !may(context, end, tx).await? {
        return Ok(false);
    }
    if is_end {
        everything(context, tx, SERVER, BY_RETENTION)?;
    } else {
        let transition = Transition {
            reason: Some(BY_RETENTION),
            ..Transition::new(state, end, SERVER)
        };
        context.take(tx, transition).await?;
        tx.erase(context.case.id, context.at.now);
    }
    Ok(true)
}
