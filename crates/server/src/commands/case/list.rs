//! `case list`.

use crate::commands::outcome::said;
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_store::{CaseRow, Filter};
use clap::Args;
use serde_json::json;

/// The last thing that happened: the citizen has answered, and the office is to look.
const SUPPLEMENTED: &str = "supplemented";

#[derive(Clone, Debug, Args)]
pub(super) struct ListArgs {
    /// Only those of this service.
    #[arg(long)]
    service: Option<String>,
    /// Only those in this state.
    #[arg(long)]
    state: Option<String>,
    /// Only those that are late, the latest of them first.
    #[arg(long)]
    overdue: bool,
    /// At most so many.
    #[arg(long, default_value_t = 100)]
    most: u32,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub(super) async fn run(intake: &Intake, at: &Moment, options: &ListArgs) -> Result<(), String> {
    known(intake, options)?;
    let filter = Filter {
        service: options.service.as_deref(),
        state: options.state.as_deref(),
        overdue: options.overdue.then_some(at.now),
        most: options.most,
    };
    for case in intake.store.list(&filter).await.map_err(said)? {
        let booking = intake.store.booking(case.id).await.map_err(said)?;
        let duplicate = booking.is_some_and(|booking| booking.is_duplicate());
        let reason = intake.store.last_reason(case.id).await.map_err(said)?;
        let supplemented = reason.as_deref() == Some(SUPPLEMENTED);
        let late = case.due_at.is_some_and(|due| due < at.now);
        let line = if options.json {
            json!({
                "id": case.id,
                "reference": case.reference,
                "received_at": case.received_at,
                "service": case.service,
                "state": case.state,
                "due_at": case.due_at,
                "overdue": late,
                "supplemented": supplemented,
                "duplicate_pair": duplicate,
            })
            .to_string()
        } else {
            let marks = [(supplemented, SUPPLEMENTED), (duplicate, "duplicate_pair")];
            shown(&case, late, marks)
        };
        println!("{line}");
    }
    Ok(())
}

fn shown(case: &CaseRow, late: bool, marks: [(bool, &str); 2]) -> String {
    let mut line = format!(
        "{}  {}  {}  {}",
        case.reference, case.received_at, case.service, case.state,
    );
    if let Some(due) = case.due_at {
        let word = if late { "overdue since" } else { "due" };
        line.push_str(&format!("  {word} {}", due));
    }
    for (_, mark) in marks.iter().filter(|(is_marked, _)| *is_marked) {
        line.push_str(&format!("  {mark}"));
    }
    line
}

/// A mistyped name would look like an empty list.
fn known(intake: &Intake, options: &ListArgs) -> Result<(), String> {
    let current = intake.definitions.current();
    let services = || {
        current.services.iter().filter(|service| {
            let wanted = options.service.as_ref();
            wanted.is_none_or(|wanted| service.id == *wanted)
        })
    };
    if let Some(wanted) = &options.service
        && services().next().is_none()
    {
        let there_are: Vec<&str> = current.services.iter().map(|one| one.id.as_str()).collect();
        let there_are = there_are.join(", ");
        return Err(format!("no service `{wanted}`; there are: {there_are}"));
    }
    if let Some(wanted) = &options.state
        && services().all(|service| service.state(wanted).is_none())
    {
        let mut there_are: Vec<&str> = services()
            .flat_map(|service| service.states.iter().map(|state| state.id.as_str()))
            .collect();
        there_are.sort_unstable();
        there_are.dedup();
        let there_are = there_are.join(", ");
        return Err(format!("no state `{wanted}`; there are: {there_are}"));
    }
    Ok(())
}
