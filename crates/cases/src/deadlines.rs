//! What happens by itself when a time is over. Each case in a transaction of its own, looked at again inside it: whoever
//! was faster wins.

use super::{
    Intake, IntakeProblem, Moment,
    definitions::rules_at,
    transition::{CaseContext, SERVER, Transition},
};
use civil_affairs_domain::value::id::SubmissionId;
use civil_affairs_store::Transaction;

/// Cases that are looked up at once.
const BATCH: u32 = 100;
/// The reason when the citizen is reminded.
const REMINDED: &str = "reminded";

/// The cases whose time is over now, the first one first; a batch of them.
pub async fn due_work(intake: &Intake, at: &Moment) -> Result<Vec<SubmissionId>, IntakeProblem> {
    Ok(intake.store.lapsing(at.now, BATCH).await?)
}

/// Moves one on, or reminds of it, if its time is over now; and tells the state it is in then.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] for an unknown id; then and otherwise nothing has changed.
pub async fn lapse(
    intake: &Intake,
    at: &Moment,
    id: SubmissionId,
) -> Result<Option<String>, IntakeProblem> {
    let mut tx = intake.store.write().await?;
    let moved = lapse_in(intake, at, &mut tx, id).await?;
    tx.commit().await?;
    Ok(moved)
}

/// As [`lapse`], inside a transaction that is going on.
pub(super) async fn lapse_in(
    intake: &Intake,
    at: &Moment,
    tx: &mut Transaction,
    id: SubmissionId,
) -> Result<Option<String>, IntakeProblem> {
    if !tx.has_lapsed(id, at.now).await? {
        return Ok(None);
    }
    let case = tx.submission(id).await?.ok_or(IntakeProblem::NotFound)?;
    let rule_set = intake.rule_set(&case)?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let state = rules.service.state(&case.state);
    let limit = state.and_then(|state| state.limit.as_ref());
    if let Some((limit, then)) = limit.and_then(|limit| Some((limit, limit.then.as_deref()?))) {
        let transition = Transition {
            reason: limit.reason.as_deref(),
            ..Transition::new(&case.state, then, SERVER)
        };
        context.take(tx, transition).await?;
        return Ok(Some(then.to_owned()));
    }
    // Done once: it must not be looked up for ever.
    tx.forget_lapse(id);
    if !limit.is_some_and(|limit| limit.reminds) {
        return Ok(None);
    }
    let state = case.state.as_str();
    context.stay(tx, state, SERVER, REMINDED)?;
    context.notify(tx, state, None)?;
    Ok(Some(case.state))
}

/// Moves on everything whose time is over, and tells how many that were and how many cannot be moved. One that cannot be
/// must not keep the others: it is set aside and shows as overdue.
pub(super) async fn work_off(intake: &Intake, at: &Moment) -> Result<(u32, u32), IntakeProblem> {
    let (mut moved, mut stuck) = (0, 0);
    loop {
        let due = due_work(intake, at).await?;
        if due.is_empty() {
            return Ok((moved, stuck));
        }
        for id in due {
            match lapse(intake, at, id).await {
                Ok(state) => moved += u32::from(state.is_some()),
                Err(busy @ IntakeProblem::Unavailable { .. }) => return Err(busy),
                Err(_) => {
                    stuck += 1;
                    let mut tx = intake.store.write().await?;
                    tx.forget_lapse(id);
                    tx.commit().await?;
                }
            }
        }
    }
}
