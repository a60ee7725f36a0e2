//! Measures the server as it runs for real: `cargo xtask bench --only server`, or `cargo bench --bench intake`. Prints
//! tables of Markdown. `-- --quick` does a twentieth of everything, to see whether something has changed much.
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

/// Clients at a time, each waiting for its answer.
const CLIENTS: u32 = 32;

/// All clients come from one address and hold one capability.
const UNLIMITED: [&str; 4] = ["--writes-per-address", "0", "--writes-per-submission", "0"];

/// How much is done.
#[derive(Clone, Copy)]
struct Amounts {
    /// Submissions that are sent.
    submissions: u32,
    /// Rows of the bare loop.
    rows: u32,
    /// Submissions that are stored for the second half.
    stored: u32,
    /// Answers of each kind whose times are compared.
    compared: u32,
}

impl Amounts {
    const WHOLE: Amounts = Amounts {
        submissions: 100_000,
        rows: 20_000,
        stored: 1_000_000,
        compared: 4_000,
    };

    fn of_arguments() -> Amounts {
        let whole = Amounts::WHOLE;
        if !std::env::args().any(|argument| argument == "--quick") {
            return whole;
        }
        Amounts {
            submissions: whole.submissions / 20,
            rows: whole.rows / 20,
            stored: whole.stored / 20,
            compared: whole.compared / 20,
        }
    }
}

fn main() {
    let Amounts {
        submissions,
        rows,
        stored,
        compared,
    } = Amounts::of_arguments();
    let model = after_a_fire(&definitions(&[]).catalogue, 0);
    eprintln!("starting with nothing stored");
    let mut server = Server::start_with("bench", &[], &UNLIMITED);
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
        "{rows} rows by a bare loop, {submissions} submissions by {CLIENTS} clients, {rows} rows once more"
    );
    let bare_before = bare::rows_per_second(&model.body, rows);
    let run = load::submit(&server, &model, 1..submissions + 1, CLIENTS);
    let after = megabytes(&server);
    let bare_after = bare::rows_per_second(&model.body, rows);
    let bare = (bare_before + bare_after) / 2.0;
    let rate = f64::from(submissions) / run.seconds;
    let alone = load::submit(&server, &model, submissions + 1..submissions + 3_001, 1);

    println!("| What | median | p95 | p99 | n | Budget |\n|---|--:|--:|--:|--:|---|");
    row(
        &format!("submission, {CLIENTS} clients at a time"),
        &run.samples,
        "",
    );
    row("submission, one client", &alone.samples, "");
    eprintln!("filling up to {stored}");
    server.kill();
    let (first, _) = load::names(1);
    million::fill(
        &server.folder.join("data"),
        first,
        submissions + 3_001..stored + 1,
    );
    let begun = Instant::now();
    server.start_again();
    assert_eq!(server.get("/readyz").status, 200);
    let start = begun.elapsed().as_secs_f64();
    let full = megabytes(&server);
    let looks = load::look(&server, &model, stored, 5_000);
    row(
        &format!("changes since a cursor, {stored} stored"),
        &looks,
        "",
    );
    let statuses = load::status(&server, &model, stored, 50);
    row(
        &format!("state by reference and secret, {stored} stored"),
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
            &format!("{what}, {stored} stored"),
            &load::case(&server, arguments, 20),
            "",
        );
    }
    let more = load::submit(&server, &model, stored + 1..stored + rows + 1, CLIENTS);
    row(
        &format!("submission, {CLIENTS} clients at a time, {stored} stored"),
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
    let second = f64::from(rows) / more.seconds;
    println!("| durable submissions per second, {stored} stored | {second:.0} | |");
    println!("| memory at rest | {rest:.0} MB | ≤ 40 MB |");
    println!("| memory after {submissions} submissions | {after:.0} MB | |");
    println!("| start with {stored} stored, until it answers | {start:.2} s | ≤ 2 s |");
    println!("| memory after that start | {full:.0} MB | |");

    eprintln!("duplicates");
    println!("\n{}", oracle::report(compared));
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
