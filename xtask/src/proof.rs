//! Long proofs: runs by seed that go on where they stopped, and write down what they have shown.
//!
//! A proof is a file `docs/proofs/NAME.json`. It is written after every part of its seeds, so that an end in between
//! loses one part only. The next run of the same seeds on the same sources goes on behind it.

use crate::process::{self, root};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// Where the proofs stand.
const FOLDER: &str = "docs/proofs";

/// What a proof has shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proof {
    /// The command that makes it.
    command: String,
    /// The last commit that changed more than documents.
    commit: String,
    /// The first seed, and the one behind the last.
    seeds: Range<u64>,
    /// Every seed before this one was tried.
    next: u64,
    /// What it was run on.
    machine: String,
    /// How long it took, seconds.
    seconds: u64,
    /// Whether nothing was found.
    passed: bool,
    /// What was counted.
    counted: BTreeMap<String, u64>,
    /// What was found.
    findings: Vec<String>,
}

/// What one part of the seeds came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProofPart {
    /// What was counted, by its name.
    pub(crate) counted: BTreeMap<String, u64>,
    /// What was found; a proof fails with one.
    pub(crate) findings: Vec<String>,
}

/// What is to be proven.
pub(crate) struct ProofPlan<'a> {
    /// Name of the file, without its ending.
    pub(crate) name: &'a str,
    /// The command that proves it.
    pub(crate) command: String,
    /// All seeds.
    pub(crate) seeds: Range<u64>,
    /// So many are tried before the file is written.
    pub(crate) part: u64,
}

