//! `case export`: page by page, so that it needs no more memory for a million cases than for one.

use crate::commands::outcome::said;
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_domain::{value::date::Date, value::instant::Instant};
use civil_affairs_store::{CaseRow, Step};
use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};
use std::io::{self, BufWriter, Write};

/// Cases that are read at once.
const PAGE: u32 = 200;
/// Columns of the table: one row for each step.
const COLUMNS: [&str; 12] = [
    "reference",
    "id",
    "service",
    "definition_version",
    "received_at",
    "duplicate_pair",
    "seq",
    "at",
    "state",
    "actor",
    "reason",
    "due",
];

#[derive(Clone, Debug, Args)]
pub(super) struct ExportArgs {
    /// Only those with a step since then: 2026-12-01, or 2026-12-01T09:30:00+08:00.
    #[arg(long, value_parser = moment)]
    since: Instant,
    /// JSON, one object a case; or a table, one row a step.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// With what citizens sent and were told. Each case then counts as looked at. JSON only.
    #[arg(long)]
    content: bool,
    /// Who looks.
    #[arg(long, default_value = "bureau")]
    actor: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
    Csv,
}

/// A moment, or the beginning of a day.
fn moment(text: &str) -> Result<Instant, String> {
    let day = Date::parse(text).ok();
    day.and_then(|day| Instant::at(day, 0))
        .or_else(|| Instant::parse(text).ok())
        .ok_or_else(|| "wants 2026-12-01 or 2026-12-01T09:30:00+08:00".to_owned())
}

pub(super) async fn run(intake: &Intake, at: &Moment, options: &ExportArgs) -> Result<(), String> {
    let ExportArgs {
        format, content, ..
    } = *options;
    if content && format == Format::Csv {
        return Err("what citizens sent does not fit in a table: use --format jsonl".to_owned());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if format == Format::Csv {
        row(&mut out, COLUMNS.map(str::to_owned)).map_err(said)?;
    }
    let mut after = None;
    loop {
        // Whatever changes from now on belongs to the next export.
        let page = intake.store.changed(options.since, at.now, after, PAGE);
        let (cases, mark) = page.await.map_err(said)?;
        let Some(mark) = mark else { break };
        after = Some(mark);
        if content {
            let mut tx = intake.store.write().await.map_err(said)?;
            for case in &cases {
                tx.log_access(case.id, at.now, &options.actor);
            }
            tx.commit().await.map_err(said)?;
        }
        for case in cases {
            one(intake, options, &case, &mut out).await?;
        }
    }
    out.flush().map_err(said)
}

async fn one(
    intake: &Intake,
    options: &ExportArgs,
    case: &CaseRow,
    out: &mut impl Write,
) -> Result<(), String> {
    let store = &intake.store;
    let steps = store.steps(case.id, 0).await.map_err(said)?;
    let booking = store.booking(case.id).await.map_err(said)?;
    let duplicate = booking.is_some_and(|booking| booking.is_duplicate());
    if options.format == Format::Csv {
        for step in &steps {
            row(out, cells(case, duplicate, step)).map_err(said)?;
        }
        return Ok(());
    }
    let events = steps.iter().map(|step| {
        let mut event = json!({
            "seq": step.seq, "at": step.at, "state": step.state, "actor": step.actor, "reason": step.reason,
            "due": step.due,
        });
        if options.content {
            put(&mut event, "told", json!(step.told));
        }
        event
    });
    let mut exported = json!({
        "reference": case.reference,
        "id": case.id,
        "service": case.service,
        "definition_version": case.definition_version,
        "received_at": case.received_at,
        "state": case.state,
        "due_at": case.due_at,
        "answer_due": case.answer_due,
        "erased_at": case.erased_at,
        "duplicate_pair": duplicate,
        "events": events.collect::<Vec<_>>(),
    });
    if options.content {
        let body = store.body(case.id).await.map_err(said)?;
        let body: Option<Json> = body.and_then(|body| serde_json::from_slice(&body).ok());
        put(&mut exported, "submission", json!(body));
    }
    writeln!(out, "{exported}").map_err(said)
}

fn put(object: &mut Json, key: &str, value: Json) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn cells(case: &CaseRow, duplicate: bool, step: &Step) -> [String; COLUMNS.len()] {
    [
        case.reference.to_string(),
        case.id.to_string(),
        case.service.clone(),
        case.definition_version.clone(),
        case.received_at.to_string(),
        duplicate.to_string(),
        step.seq.to_string(),
        step.at.to_string(),
        step.state.clone(),
        step.actor.clone(),
        step.reason.clone().unwrap_or_default(),
        step.due.map_or_else(String::new, |due| due.to_string()),
    ]
}

/// One row (RFC 4180).
fn row(out: &mut impl Write, cells: [String; COLUMNS.len()]) -> io::Result<()> {
    let cells = cells.map(|cell| quoted(&cell));
    write!(out, "{}\r\n", cells.join(","))
}

/// A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe in front.
fn quoted(cell: &str) -> String {
    let first = cell.trim_start_matches(' ').chars().next();
    let formula = first.is_some_and(|first| {
        matches!(
            first,
            '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
        )
    });
    let mark = if formula { "'" } else { "" };
    format!("\"{mark}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_quotes_stay_inside() {
        for (cell, written) in [
            ("submitted", "\"submitted\""),
            ("=1+1", "\"'=1+1\""),
            (" @SUM(A1)", "\"' @SUM(A1)\""),
            ("-2", "\"'-2\""),
            ("\t=1", "\"'\t=1\""),
            ("a\",=\"b", "\"a\"\",=\"\"b\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn a_day_means_its_beginning() {
        let day = moment("2026-12-01").unwrap();
        assert_eq!(day.to_string(), "2026-12-01T00:00:00+08:00");
        assert_eq!(
            moment("2026-12-01T09:30:00+08:00").unwrap().date(),
            day.date()
        );
        assert!(moment("yesterday").is_err());
    }
}
