//! `cargo xtask bench`: measures the server, and the app in a real browser, and writes `BENCHMARKS.md`. It measures, tests
//! judge.

use crate::{
    dist,
    journeys::Journeys,
    process::{cargo, root},
    proof,
    web_app::WebApp,
};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use std::{
    fs,
    process::{Command, ExitCode, Stdio},
};

const FILE: &str = "BENCHMARKS.md";

/// What to measure.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Only this; what was measured of the other stays in the file.
    #[arg(long)]
    only: Option<Part>,
}

/// A program that measures, and its chapter of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The app, in a real browser.
    App,
    /// The server, without a browser.
    Server,
}

impl Part {
    const ALL: [Part; 2] = [Part::App, Part::Server];

    fn heading(self) -> &'static str {
        match self {
            Part::App => "The app",
            Part::Server => "The server",
        }
    }

    fn measure(self) -> Result<String> {
        match self {
            Part::App => app(),
            Part::Server => said_by(&mut cargo(&[
                "bench",
                "--quiet",
                "--locked",
                "--package",
                "civil-affairs-server",
                "--bench",
                "intake",
            ])),
        }
    }
}

/// Measures, prints, writes the file.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let old = fs::read_to_string(root().join(FILE)).unwrap_or_default();
    let mut text = format!(
        "# Benchmarks\n\nWritten by `cargo xtask bench`. {}.\n",
        proof::machine()
    );
    for part in Part::ALL {
        let measured = match options.only {
            Some(only) if only != part => chapter(&old, part.heading()).to_owned(),
            _ => part.measure()?,
        };
        if !measured.trim().is_empty() {
            text += &format!("\n## {}\n\n{}\n", part.heading(), measured.trim());
        }
    }
    print!("{text}");
    fs::write(root().join(FILE), text).with_context(|| format!("cannot write {FILE}"))?;
    Ok(ExitCode::SUCCESS)
}

/// What stands under a heading.
fn chapter<'a>(text: &'a str, heading: &str) -> &'a str {
    let begin = format!("\n## {heading}\n");
    let rest = text.split_once(&begin).map_or("", |(_, rest)| rest);
    rest.split_once("\n## ").map_or(rest, |(own, _)| own)
}

fn app() -> Result<String> {
    let journeys = Journeys::ready()?;
    dist::budgets(WebApp::Citizen, &journeys.dist)?;
    let mut measure = cargo(&["run", "--quiet", "--locked", "--release"]);
    measure.args([
        "--package",
        "civil-affairs-journeys",
        "--example",
        "measure",
    ]);
    journeys.tell(&mut measure);
    let measured = said_by(&mut measure)?;
    let weights = dist::budget_table(WebApp::Citizen, &journeys.dist)?;
    Ok(format!(
        "{measured}\n### What a first visit weighs\n\n{weights}"
    ))
}

/// What a program that measures prints.
fn said_by(program: &mut Command) -> Result<String> {
    let output = program
        .stdout(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .context("cannot measure")?;
    if !output.status.success() {
        bail!("measuring failed");
    }
    String::from_utf8(output.stdout).context("the table is no text")
}

#[cfg(test)]
mod tests {
    use super::chapter;

    #[test]
    fn a_chapter_is_found_by_its_heading_with_all_that_is_below() {
        let text = "# B\n\n## The app\n\na\n\n### More\n\nb\n\n## The server\n\nc\n";
        assert_eq!(chapter(text, "The app").trim(), "a\n\n### More\n\nb");
        assert_eq!(chapter(text, "The server").trim(), "c");
        assert_eq!(chapter(text, "Another"), "");
    }
}
