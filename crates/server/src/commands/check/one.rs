//! Checks the answers of one case.

use civil_affairs_definitions::Compiled;
use civil_affairs_domain::{
    form::answers::Answers, form::rule_context::RuleContext, rules::report::report,
    rules::validate::validate, value::date::Date,
};
use std::{
    fs,
    io::{self, Read},
    path::Path,
    process::ExitCode,
};

/// A file of answers larger than this is a wrong file.
const LARGEST: u64 = 4_000_000;

/// Prints the report as one JSON object.
#[expect(
    clippy::print_stdout,
    reason = "the report is what this command is for"
)]
pub(super) fn run(
    compiled: &Compiled,
    service: &str,
    file: &Path,
    on: Date,
    set: &[(String, String)],
) -> Result<ExitCode, String> {
    let definition = compiled.catalogue.service(service).ok_or_else(|| {
        let known: Vec<&str> = compiled
            .catalogue
            .services
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        format!("no service `{service}`; there are {}", known.join(", "))
    })?;
    let text = read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let json =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let answers = Answers::from_json(definition, &json)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    let policy = &compiled.catalogue.policy;
    let mut parameters = policy.on(on);
    for (key, value) in set {
        parameters
            .set(key, value)
            .map_err(|error| format!("--set {key}: {error}"))?;
    }
    let setting = RuleContext::with_parameters(definition, policy, parameters, on);
    let report = report(&validate(&setting, &answers));
    let json = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
    println!("{json}");
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    let reader: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(fs::File::open(file)?)
    };
    let read = reader.take(LARGEST + 1).read_to_string(&mut text)?;
    if read as u64 > LARGEST {
        return Err(io::Error::other(format!("larger than {LARGEST} bytes")));
    }
    Ok(text)
}
