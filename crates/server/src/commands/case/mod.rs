//! `civil-affairs case`: an officer looks at applications and moves them on.

mod export;
mod files;
mod list;
mod moves;
mod show;

use super::{
    open::open,
    outcome::{carry_out_quietly, said},
};
use civil_affairs_cases::Moment;
use civil_affairs_domain::{value::code::Reference, value::id::SubmissionId};
use civil_affairs_store::{CaseRow, Store};
use clap::{Args, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// What to do.
#[derive(Clone, Debug, Args)]
pub struct CaseArgs {
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
    List(list::ListArgs),
    /// Shows one with everything that happened. The look is written down, for good.
    Show(show::ShowArgs),
    /// Writes its photos and documents into a folder. The look is written down, for good.
    Files(files::FilesArgs),
    /// Moves one to another state, where the service allows it.
    Move(moves::MoveArgs),
    /// Asks the citizen for something: corrections, papers.
    Ask(moves::AskArgs),
    /// Deletes everything personal of one, where the law allows it. The log stays.
    Erase(moves::EraseArgs),
    /// Writes those that changed since a day, with every step.
    Export(export::ExportArgs),
}

/// Does it. 1: not possible; the reason is printed.
pub fn run(options: &CaseArgs) -> ExitCode {
    carry_out_quietly(answer(options))
}

async fn answer(options: &CaseArgs) -> Result<(), String> {
    let (intake, at) = open(&options.data).await?;
    let answer = match &options.command {
        Command::List(options) => list::run(&intake, &at, options).await,
        Command::Show(options) => show::run(&intake, &at, options).await,
        Command::Files(options) => files::run(&intake, &at, options).await,
        Command::Move(options) => moves::advance(&intake, &at, options).await,
        Command::Ask(options) => moves::ask(&intake, &at, options).await,
        Command::Erase(options) => moves::erase(&intake, &at, options).await,
        Command::Export(options) => export::run(&intake, &at, options).await,
    };
    intake.store.close().await;
    answer
}

/// Which one is looked at, and by whom.
#[derive(Clone, Debug, Args)]
struct Looked {
    /// Reference or id.
    case: String,
    /// Who looks.
    #[arg(long, default_value = "bureau")]
    actor: String,
}

impl Looked {
    /// Finds it, and writes the look down before anything is shown.
    async fn log_access(&self, store: &Store, at: &Moment) -> Result<CaseRow, String> {
        let case = find(store, &self.case).await?;
        let mut tx = store.write().await.map_err(said)?;
        tx.log_access(case.id, at.now, &self.actor);
        tx.commit().await.map_err(said)?;
        Ok(case)
    }
}

async fn find(store: &Store, case: &str) -> Result<CaseRow, String> {
    let found = match (SubmissionId::parse(case), Reference::parse(case)) {
        (Ok(id), _) => store.submission(id).await,
        (_, Ok(reference)) => store.referred(&reference).await,
        _ => return Err(format!("`{case}` is no reference and no id")),
    };
    found
        .map_err(said)?
        .ok_or_else(|| format!("there is no application {case}"))
}
