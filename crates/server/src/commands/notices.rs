//! `civil-affairs notices`: what citizens have to be told, for a channel that reaches them.
//!
//! A notice names the matter by its reference and its service, and says which state was reached and until when
//! something is wanted: never who it is, and of an emergency never its cause (temporary-assistance.md §9).

use super::{
    open::open,
    outcome::{carry_out_quietly, said},
};
use crate::clock::moment;
use crate::notices::{DeliveryBackoff, NotDelivered, NoticeLine, Webhook, drain};
use civil_affairs_cases::Intake;
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
pub struct NoticesArgs {
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
pub fn run(options: &NoticesArgs) -> ExitCode {
    carry_out_quietly(answer(options))
}

async fn answer(options: &NoticesArgs) -> Result<(), String> {
    let webhook = match &options.webhook {
        Some(address) => Some(webhook(options, address)?),
        None => None,
    };
    let (intake, _) = open(&options.data).await?;
    let done = match webhook {
        Some(webhook) => deliver(&intake, options, &webhook).await,
        None => write(&intake, options).await,
    };
    intake.store.close().await;
    done
}

fn webhook(options: &NoticesArgs, address: &str) -> Result<Webhook, String> {
    let file = options.webhook_secret.as_ref();
    let file = file.ok_or("--webhook-secret names no file")?;
    let secret = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let webhook = Webhook::new(address, &secret, options.webhook_ca.as_deref()).map_err(said)?;
    if options.contact && !webhook.is_private() {
        return Err("numbers go out over https, or to this machine alone".to_owned());
    }
    Ok(webhook)
}

/// Writes them as lines.
async fn write(intake: &Intake, options: &NoticesArgs) -> Result<(), String> {
    let mut since = options.since;
    loop {
        let page = intake.store.notices(since, PAGE).await.map_err(said)?;
        if page.is_empty() {
            if !options.follow {
                return Ok(());
            }
            tokio::time::sleep(LOOK).await;
        }
        for posted in page {
            since = posted.seq;
            let line =
                NoticeLine::of(intake, &moment().map_err(said)?, &posted, options.contact).await?;
            let line = serde_json::to_string(&line).map_err(said)?;
            let mut out = io::stdout().lock();
            writeln!(out, "{line}").map_err(said)?;
            out.flush().map_err(said)?;
        }
    }
}

/// Delivers them, one after the other: the next one waits until the one before is taken.
#[expect(
    clippy::print_stderr,
    reason = "the operator reads there why it is not delivered yet"
)]
async fn deliver(intake: &Intake, options: &NoticesArgs, webhook: &Webhook) -> Result<(), String> {
    let backoff = DeliveryBackoff::default();
    loop {
        let told_so = |problem: &NotDelivered| eprintln!("{problem}");
        let tries = if options.follow {
            None
        } else {
            Some(backoff.tries)
        };
        let sent = drain(intake, webhook, options.contact, backoff, tries, told_so).await?;
        if !options.follow {
            return Ok(());
        }
        if sent == 0 {
            tokio::time::sleep(LOOK).await;
        }
    }
}
