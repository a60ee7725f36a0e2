//! `case show`.

use super::Looked;
use crate::commands::outcome::said;
use civil_affairs_cases::{Intake, Moment};
use clap::Args;
use serde_json::json;

#[derive(Clone, Debug, Args)]
pub(super) struct ShowArgs {
    #[command(flatten)]
    looked: Looked,
}

#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub(super) async fn run(intake: &Intake, at: &Moment, options: &ShowArgs) -> Result<(), String> {
    let store = &intake.store;
    let case = options.looked.log_access(store, at).await?;
    let looks = store.looks(case.id).await.map_err(said)?;
    let looks = looks
        .iter()
        .map(|look| json!({ "at": look.at, "actor": look.actor }));
    let steps = store.steps(case.id, 0).await.map_err(said)?;
    let body = store.body(case.id).await.map_err(said)?;
    let body: Option<serde_json::Value> = body.and_then(|body| serde_json::from_slice(&body).ok());
    let supplements = store.supplements(case.id).await.map_err(said)?;
    let supplements = supplements.iter().map(|added| {
        let body: Option<serde_json::Value> = serde_json::from_slice(&added.body).ok();
        json!({ "at": added.at, "action": body })
    });
    let steps: Vec<_> = steps
        .iter()
        .map(|step| {
            json!({
                "at": step.at, "state": step.state, "actor": step.actor, "reason": step.reason, "due": step.due,
                "told": step.told,
            })
        })
        .collect();
    let booking = store.booking(case.id).await.map_err(said)?;
    let same_pair = match booking.as_ref().and_then(|booking| booking.pair.as_ref()) {
        Some(pair) => store.same_pair(case.id, pair).await.map_err(said)?,
        None => Vec::new(),
    };
    let booking = booking.map(|booking| {
        json!({
            "slot": booking.slot,
            "duplicate_pair": booking.is_duplicate(),
            "same_pair": same_pair,
        })
    });
    let shown = json!({
        "id": case.id,
        "reference": case.reference,
        "service": case.service,
        "state": case.state,
        "received_at": case.received_at,
        "due_at": case.due_at,
        "answer_due": case.answer_due,
        "erased_at": case.erased_at,
        "booking": booking,
        "events": steps,
        "looks": looks.collect::<Vec<_>>(),
        "submission": body,
        "supplements": supplements.collect::<Vec<_>>(),
    });
    println!("{}", serde_json::to_string_pretty(&shown).map_err(said)?);
    Ok(())
}
