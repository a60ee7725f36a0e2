//! `civil-affairs reload`: checks changed data files, tells what changes and whom it touches, and only then asks the
//! running server to take them over.

use crate::{
    clock,
    commands::{
        check,
        outcome::{carry_out, said as shown},
    },
    config::Folders,
};
use civil_affairs_definitions::{Compiled, changes, load, no_longer_open};
use civil_affairs_domain::{
    form::catalogue::Catalogue, form::policy::Policy, rules::grid::OFFICES, value::date::Date,
};
use civil_affairs_store::Store;
use clap::Args;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, ExitCode},
};

/// Days ahead for which appointments are looked at.
const AHEAD: i64 = 400;

/// What to reload, and which server to ask.
#[derive(Clone, Debug, Args)]
pub struct ReloadArgs {
    /// Folder of the database of the running server.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    data: PathBuf,
    /// Number of the server's process, which is then asked by SIGHUP. Left out, nothing is put in force.
    #[arg(long)]
    pid: Option<u32>,
    /// Asks the server although worked cases come out otherwise.
    #[arg(long)]
    anyway: bool,
    #[command(flatten)]
    folders: Folders,
}

/// 1: a worked case comes out wrong, or the server cannot be asked. 2: the files have mistakes.
#[expect(
    clippy::print_stderr,
    reason = "a command line tool tells there why it did nothing"
)]
pub fn run(options: &ReloadArgs) -> ExitCode {
    let compiled = match load(&options.folders.services, &options.folders.policy) {
        Ok(compiled) => compiled,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::from(2);
        }
    };
    match check::cases(&compiled) {
        Ok(true) => {}
        Ok(false) if options.anyway => {}
        Ok(false) => {
            eprintln!(
                "worked cases come out otherwise: nothing was asked of the server; --anyway asks all the same"
            );
            return ExitCode::FAILURE;
        }
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::from(2);
        }
    }
    carry_out(told(options, &compiled))
}

/// What changes and whom it touches; at the end the server is asked.
async fn told(options: &ReloadArgs, compiled: &Compiled) -> Result<String, String> {
    let store = Store::open(&options.data).await.map_err(shown)?;
    let told = differences(&store, compiled).await;
    store.close().await;
    let mut lines = told?;
    lines.push(match options.pid {
        None => {
            "Sound. To put it in force: systemctl reload civil-affairs, or this command with --pid."
                .to_owned()
        }
        Some(pid) => {
            let asked = Command::new("kill")
                .arg("-HUP")
                .arg(pid.to_string())
                .status();
            if !asked.map_err(shown)?.success() {
                return Err(format!(
                    "{}\nno process {pid} could be asked",
                    lines.join("\n")
                ));
            }
            let who = std::env::var("SUDO_USER").or_else(|_| std::env::var("USER"));
            let who = who.unwrap_or_else(|_| "somebody".to_owned());
            format!(
                "The server {pid} was asked by {who} to take over {}; its log says whether it did.",
                compiled.digest
            )
        }
    });
    Ok(lines.join("\n"))
}

async fn differences(store: &Store, compiled: &Compiled) -> Result<Vec<String>, String> {
    let Some(digest) = store.catalogue_in_force().await.map_err(shown)? else {
        return Ok(vec!["No catalogue is in force yet.".to_owned()]);
    };
    if digest == compiled.digest {
        return Ok(vec!["Nothing changes.".to_owned()]);
    }
    let json = store.catalogue(&digest).await.map_err(shown)?;
    let before = Catalogue::from_json(&json.unwrap_or_default()).map_err(shown)?;
    let mut lines = changes(&before, &compiled.catalogue);
    lines.extend(touched(store, &before, &compiled.catalogue).await?);
    Ok(lines)
}

/// Booked days that are no longer open, with the number of appointments on them.
async fn touched(
    store: &Store,
    before: &Catalogue,
    after: &Catalogue,
) -> Result<Vec<String>, String> {
    let today = clock::now().map_err(shown)?.date();
    let last = today.add_days(AHEAD).ok_or("no such day")?;
    let mut booked: BTreeMap<Date, u32> = BTreeMap::new();
    for office in offices(&before.policy) {
        for ((day, _), count) in store.taken(office, today, last).await.map_err(shown)? {
            *booked.entry(day).or_default() += count;
        }
    }
    let days: Vec<Date> = booked.keys().copied().collect();
    let books = after.services.iter().find(|one| one.booking.is_some());
    let Some(service) = books else {
        return Ok(Vec::new());
    };
    let closed = no_longer_open(&before.policy, &after.policy, service, today, &days);
    Ok(closed
        .into_iter()
        .map(|day| {
            let count = booked.get(&day).copied().unwrap_or_default();
            format!("{day}: closed now, and {count} appointments are booked: their citizens have to be told")
        })
        .collect())
}

fn offices(policy: &Policy) -> impl Iterator<Item = &str> {
    let list = policy.list(OFFICES);
    let items = list.into_iter().flat_map(|list| &list.items);
    items.map(|item| item.code.as_str())
}
