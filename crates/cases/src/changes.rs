//! What happened to a submission since somebody last looked.

use super::{Intake, IntakeProblem, receive::missing_files};
use civil_affairs_domain::{
    lifecycle::due::Due,
    protocol::submission::Submission,
    protocol::wire::{CaseEvent, Changes},
    value::code::{Capability, Reference, Secret},
    value::id::SubmissionId,
};
use civil_affairs_store::{CaseRow, Step};
use sha2::{Digest, Sha256};

/// For the holder of the capability: everything after a cursor.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] for another capability as for an unknown id.
pub async fn changes(
    intake: &Intake,
    id: SubmissionId,
    capability: &Capability,
    since: u64,
) -> Result<Changes, IntakeProblem> {
    let case = authorised(intake, id, capability).await?;
    of(intake, &case, since).await
}

/// For whoever has the reference and the secret printed with it: where it stands, without what officers wrote.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] for a wrong secret as for an unknown reference.
pub async fn status(
    intake: &Intake,
    reference: &Reference,
    secret: &Secret,
) -> Result<Changes, IntakeProblem> {
    let case = intake.store.referred(reference).await?;
    // Reckoned for an unknown reference too, so that both take as long.
    let id = case
        .as_ref()
        .map_or_else(String::new, |case| case.id.to_string());
    let hash = intake.keys.of_secret(&id, &secret.to_string());
    let case = case
        .filter(|case| case.secret_hash == hash)
        .ok_or(IntakeProblem::NotFound)?;
    let mut changes = of(intake, &case, 0).await?;
    for event in &mut changes.events {
        event.note = None;
    }
    Ok(changes)
}

/// The submission, for the holder of its capability.
pub(super) async fn authorised(
    intake: &Intake,
    id: SubmissionId,
    capability: &Capability,
) -> Result<CaseRow, IntakeProblem> {
    let hash: [u8; 32] = Sha256::digest(capability.to_string()).into();
    let case = intake.store.submission(id).await?;
    case.filter(|case| case.capability_hash == hash)
        .ok_or(IntakeProblem::NotFound)
}

pub(super) async fn of(
    intake: &Intake,
    case: &CaseRow,
    since: u64,
) -> Result<Changes, IntakeProblem> {
    let steps = intake.store.steps(case.id, since).await?;
    let body = intake.store.body(case.id).await?;
    let submission = body.and_then(|body| Submission::decode(&body).ok());
    let missing = match submission {
        Some(submission) => missing_files(&intake.store, case, &submission).await?,
        None => Vec::new(),
    };
    // A step may have come between the two looks: the last one counts.
    let last = steps.last();
    Ok(Changes {
        cursor: last.map_or(since, |step| step.seq),
        state: last.map_or(&case.state, |step| &step.state).as_str().into(),
        reference: case.reference.clone(),
        service: case.service.as_str().into(),
        events: steps.into_iter().map(event).collect(),
        missing_files: missing,
        held_until: None,
    })
}

fn event(step: Step) -> CaseEvent {
    CaseEvent {
        seq: step.seq,
        at: step.at,
        state: step.state.into(),
        actor: step.actor.as_str().into(),
        reason: step.reason,
        note: step.told.note,
        documents: step.told.documents,
        errors: step.told.errors,
        slot: step.told.slot,
        alternatives: step.told.alternatives,
        due: step.due.map(Due::day),
        due_at: step.due.and_then(Due::moment),
    }
}
