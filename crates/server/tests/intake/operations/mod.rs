//! The operator's side: settings, limits seen from outside, log, numbers, backups, keys, encryption.

mod backup;
mod clients;
mod deploy;
mod keys;
mod limits;
mod log;
mod metrics;
mod patience;
mod production;
mod settings;
mod tls;

use crate::server::Reply;
use std::process::Output;

/// What a command said, and whether it went well.
fn said(output: &Output) -> (bool, String) {
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// Status and stable word of a refusal.
fn refusal(reply: &Reply) -> (u16, &str) {
    (
        reply.status,
        reply.json["code"].as_str().unwrap_or_default(),
    )
}
