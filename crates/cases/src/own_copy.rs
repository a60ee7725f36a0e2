//! Hands out what is held of a submission, to whoever it is about.

use super::{Intake, IntakeProblem, Moment, changes, definitions::rules_at};
use civil_affairs_domain::{
    lifecycle::retention::Retention,
    protocol::wire::{OwnCopy, RawJson, SupplementCopy},
    value::code::Capability,
    value::id::SubmissionId,
};
use civil_affairs_store::StoreError;

/// For the holder of the capability: everything, as it was sent, and until when it is kept.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] for another capability as for an unknown id.
pub async fn own_copy(
    intake: &Intake,
    at: &Moment,
    id: SubmissionId,
    capability: &Capability,
) -> Result<OwnCopy, IntakeProblem> {
    let case = changes::authorised(intake, id, capability).await?;
    let rule_set = intake.rule_set(&case)?;
    let rules = rules_at(&rule_set, at);
    let service = rules.service;
    let told = changes::of(intake, &case, 0).await?;
    let passed: Vec<&str> = told
        .events
        .iter()
        .map(|event| event.state.as_str())
        .collect();
    let is_erased = case.erased_at.is_some();
    let kept = Retention::of(&rules, case.day, passed.iter().copied());
    let kept_until = match kept {
        Retention::Until(day) if !is_erased => Some(day),
        _ => None,
    };
    let body = intake.store.body(id).await?.filter(|body| !body.is_empty());
    let supplements = intake.store.supplements(id).await?;
    let files = intake.store.complete_files(id, &case.capability_hash);
    Ok(OwnCopy {
        reference: case.reference.clone(),
        service: case.service.as_str().into(),
        state: told.state.clone(),
        received_at: case.received_at,
        erased_at: case.erased_at,
        kept_until,
        may_be_erased: !is_erased && service.may_erase(&told.state, passed.iter().copied()),
        is_case_file: kept == Retention::CaseFile,
        submission: body.map(|body| sent(&body, "submissions")).transpose()?,
        supplements: supplements
            .iter()
            .map(|later| {
                Ok(SupplementCopy {
                    at: later.at,
                    content: sent(&later.body, "supplements")?,
                })
            })
            .collect::<Result<_, StoreError>>()?,
        files: files.await?.into_iter().collect(),
        events: told.events,
    })
}

fn sent(bytes: &[u8], table: &'static str) -> Result<RawJson, StoreError> {
    let json = serde_json::from_slice(bytes).map_err(|_| StoreError::Damaged(table))?;
    Ok(RawJson(json))
}
