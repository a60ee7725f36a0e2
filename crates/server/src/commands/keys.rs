//! `civil-affairs keys`: the keys that sign receipts.

use crate::commands::outcome::said;
use crate::{clock, commands::outcome::carry_out};
use civil_affairs_cases::Keys;
use civil_affairs_store::{SigningKey, Store};
use clap::{Args, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// What to do with them.
#[derive(Clone, Debug, Args)]
pub struct KeysArgs {
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
    /// Lists them by name, the one that signs first.
    List,
    /// Puts a new one in force. The others stay published, and receipts they signed stay valid; their private halves
    /// are forgotten. A server that runs takes the new one up on SIGHUP.
    Rotate,
}

/// Does it.
pub fn run(options: &KeysArgs) -> ExitCode {
    carry_out(answer(options))
}

async fn answer(options: &KeysArgs) -> Result<String, String> {
    if !options.data.is_dir() {
        return Err(format!("{}: no such folder", options.data.display()));
    }
    let now = clock::now().map_err(said)?;
    let seed = clock::seed().map_err(said)?;
    let store = Store::open(&options.data).await.map_err(said)?;
    let answer = match options.command {
        Command::List => list(&store).await,
        Command::Rotate => {
            let kid = Keys::rotate(&store, now, seed).await;
            kid.map_err(said).map(|kid| {
                let reload = "kill -HUP, or systemctl reload civil-affairs";
                format!("{kid} signs from now on; tell servers that run: {reload}")
            })
        }
    };
    store.close().await;
    answer
}

async fn list(store: &Store) -> Result<String, String> {
    let keys = store.signing_keys().await.map_err(said)?;
    let line = |key: &SigningKey| {
        let until = key.ended_at.map(|ended| ended.to_string());
        let until = until.map_or("signs".to_owned(), |ended| format!("until {ended}"));
        format!("{}  since {}  {until}", key.kid, key.begun_at)
    };
    Ok(keys.iter().map(line).collect::<Vec<_>>().join("\n"))
}