impl ProofPlan<'_> {
    /// Tries every seed that was not tried yet. `try_part` gets the seeds of one part.
    ///
    /// Fails before it begins where sources are not committed: a proof names the commit it holds for.
    pub(crate) fn run(
        &self,
        mut try_part: impl FnMut(Range<u64>) -> Result<ProofPart>,
    ) -> Result<ExitCode> {
        if !self
            .name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            || self.name.is_empty()
        {
            bail!(
                "`{}`: a proof is named by small letters and dashes",
                self.name
            );
        }
        let file = root().join(FOLDER).join(format!("{}.json", self.name));
        let mut proof = self.begun(&file, &commit()?);
        while proof.next < proof.seeds.end {
            let end = proof
                .seeds
                .end
                .min(proof.next.saturating_add(self.part.max(1)));
            let begun = Instant::now();
            let part = try_part(proof.next..end)?;
            proof.add(end, &part, begun.elapsed().as_secs());
            write(&file, &proof)?;
            println!(
                "{}: seeds {} to {} of {}, {}",
                self.name,
                proof.seeds.start,
                proof.next,
                proof.seeds.end,
                proof.verdict()
            );
        }
        println!("{} is in {FOLDER}: {}", self.name, proof.verdict());
        Ok(if proof.passed {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// The proof as it was left, if it is this one, of these sources; else a new one.
    fn begun(&self, file: &Path, commit: &str) -> Proof {
        let left = fs::read_to_string(file)
            .ok()
            .and_then(|text| serde_json::from_str::<Proof>(&text).ok());
        let left = left.filter(|left| {
            left.seeds == self.seeds && left.commit == commit && left.command == self.command
        });
        left.unwrap_or_else(|| Proof {
            command: self.command.clone(),
            commit: commit.to_owned(),
            seeds: self.seeds.clone(),
            next: self.seeds.start,
            machine: machine(),
            seconds: 0,
            passed: true,
            counted: BTreeMap::new(),
            findings: Vec::new(),
        })
    }
}

impl Proof {
    fn add(&mut self, end: u64, part: &ProofPart, seconds: u64) {
        self.next = end;
        self.seconds += seconds;
        self.passed &= part.findings.is_empty();
        for (name, count) in &part.counted {
            *self.counted.entry(name.clone()).or_default() += count;
        }
        self.findings.extend(part.findings.iter().cloned());
    }

    fn verdict(&self) -> String {
        match self.findings.len() {
            0 => "nothing found".to_owned(),
            count => format!("{count} findings"),
        }
    }
}

/// Reads a range of seeds: `0..10000`, or a number for so many from 0 on.
pub(crate) fn seeds(text: &str) -> Result<Range<u64>, String> {
    let number = |text: &str| {
        text.parse::<u64>()
            .map_err(|_| format!("`{text}` is no number"))
    };
    let range = match text.split_once("..") {
        Some((first, end)) => number(first)?..number(end)?,
        None => 0..number(text)?,
    };
    if range.is_empty() {
        return Err(format!("`{text}` has no seeds"));
    }
    Ok(range)
}

/// The last commit that changed more than documents, when nothing else has changed since.
fn commit() -> Result<String> {
    let git = |arguments: &[&str]| {
        let mut all = vec!["-C", env!("CARGO_MANIFEST_DIR")];
        all.extend(arguments);
        process::output(Path::new("git"), &all)
            .context("git does not answer: a proof names its commit")
    };
    let sources = ["--", ":/", ":(top,exclude)docs"];
    let changed = git(&[&["status", "--porcelain"], &sources[..]].concat())?;
    if !changed.trim().is_empty() {
        bail!(
            "commit first: a proof names the commit it holds for, and these files differ from it:\n{changed}"
        );
    }
    let commit = git(&[&["log", "-1", "--format=%H"], &sources[..]].concat())?;
    Ok(commit.trim().to_owned())
}

/// Writes beside its place and moves it there: an end in between leaves the older one.
fn write(file: &Path, proof: &Proof) -> Result<()> {
    let folder = root().join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let partial: PathBuf = file.with_extension("partial");
    fs::write(&partial, serde_json::to_string_pretty(proof)? + "\n")?;
    fs::rename(&partial, file).with_context(|| file.display().to_string())
}

/// What numbers were taken on.
pub(crate) fn machine() -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_a_range_or_a_number() {
        assert_eq!(seeds("5..9"), Ok(5..9));
        assert_eq!(seeds("2000"), Ok(0..2000));
        for wrong in ["", "a..b", "9..5", "0", "5..5", "-1"] {
            assert!(seeds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_proof_goes_on_where_it_stopped_and_begins_anew_for_other_sources() {
        let plan = ProofPlan {
            name: "a",
            command: "a".to_owned(),
            seeds: 0..10,
            part: 4,
        };
        let file =
            std::env::temp_dir().join(format!("civil-affairs-proof-{}.json", std::process::id()));
        let mut proof = plan.begun(&file, "one");
        let counted = BTreeMap::from([("worlds".to_owned(), 4)]);
        proof.add(
            4,
            &ProofPart {
                counted,
                findings: Vec::new(),
            },
            3,
        );
        fs::write(&file, serde_json::to_string(&proof).unwrap()).unwrap();
        let again = plan.begun(&file, "one");
        let other = plan.begun(&file, "two");
        let longer = ProofPlan {
            seeds: 0..20,
            ..plan
        }
        .begun(&file, "one");
        fs::remove_file(&file).unwrap();
        assert_eq!((again.next, again.counted.get("worlds")), (4, Some(&4)));
        assert_eq!((other.next, longer.next), (0, 0));
    }

    #[test]
    fn one_finding_fails_the_whole_proof() {
        let plan = ProofPlan {
            name: "a",
            command: "a".to_owned(),
            seeds: 0..2,
            part: 1,
        };
        let mut proof = plan.begun(Path::new("nowhere"), "one");
        let findings = vec!["seed 0: lost".to_owned()];
        proof.add(
            1,
            &ProofPart {
                findings,
                ..ProofPart::default()
            },
            0,
        );
        proof.add(2, &ProofPart::default(), 0);
        assert!(!proof.passed);
    }
}
