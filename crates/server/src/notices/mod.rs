//! `civil-affairs notices`: what citizens have to be told, for a channel that reaches them.
//!
//! A notice names the matter by its reference and its service, and says which state was reached and until when
//! something is wanted: never who it is, and of an emergency never its cause (temporary-assistance.md §9).

mod line;
mod webhook;

pub use line::Line;
pub use webhook::{Hook, HookError, NotDelivered};

use crate::{
    case::{now, open, told},
    intake::Intake,
};
use clap::Args;
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

/// Notices that are read at once.
const PAGE: u32 = 100;
/// How often it is looked for new ones.
const LOOK: Duration = Duration::from_secs(1);

/// What to do.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Only those after this number.
    #[arg(long, default_value_t = 0, conflicts_with = "webhook")]
    since: i64,
    /// Go on as they come.
    #[arg(long)]
    follow: bool,
    /// With the mobile number to be told at. Each case then counts as looked at.
    #[arg(long)]
    contact: bool,
    /// Deliver them there instead of writing them: those that nobody has taken yet, each at least once, in order.
    #[arg(long, requires = "webhook_secret")]
    webhook: Option<String>,
    /// File with the secret by which the receiver knows that they come from here.
    #[arg(long, value_name = "FILE")]
    webhook_secret: Option<PathBuf>,
    /// File with the certificate of the authority that the receiver's own certificate comes from (PEM), for https.
    #[arg(long, value_name = "FILE")]
    webhook_ca: Option<PathBuf>,
    /// Folder of the database.
    #[arg(long, env = "CIVIL_AFFAIRS_DATA", default_value = "data")]
    data: PathBuf,
}

/// Does it. 1: not possible; the reason is printed.
pub fn run(options: &Options) -> ExitCode {
    crate::command::carry_out_quietly(answer(options))
}

async fn answer(options: &Options) -> Result<(), String> {
    let hook = match &options.webhook {
        Some(address) => Some(hook(options, address)?),
        None => None,
    };
    let (intake, _) = open(&options.data).await?;
    let done = match hook {
        Some(hook) => deliver(&intake, options, &hook).await,
        None => write(&intake, options).await,
    };
    intake.store.close().await;
    done
}

fn hook(options: &Options, address: &str) -> Result<Hook, String> {
    let file = options.webhook_secret.as_ref();
    let file = file.ok_or("--webhook-secret names no file")?;
    let secret = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let hook = Hook::new(address, &secret, options.webhook_ca.as_deref()).map_err(told)?;
    if options.contact && !hook.is_private() {
        return Err("numbers go out over https, or to this machine alone".to_owned());
    }
    Ok(hook)
}

/// Writes them as lines.
async fn write(intake: &Intake, options: &Options) -> Result<(), String> {
    let mut since = options.since;
    loop {
        let page = intake.store.notices(since, PAGE).await.map_err(told)?;
        if page.is_empty() {
            if !options.follow {
                return Ok(());
            }
            tokio::time::sleep(LOOK).await;
        }
        for posted in page {
            since = posted.seq;
            let line = Line::of(intake, &now()?, &posted, options.contact).await?;
            let line = serde_json::to_string(&line).map_err(told)?;
            let mut out = io::stdout().lock();
            writeln!(out, "{line}").map_err(told)?;
            out.flush().map_err(told)?;
        }
    }
}

/// Delivers them, one after the other: the next one waits until the one before is taken.
#[expect(
    clippy::print_stderr,
    reason = "the operator reads there why it is not delivered yet"
)]
async fn deliver(intake: &Intake, options: &Options, hook: &Hook) -> Result<(), String> {
    let pace = Pace::default();
    loop {
        let told_so = |problem: &NotDelivered| eprintln!("{problem}");
        let tries = if options.follow {
            None
        } else {
            Some(pace.tries)
        };
        let sent = drain(intake, hook, options.contact, pace, tries, told_so).await?;
        if !options.follow {
            return Ok(());
        }
        if sent == 0 {
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// How soon it is tried again.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// After the first failure; then twice as long each time.
    pub first: Duration,
    /// Never longer than this.
    pub most: Duration,
    /// How often one notice is tried by somebody who does not follow.
    pub tries: u32,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            first: Duration::from_secs(1),
            most: Duration::from_secs(300),
            tries: 5,
        }
    }
}

impl Pace {
    /// How long to wait after so many failures in a row.
    fn after(self, failures: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(20));
        self.first.saturating_mul(doubled).min(self.most)
    }
}

/// Delivers what nobody has taken yet, and tells how many that were. Whatever is taken is marked before the next one
/// goes: somebody who dies between the two delivers it once more.
///
/// # Errors
///
/// The database; or, with `tries`, a notice that was not taken so often. It stays the first one.
pub async fn drain(
    intake: &Intake,
    hook: &Hook,
    contact: bool,
    pace: Pace,
    tries: Option<u32>,
    told_so: impl Fn(&NotDelivered),
) -> Result<u32, String> {
    let mut sent = 0;
    loop {
        let page = intake.store.unsent(PAGE).await.map_err(told)?;
        if page.is_empty() {
            return Ok(sent);
        }
        for posted in page {
            let line = Line::of(intake, &now()?, &posted, contact).await?;
            let body = serde_json::to_string(&line).map_err(told)?;
            let mut failures = 0;
            while let Err(problem) = hook.post(&body, now()?.now).await {
                failures += 1;
                told_so(&problem);
                if tries.is_some_and(|tries| failures >= tries) {
                    return Err(format!("notice {} is not taken", posted.seq));
                }
                tokio::time::sleep(pace.after(failures)).await;
            }
            let mut writing = intake.store.write().await.map_err(told)?;
            writing.sent(posted.seq, now()?.now);
            writing.commit().await.map_err(told)?;
            sent += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_waits_twice_as_long_up_to_a_bound() {
        let pace = Pace::default();
        let seconds = |failures| pace.after(failures).as_secs();
        let waits: Vec<u64> = (1..=5).map(seconds).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16]);
        assert_eq!((seconds(10), seconds(u32::MAX)), (300, 300));
    }
}
