//! What happened to a submission since somebody last looked.

use super::{Intake, IntakeProblem, receive::missing_files};
use civil_affairs_domain::{
    lifecycle::due::Due,
    protocol::submission::Submission,
    protocol::wire::{CaseEvent, Changes},
    value::code::{Capability, Reference, Secret},
    value::id::SubmissionId,
};
use civil_affairs_store::{Held, Step};
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
    let held = authorised(intake, id, capability).await?;
    of(intake, &held, since).await
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
    let held = intake.store.referred(reference).await?;
    // Reckoned for an unknown reference too, so that both take as long.
    let id = held
        .as_ref()
        .map_or_else(String::new, |held| held.id.to_string());
    let hash = intake.keys.of_secret(&id, &secret.to_string());
    let held = held
        .filter(|held| held.secret_hash == hash)
        .ok_or(IntakeProblem::NotFound)?;
    let mut changes = of(intake, &held, 0).await?;
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
) -> Result<Held, IntakeProblem> {
    let hash: [u8; 32] = Sha256::digest(capability.to_string()).into();
    let held = intake.store.submission(id).await?;
    held.filter(|held| held.capability_hash == hash)
        .ok_or(IntakeProblem::NotFound)
}

pub(super) async fn of(intake: &Intake, held: &Held, since: u64) -> Result<Changes, IntakeProblem> {
    let steps = intake.store.steps(held.id, since).await?;
    let body = intake.store.body(held.id).await?;
    let submission = body.and_then(|body| Submission::decode(&body).ok());
    let missing = match submission {
        Some(submission) => missing_files(&intake.store, held, &submission).await?,
        None => Vec::new(),
    };
    // A step may have come between the two looks: the last one counts.
    let last = steps.last();
    Ok(Changes {
        cursor: last.map_or(since, |step| step.seq),
        state: last.map_or(&held.state, |step| &step.state).as_str().into(),
        reference: held.reference.clone(),
        service: held.service.as_str().into(),
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
