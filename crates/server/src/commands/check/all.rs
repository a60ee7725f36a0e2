//! Runs every worked case, so that an officer sees what a change of rules changes.

use civil_affairs_definitions::{CaseVerdict, Compiled};
use civil_affairs_domain::{form::catalogue::Catalogue, value::date::Date};
use std::process::ExitCode;

/// Prints each case that comes out differently, then the counts. The definitions themselves are checked by
/// loading them.
#[expect(
    clippy::print_stdout,
    reason = "the result is what this command is for"
)]
pub(super) fn run(
    compiled: &Compiled,
    on: Option<Date>,
    set: &[(String, String)],
) -> Result<ExitCode, String> {
    let catalogue = &compiled.catalogue;
    known(catalogue, set)?;
    for warning in &compiled.warnings {
        println!("{warning}");
    }
    let (mut passed, mut failed, mut screen, mut changed) = (0, 0, 0, 0);
    for file in &compiled.cases {
        let service = catalogue
            .service(&file.service)
            .ok_or_else(|| format!("no service `{}`", file.service))?;
        for case in &file.case {
            if let Some(reason) = &case.screen_only {
                println!("{} {}: on the screen only: {reason}", file.service, case.id);
                screen += 1;
                continue;
            }
            let day = on.or(case.on).unwrap_or(file.on);
            match file.judge(case, service, &catalogue.policy, day, set) {
                Ok(CaseVerdict::Holds) => passed += 1,
                Ok(CaseVerdict::ChangedByParameters(keys)) => {
                    changed += 1;
                    println!(
                        "{} {} ({}): changed by your parameters, not wrong: {}",
                        file.service,
                        case.id,
                        case.about,
                        keys.join(", ")
                    );
                }
                Ok(CaseVerdict::Wrong(mismatches)) => {
                    failed += 1;
                    println!("{} {} ({}):", file.service, case.id, case.about);
                    for one in mismatches {
                        println!(
                            "    {}: wanted {}, found {}",
                            one.what, one.wanted, one.found
                        );
                    }
                }
                Err(reason) => {
                    failed += 1;
                    println!("{} {} ({}): {reason}", file.service, case.id, case.about);
                }
            }
        }
    }
    println!(
        "{} services, catalogue {}: definitions are sound",
        catalogue.services.len(),
        compiled.digest.get(..12).unwrap_or(&compiled.digest)
    );
    println!("read: {}", compiled.files.join(", "));
    println!(
        "worked cases: {passed} passed, {failed} failed, {changed} changed by your parameters, {screen} on the screen only"
    );
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Refuses a parameter that does not exist, or a value that it does not take, once and before anything runs.
fn known(catalogue: &Catalogue, set: &[(String, String)]) -> Result<(), String> {
    // Which keys there are does not depend on the day.
    let day = Date::new(2199, 12, 31).ok_or("no such day")?;
    let mut parameters = catalogue.policy.on(day);
    for (key, value) in set {
        parameters
            .set(key, value)
            .map_err(|error| format!("--set {key}: {error}"))?;
    }
    Ok(())
}
