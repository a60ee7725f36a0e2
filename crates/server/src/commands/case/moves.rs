//! `case move`, `case ask` and `case erase`.

use super::find;
use crate::commands::outcome::said;
use civil_affairs_cases::{self as cases, Intake, Moment, Moved, NotMoved};
use civil_affairs_domain::{value::date::Date, value::slot::SlotId};
use civil_affairs_store::{CaseRow, PublicDetail};
use clap::Args;

#[derive(Clone, Debug, Args)]
pub(super) struct MoveArgs {
    /// Reference or id.
    case: String,
    /// The state.
    state: String,
    /// The appointment that is given, OFFICE/2026-12-03/1000.
    #[arg(long)]
    slot: Option<String>,
    #[command(flatten)]
    words: Words,
}

#[derive(Clone, Debug, Args)]
pub(super) struct AskArgs {
    /// Reference or id.
    case: String,
    /// What has to be brought or sent; may stand several times.
    #[arg(long = "document")]
    documents: Vec<String>,
    #[command(flatten)]
    words: Words,
}

#[derive(Clone, Debug, Args)]
pub(super) struct EraseArgs {
    /// Reference or id.
    case: String,
    /// Code of the reason.
    #[arg(long)]
    reason: Option<String>,
    /// Who does it, as the service's states name the actors.
    #[arg(long)]
    actor: Option<String>,
}

#[derive(Clone, Debug, Args)]
struct Words {
    /// Who does it, as the service's states name the actors; left out, the first of them.
    #[arg(long)]
    actor: Option<String>,
    /// Code of the reason, where the state has reasons.
    #[arg(long)]
    reason: Option<String>,
    /// What the citizen is told.
    #[arg(long)]
    note: Option<String>,
    /// Until when, where the parameters say something else.
    #[arg(long)]
    due: Option<String>,
}

/// States that ask the citizen for something.
const ASKING: [&str; 3] = ["need_correction", "need_info", "need_papers"];

pub(super) async fn advance(
    intake: &Intake,
    at: &Moment,
    options: &MoveArgs,
) -> Result<(), String> {
    let case = find(&intake.store, &options.case).await?;
    let slot = options.slot.as_deref().map(|slot| {
        let parsed = SlotId::parse(slot);
        parsed.map_err(|_| format!("`{slot}` is no appointment of the form OFFICE/2026-12-03/1000"))
    });
    let wanted = cases::OfficerMove {
        slot: slot.transpose()?,
        ..wanted(&options.state, &options.words)?
    };
    moved(&case, cases::advance(intake, at, case.id, wanted).await)
}

pub(super) async fn ask(intake: &Intake, at: &Moment, options: &AskArgs) -> Result<(), String> {
    let Words { note, reason, .. } = &options.words;
    if options.documents.is_empty() && note.is_none() && reason.is_none() {
        // The citizen would be told that something is wanted, and not what.
        return Err("nothing is asked: say it with --document, --note or --reason".to_owned());
    }
    let case = find(&intake.store, &options.case).await?;
    let service = intake.rule_set(&case).map_err(said)?.service;
    let asks = |to: &&str| service.may(&case.state, to);
    // Where nothing is asked the refusal names what there is.
    let to = ASKING.into_iter().find(asks).unwrap_or("a question");
    let mut wanted = wanted(to, &options.words)?;
    wanted.told.documents.clone_from(&options.documents);
    moved(&case, cases::advance(intake, at, case.id, wanted).await)
}

#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub(super) async fn erase(intake: &Intake, at: &Moment, options: &EraseArgs) -> Result<(), String> {
    let case = find(&intake.store, &options.case).await?;
    let (actor, reason) = (options.actor.as_deref(), options.reason.as_deref());
    let erased = cases::erase(intake, at, case.id, actor, reason).await;
    erased.map_err(|refused| format!("{}: {refused}", case.reference))?;
    println!("{}: erased", case.reference);
    Ok(())
}

fn wanted(to: &str, words: &Words) -> Result<cases::OfficerMove, String> {
    let due = words.due.as_deref().map(Date::parse).transpose();
    Ok(cases::OfficerMove {
        to: to.to_owned(),
        actor: words.actor.clone(),
        reason: words.reason.clone(),
        told: PublicDetail {
            note: words.note.clone(),
            ..PublicDetail::default()
        },
        due: due.map_err(said)?,
        slot: None,
    })
}

#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
fn moved(case: &CaseRow, moved: Result<Moved, NotMoved>) -> Result<(), String> {
    let moved = moved.map_err(|refused| format!("{}: {refused}", case.reference))?;
    let due = moved.due.map(|due| format!(", until {}", due));
    println!(
        "{}: {} → {} by {}{}",
        case.reference,
        moved.from,
        moved.to,
        moved.actor,
        due.unwrap_or_default()
    );
    Ok(())
}
