//! `cargo xtask properties`: every property and every hostile input in ten thousand cases, seed by seed. A test run tries
//! fewer cases of each.

use crate::{
    proof::{self, ProofPart, ProofPlan},
    test,
};
use anyhow::Result;
use clap::Args;
use std::{collections::BTreeMap, ops::Range, process::ExitCode};

/// Which cases.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Which seeds: `0..4`, or how many. Each draws all its cases anew.
    #[arg(long, default_value = "1", value_parser = proof::seeds)]
    seeds: Range<u64>,
    /// Cases of each property for each seed.
    #[arg(long, default_value_t = 10_000)]
    cases: u32,
    /// Name of the file below `docs/proofs`.
    #[arg(long, value_name = "NAME", default_value = "properties")]
    proof: String,
}

/// Runs every native test for each seed, writes down what came of it, and goes on where the last such run stopped.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let Options {
        seeds,
        cases,
        proof: name,
    } = options.clone();
    let plan = ProofPlan {
        name: &name,
        command: format!(
            "cargo xtask properties --seeds {}..{} --cases {cases} --proof {name}",
            seeds.start, seeds.end
        ),
        seeds,
        part: 1,
    };
    plan.run(|seeds| {
        let mut tests = test::native_tests()?;
        tests
            .env("PROPTEST_CASES", cases.to_string())
            .env("PROPTEST_RNG_SEED", seeds.start.to_string());
        let count = test::counted(&mut tests)?;
        let mut part = ProofPart {
            counted: BTreeMap::from([("tests passed".to_owned(), count.passed)]),
            ..ProofPart::default()
        };
        if count.failed > 0 {
            part.findings.push(format!(
                "seed {}: {} tests failed",
                seeds.start, count.failed
            ));
        }
        Ok(part)
    })
}
