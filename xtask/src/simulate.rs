//! `cargo xtask simulate`: thousands of worlds in which the real client and the real intake meet every fault.

use crate::{
    app,
    proof::{self, ProofPart},
};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    ops::Range,
    process::{Command, ExitCode, Stdio},
};

/// Which worlds.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Which seeds: `0..10000`, or how many.
    #[arg(long, default_value = "2000", value_parser = proof::seeds)]
    seeds: Range<u64>,
    /// With a number of seeds, the first one. With `--seeds 1` a world plays once more.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Makes a mistake on purpose, which then has to be found.
    #[arg(long = "break", value_name = "NAME", conflicts_with = "proof")]
    mistake: Option<String>,
    /// Tells everything that happens.
    #[arg(long, conflicts_with = "proof")]
    trace: bool,
    /// Writes what was shown into `docs/proofs/NAME.json`, and goes on where the last such run stopped.
    #[arg(long, value_name = "NAME")]
    proof: Option<String>,
}

/// So many worlds are enough that each fault must have happened in them.
const PART: u64 = 2_000;

impl Default for Options {
    fn default() -> Options {
        Options {
            seeds: 0..2_000,
            seed: 0,
            mistake: None,
            trace: false,
            proof: None,
        }
    }
}

impl Options {
    /// The seeds from the first on.
    fn range(&self) -> Range<u64> {
        let first = self.seed;
        self.seeds.start.saturating_add(first)..self.seeds.end.saturating_add(first)
    }
}

/// Runs them. Fails when one of them goes wrong, or too little has happened to prove anything.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    if let Some(name) = &options.proof {
        return prove(name, options.range());
    }
    let status = command(options)?.status().context("cannot simulate")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The program with these options.
pub(crate) fn command(options: &Options) -> Result<Command> {
    let mut command = program(options.range())?;
    if let Some(mistake) = &options.mistake {
        command.args(["--break", mistake]);
    }
    if options.trace {
        command.arg("--trace");
    }
    Ok(command)
}

fn program(seeds: Range<u64>) -> Result<Command> {
    let program = app::tested("worlds", "simulate")?;
    let mut command = crate::process::command(program, &[]);
    command
        .args([
            "--seeds",
            &seeds.end.saturating_sub(seeds.start).to_string(),
        ])
        .args(["--seed", &seeds.start.to_string()]);
    // The log of servers whose disks fail on purpose; what is found goes to the standard output.
    command.stderr(Stdio::null());
    Ok(command)
}

/// The same in parts, each written down.
fn prove(name: &str, seeds: Range<u64>) -> Result<ExitCode> {
    let plan = proof::ProofPlan {
        name,
        command: format!(
            "cargo xtask simulate --seeds {}..{} --proof {name}",
            seeds.start, seeds.end
        ),
        seeds,
        part: PART,
    };
    plan.run(|seeds| {
        let output = program(seeds)?.output().context("cannot simulate")?;
        let printed =
            String::from_utf8(output.stdout).context("the simulation's words are no text")?;
        let mut part = part(&printed);
        if !output.status.success() && part.findings.is_empty() {
            part.findings
                .push("the simulation failed without a word".to_owned());
        }
        Ok(part)
    })
}

/// What the simulation prints: what it counted, and a line for everything it found.
fn part(printed: &str) -> ProofPart {
    let mut part = ProofPart::default();
    for line in printed.lines() {
        if line.starts_with("seed ")
            || line.starts_with("too seldom:")
            || line.starts_with("error:")
        {
            part.findings.push(line.to_owned());
        } else if line.contains(" seeds, ") || line.contains(" lost, ") {
            let counts = line.split(';').next().unwrap_or_default();
            for count in counts.split(", ") {
                if let Some((number, name)) = count.split_once(' ')
                    && let Ok(number) = number.parse()
                {
                    part.counted.insert(name.to_owned(), number);
                }
            }
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_simulation_prints_is_read() {
        let printed = "2000 seeds, 9 steps, 7 submissions\nfaults:\n      5  late\n\
                       1 lost, 0 duplicated, 0 false 已提交, 2 otherwise wrong; longest drain 1.000 s of 60 s\n1.0 s\n\
                       seed 7: lost\n  again: cargo xtask simulate\ntoo seldom: late";
        let part = part(printed);
        assert_eq!(part.findings, ["seed 7: lost", "too seldom: late"]);
        let count = |name: &str| part.counted.get(name).copied();
        assert_eq!(
            (count("seeds"), count("submissions")),
            (Some(2000), Some(7))
        );
        assert_eq!(
            (
                count("lost"),
                count("false 已提交"),
                count("otherwise wrong")
            ),
            (Some(1), Some(0), Some(2))
        );
    }
}
