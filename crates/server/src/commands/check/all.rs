//! Runs every worked case, so that an officer sees what a change of rules changes.

use civil_affairs_definitions::Compiled;
use civil_affairs_domain::value::date::Date;
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
    let (mut passed, mut failed, mut screen) = (0, 0, 0);
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
            match case.run(service, &catalogue.policy, day, set) {
                Ok(mismatches) if mismatches.is_empty() => passed += 1,
                Ok(mismatches) => {
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
    println!("worked cases: {passed} passed, {failed} failed, {screen} on the screen only");
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
