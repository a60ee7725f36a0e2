//! `civil-affairs case`: an officer looks at applications and moves them on.

use crate::{
    clock,
    intake::{kept_service, may},
    store::{Held, NewStep, Store, Told},
};
use civil_affairs_domain::{
    code::Reference, date::Date, definition::ServiceDefinition, id::SubmissionId,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};

/// What to do.
#[derive(Clone, Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
    /// Folder of the database.
    #[arg(
        long,
        env = "CIVIL_AFFAIRS_DATA",
        default_value = "data",
        global = true
    )]
    data: PathBuf,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Lists applications, the oldest first.
    List {
        /// Only those in this state.
        #[arg(long)]
        state: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 100)]
        most: u32,
    },
    /// Shows one with everything that happened. The look is written down, for good.
    Show {
        /// Reference or id.
        case: String,
        /// Who looks.
        #[arg(long, default_value = "bureau")]
        actor: String,
    },
    /// Moves one to another state, where the service allows it.
    Move {
        /// Reference or id.
        case: String,
        /// The state.
        state: String,
        #[command(flatten)]
        words: Words,
    },
    /// Asks the citizen for something: corrections, papers.
    Ask {
        /// Reference or id.
        case: String,
        /// What has to be brought or sent; may stand several times.
        #[arg(long = "document")]
        documents: Vec<String>,
        /// Until when.
        #[arg(long)]
        due: Option<String>,
        #[command(flatten)]
        words: Words,
    },
}

#[derive(Clone, Debug, Args)]
struct Words {
    /// Who does it, as the service's states name the actors.
    #[arg(long, default_value = "bureau")]
    actor: String,
    /// Code of the reason.
    #[arg(long)]
    reason: Option<String>,
    /// What the citizen is told.
    #[arg(long)]
    note: Option<String>,
}

const NO_CLOCK: &str = "the clock of this machine is wrong";
/// States that ask the citizen for something.
const ASKING: [&str; 3] = ["need_correction", "need_info", "need_papers"];

/// Does it. 1: not possible; the reason is printed.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool answers there"
)]
pub fn run(options: &Options) -> ExitCode {
    let done = tokio::runtime::Runtime::new()
        .map_err(|error| error.to_string())
        .and_then(|runtime| runtime.block_on(answer(options)));
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

async fn answer(options: &Options) -> Result<String, String> {
    if !options.data.is_dir() {
        return Err(format!("{}: no such folder", options.data.display()));
    }
    let store = Store::open(&options.data).await.map_err(told)?;
    let answer = match &options.command {
        Command::List { state, most } => list(&store, state.as_deref(), *most).await,
        Command::Show { case, actor } => show(&store, &find(&store, case).await?, actor).await,
        Command::Move { case, state, words } => {
            let held = find(&store, case).await?;
            advance(&store, &held, state, words, Told::default()).await
        }
        Command::Ask {
            case,
            documents,
            due,
            words,
        } => {
            let held = find(&store, case).await?;
            let service = service(&store, &held).await?;
            let state = ASKING
                .into_iter()
                .find(|state| may(&service, &held.state, state));
            let state = state.ok_or_else(|| refusal(&service, &held, "a question"))?;
            let due = due.as_deref().map(Date::parse).transpose();
            let told = Told {
                documents: documents.clone(),
                due: due.map_err(|error| error.to_string())?,
                ..Told::default()
            };
            advance(&store, &held, state, words, told).await
        }
    };
    store.close().await;
    answer
}

async fn list(store: &Store, state: Option<&str>, most: u32) -> Result<String, String> {
    let held = store.list(state, most).await.map_err(told)?;
    let lines = held.iter().map(|held| {
        let Held {
            reference,
            received_at,
            service,
            state,
            ..
        } = held;
        format!("{reference}  {}  {service}  {state}", received_at.shown())
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

async fn show(store: &Store, held: &Held, actor: &str) -> Result<String, String> {
    let now = clock::now().ok_or(NO_CLOCK)?;
    let mut writing = store.write().await.map_err(told)?;
    writing.look(held.id, now, actor).await.map_err(told)?;
    writing.commit().await.map_err(told)?;
    let looks = store.looks(held.id).await.map_err(told)?;
    let looks = looks
        .iter()
        .map(|look| json!({ "at": look.at, "actor": look.actor }));
    let steps = store.steps(held.id, 0).await.map_err(told)?;
    let body = store.body(held.id).await.map_err(told)?;
    let body: Option<serde_json::Value> = body.and_then(|body| serde_json::from_slice(&body).ok());
    let steps: Vec<_> = steps
        .iter()
        .map(|step| {
            json!({
                "at": step.at, "state": step.state, "actor": step.actor, "reason": step.reason, "told": step.told,
            })
        })
        .collect();
    let shown = json!({
        "id": held.id,
        "reference": held.reference,
        "service": held.service,
        "state": held.state,
        "received_at": held.received_at,
        "events": steps,
        "looks": looks.collect::<Vec<_>>(),
        "submission": body,
    });
    serde_json::to_string_pretty(&shown).map_err(told)
}

async fn advance(
    store: &Store,
    held: &Held,
    state: &str,
    words: &Words,
    mut what: Told,
) -> Result<String, String> {
    let service = service(store, held).await?;
    what.note.clone_from(&words.note);
    let now = clock::now().ok_or(NO_CLOCK)?;
    let mut writing = store.write().await.map_err(told)?;
    let current = writing.submission(held.id).await.map_err(told)?;
    // Somebody may have moved it between the look and the lock.
    let held = current.ok_or("it is gone")?;
    if !may(&service, &held.state, state) {
        return Err(refusal(&service, &held, state));
    }
    let step = NewStep {
        at: now,
        from: Some(&held.state),
        state,
        actor: &words.actor,
        reason: words.reason.as_deref(),
        told: &what,
    };
    writing.step(held.id, step).await.map_err(told)?;
    if matches!(state, "cancelled" | "lapsed" | "no_show") {
        writing.release(held.id).await.map_err(told)?;
    }
    writing.commit().await.map_err(told)?;
    Ok(format!("{}: {} → {state}", held.reference, held.state))
}

fn refusal(service: &ServiceDefinition, held: &Held, wanted: &str) -> String {
    let state = service.states.iter().find(|state| state.id == held.state);
    let next = state.map_or_else(String::new, |state| state.next.join(", "));
    format!(
        "{}: from {} there is no way to {wanted}; there are: {next}",
        held.reference, held.state
    )
}

async fn find(store: &Store, case: &str) -> Result<Held, String> {
    let found = match (SubmissionId::parse(case), Reference::parse(case)) {
        (Ok(id), _) => store.submission(id).await,
        (_, Ok(reference)) => store.referred(&reference).await,
        _ => return Err(format!("`{case}` is no reference and no id")),
    };
    found
        .map_err(told)?
        .ok_or_else(|| format!("there is no application {case}"))
}

async fn service(store: &Store, held: &Held) -> Result<ServiceDefinition, String> {
    let found = kept_service(store, &held.service, &held.definition_version).await;
    found
        .map_err(told)?
        .ok_or_else(|| format!("the definition of {} is not kept here", held.service))
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
