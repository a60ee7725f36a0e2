//! `cargo xtask bench`: measures the app in a real browser and writes `BENCHMARKS.md`. It measures, tests judge.

use crate::{
    dist,
    journeys::Journeys,
    process::{cargo, root},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    process::{ExitCode, Stdio},
};

const FILE: &str = "BENCHMARKS.md";

/// Measures, prints, writes the file.
pub(crate) fn run() -> Result<ExitCode> {
    let journeys = Journeys::ready()?;
    dist::budgets(&journeys.dist)?;
    let mut measure = cargo(&["run", "--quiet", "--locked", "--release"]);
    measure.args([
        "--package",
        "civil-affairs-journeys",
        "--example",
        "measure",
    ]);
    journeys.tell(&mut measure);
    let output = measure
        .stdout(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .context("cannot measure")?;
    if !output.status.success() {
        bail!("measuring failed");
    }
    let measured = String::from_utf8(output.stdout).context("the table is no text")?;
    let text = format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench`. {}.\n\n{measured}\n## What a first visit weighs\n\n{}",
        machine(),
        dist::budget_table(&journeys.dist)?
    );
    print!("{text}");
    fs::write(root().join(FILE), text).with_context(|| format!("cannot write {FILE}"))?;
    Ok(ExitCode::SUCCESS)
}

/// What the numbers were taken on.
fn machine() -> String {
    let line = |file: &str, name: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let found = text.lines().find(|line| line.starts_with(name));
        found
            .and_then(|line| line.split_once([':', '=']))
            .map_or_else(
                || "unknown".to_owned(),
                |(_, value)| value.trim().trim_matches('"').to_owned(),
            )
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "{cores} cores of {}, {} of memory, {}",
        line("/proc/cpuinfo", "model name"),
        line("/proc/meminfo", "MemTotal"),
        line("/etc/os-release", "PRETTY_NAME"),
    )
}
