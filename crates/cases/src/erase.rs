//! Deletes everything personal. The log stays: it holds codes and dates.

use super::{
    Intake, IntakeProblem, Moment, NotMoved,
    advance::{actor_of, take_up},
    receive::setting_at,
    steps::{Go, SERVER, Scene},
};
use civil_affairs_domain::{
    form::condition::Literal,
    form::definition::{Actor, REASONS},
    form::policy::{ListItem, Policy},
    value::id::SubmissionId,
};
use civil_affairs_store::{StoreError, Writing};

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
    let (mut writing, held, ground) = take_up(intake, id).await?;
    let setting = setting_at(&ground, at);
    let scene = Scene {
        at,
        setting: &setting,
        held: &held,
    };
    let reasons = reasons(setting.policy);
    let reason = reason.filter(|reason| reasons.contains(reason));
    let reason = reason.ok_or_else(|| NotMoved::Reason {
        to: "erased".to_owned(),
        there_are: reasons.join(", "),
    })?;
    if !may(&scene, &held.state, &mut writing).await? {
        return Err(NotMoved::Kept { state: held.state });
    }
    let state = setting.service.state(&held.state);
    let actor = state.map_or(Ok(Actor::Bureau), |state| actor_of(state, actor))?;
    everything(&scene, &mut writing, actor, reason).map_err(IntakeProblem::from)?;
    writing.commit().await.map_err(IntakeProblem::from)?;
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
    scene: &Scene<'_>,
    state: &str,
    writing: &mut Writing,
) -> Result<bool, IntakeProblem> {
    let passed = writing.states(scene.held.id).await?;
    let passed = passed.iter().map(String::as_str);
    Ok(scene.setting.service.may_erase(state, passed))
}

/// Erases it. Who has looked and what was done stays written down.
pub(super) fn everything(
    scene: &Scene<'_>,
    writing: &mut Writing,
    actor: Actor,
    reason: &str,
) -> Result<(), StoreError> {
    writing.erase(scene.held.id, scene.at.now);
    let state = &scene.held.state;
    scene.stay(writing, state, actor, reason)
}

/// Erases what has outlived its time. Whatever has reached no end is cancelled with it, where the definition knows such
/// a way; else it stays, since somebody is still at work on it. Tells whether it was erased.
pub(super) async fn outlived(
    scene: &Scene<'_>,
    writing: &mut Writing,
) -> Result<bool, IntakeProblem> {
    let service = scene.setting.service;
    let state = scene.held.state.as_str();
    let is_end = service.is_end(state);
    let end = if is_end { state } else { CANCELLED };
    if !(is_end || service.may(state, end)) || !may(scene, end, writing).await? {
        return Ok(false);
    }
    if is_end {
        everything(scene, writing, SERVER, BY_RETENTION)?;
    } else {
        let go = Go {
            reason: Some(BY_RETENTION),
            ..Go::new(state, end, SERVER)
        };
        scene.go(writing, go).await?;
        writing.erase(scene.held.id, scene.at.now);
    }
    Ok(true)
}
