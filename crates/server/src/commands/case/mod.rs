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
use civil_affairs_store::{Held, Store};
use clap::{Args, Subcommand};
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
    List(list::Options),
    /// Shows one with everything that happened. The look is written down, for good.
    Show(show::Options),
    /// Writes its photos and documents into a folder. The look is written down, for good.
    Files(files::Options),
    /// Moves one to another state, where the service allows it.
    Move(moves::Move),
    /// Asks the citizen for something: corrections, papers.
    Ask(moves::Ask),
    /// Deletes everything personal of one, where the law allows it. The log stays.
    Erase(moves::Erase),
    /// Writes those that changed since a day, with every step.
    Export(export::Options),
}

/// Does it. 1: not possible; the reason is printed.
pub fn run(options: &Options) -> ExitCode {
    carry_out_quietly(answer(options))
}

async fn answer(options: &Options) -> Result<(), String> {
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
    async fn look(&self, store: &Store, at: &Moment) -> Result<Held, String> {
        let held = find(store, &self.case).await?;
        let mut writing = store.write().await.map_err(said)?;
        writing.look(held.id, at.now, &self.actor);
        writing.commit().await.map_err(said)?;
        Ok(held)
    }
}

async fn find(store: &Store, case: &str) -> Result<Held, String> {
    let found = match (SubmissionId::parse(case), Reference::parse(case)) {
        (Ok(id), _) => store.submission(id).await,
        (_, Ok(reference)) => store.referred(&reference).await,
        _ => return Err(format!("`{case}` is no reference and no id")),
    };
    found
        .map_err(said)?
        .ok_or_else(|| format!("there is no application {case}"))
}
