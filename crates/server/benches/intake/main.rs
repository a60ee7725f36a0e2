//! Measures the server as it runs for real: `cargo xtask bench --only server`, or `cargo bench --bench intake`. Prints
//! tables of Markdown.
//!
//! The server is a process of its own, the clients speak HTTP to it over loopback and wait for each answer. Nothing is
//! asserted: it measures, tests judge.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "its output is the table; what cannot be measured stops it"
)]

mod bare;
#[path = "../../tests/intake/line.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod line;
mod load;
mod million;
mod oracle;
#[path = "../../tests/intake/server.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod server;
mod stats;
#[path = "../../tests/intake/support.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod support;

use server::Server;
use stats::Samples;
use std::time::Instant;
use support::{after_a_fire, definitions};

/// Submissions that are sent.
const SUBMISSIONS: u32 = 100_000;
/// Rows of the bare loop.
const ROWS: u32 = 20_000;
/// Clients at a time, each waiting for its answer.
const CLIENTS: u32 = 32;
/// Submissions that are stored for the second half.
const STORED: u32 = 1_000_000;

fn main() {
    let model = after_a_fire(&definitions(&[]).catalogue, 0);
    eprintln!("starting with nothing stored");
    let mut server = Server::start("bench", &[]);
    for path in [
        "/readyz",
        "/api/v1/keys",
        "/api/v1/catalogue",
        "/api/v1/slots/yiwu",
    ] {
        server.get(path);
    }
    let rest = megabytes(&server);

    eprintln!(
        "{ROWS} rows by a bare loop, {SUBMISSIONS} submissions by {CLIENTS} clients, {ROWS} rows once more"
    );
    let bare_before = bare::rows_per_second(&model.body, ROWS);
    let run = load::submit(&server, &model, 1..SUBMISSIONS + 1, CLIENTS);
    let after = megabytes(&server);
    let bare_after = bare::rows_per_second(&model.body, ROWS);
    let bare = (bare_before + bare_after) / 2.0;
    let rate = f64::from(SUBMISSIONS) / run.seconds;
    let alone = load::submit(&server, &model, SUBMISSIONS + 1..SUBMISSIONS + 3_001, 1);

    println!("| What | median | p95 | p99 | n | Budget |\n|---|--:|--:|--:|--:|---|");
    row(
        &format!("submission, {CLIENTS} clients at a time"),
        &run.samples,
        "",
    );
    row("submission, one client", &alone.samples, "");
    eprintln!("filling up to {STORED}");
    server.kill();
    let (first, _) = load::names(1);
    million::fill(
        &server.folder.join("data"),
        first,
        SUBMISSIONS + 3_001..STORED + 1,
    );
    let begun = Instant::now();
    server.start_again();
    assert_eq!(server.get("/readyz").status, 200);
    let start = begun.elapsed().as_secs_f64();
    let full = megabytes(&server);
    let looks = load::look(&server, &model, STORED, 5_000);
    row(
        &format!("changes since a cursor, {STORED} stored"),
        &looks,
        "",
    );
    let statuses = load::status(&server, &model, STORED, 50);
    row(
        &format!("state by reference and secret, {STORED} stored"),
        &statuses,
        "",
    );
    for (what, arguments) in [
        ("`case list`", &["list"][..]),
        (
            "`case list --state accepted`",
            &["list", "--state", "accepted"],
        ),
    ] {
        row(
            &format!("{what}, {STORED} stored"),
            &load::case(&server, arguments, 20),
            "",
        );
    }
    let more = load::submit(&server, &model, STORED + 1..STORED + 20_001, CLIENTS);
    row(
        &format!("submission, {CLIENTS} clients at a time, {STORED} stored"),
        &more.samples,
        "",
    );
    drop(server);

    println!("\n| What | | Budget |\n|---|--:|---|");
    println!(
        "| durable submissions per second, {CLIENTS} clients | {rate:.0} | ≥ half of the bare loop |"
    );
    println!(
        "| bare insert loop, same pragmas, one commit per row, rows per second | {bare:.0} | |"
    );
    println!("| ratio | {:.2} | ≥ 0.5 |", rate / bare);
    let second = 20_000.0 / more.seconds;
    println!("| durable submissions per second, {STORED} stored | {second:.0} | |");
    println!("| memory at rest | {rest:.0} MB | ≤ 40 MB |");
    println!("| memory after {SUBMISSIONS} submissions | {after:.0} MB | |");
    println!("| start with {STORED} stored, until it answers | {start:.2} s | ≤ 2 s |");
    println!("| memory after that start | {full:.0} MB | |");

    eprintln!("duplicates");
    println!("\n{}", oracle::report());
}

fn row(what: &str, samples: &Samples, budget: &str) {
    let at = |percent| samples.at(percent);
    println!(
        "| {what} | {:.2} ms | {:.2} ms | {:.2} ms | {} | {budget} |",
        at(50),
        at(95),
        at(99),
        samples.len()
    );
}

#[expect(clippy::cast_precision_loss, reason = "a number of megabytes")]
fn megabytes(server: &Server) -> f64 {
    server.memory().0 as f64 / 1_000_000.0
}
