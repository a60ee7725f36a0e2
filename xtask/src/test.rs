//! `cargo xtask test`: every check there is. Its last line is the count.

use crate::{
    app,
    background::Background,
    browser, check,
    count::Count,
    dist, engines,
    journeys::Journeys,
    process::{self, cargo, path_with, root},
    simulate,
    tools::Tools,
    web_app::WebApp,
};
use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use clap::Args;
use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

/// What to run.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Only steps whose name contains this.
    #[arg(long)]
    only: Option<String>,
}

/// Runs the steps; a failing one does not hide the later ones.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let mut bench = Bench {
        only: options.only.clone(),
        total: Count::default(),
    };
    // Only a whole run needs all tools.
    let mut tools = match options.only {
        None => Background::begin()?,
        Some(_) => Background::none(),
    };
    bench.step("format", || {
        passes(&mut cargo(&["fmt", "--all", "--check"]))
    });
    for check in check::ALL {
        bench.step(check.name, || Ok((check.run)(&root())));
    }
    bench.step("clippy", || {
        passes(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]))
    });
    bench.step("native tests", || counted(&mut native_tests()?));
    bench.step("definitions and worked cases", || {
        let server = app::tested_server()?;
        passes(&mut process::command(server, &["check", "--all"]))
    });
    bench.step("two thousand simulated worlds", || {
        passes(&mut simulate::command(&simulate::Options::default())?)
    });
    bench.step("documents of the code", || {
        let mut doc = cargo(&[
            "doc",
            "--quiet",
            "--no-deps",
            "--package",
            "civil-affairs-domain",
            "--all-features",
        ]);
        passes(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    bench.step("tools of the build", || {
        tools.finish().map(|()| Count::of(true))
    });
    bench.step("clippy for browsers", || {
        Tools::for_build()?;
        let mut clippy = cargo(&["clippy", "--locked"]);
        clippy.args(FOR_BROWSERS);
        for app in WebApp::ALL {
            clippy.args(["--package", app.package()]);
        }
        passes(clippy.args([
            "--lib",
            "--tests",
            "--target",
            "wasm32-unknown-unknown",
            "--",
            "-D",
            "warnings",
        ]))
    });
    bench.step("browser unit tests", || {
        let tools = Tools::for_build()?;
        let browser = browser::ready()?;
        let mut tests = cargo(&["test", "--locked", "--no-fail-fast", "--lib"]);
        tests
            .args(FOR_BROWSERS)
            .args(["--package", WebApp::Citizen.package()])
            .args(["--target", "wasm32-unknown-unknown"])
            .env("PATH", path_with(&tools.folders)?)
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        counted(&mut tests)
    });
    bench.step("release build and budgets", || {
        let server = app::tested_server()?;
        for app in WebApp::ALL {
            let dist = app::build(app, &app::Options::default(), &server)?;
            dist::budgets(app, &dist)?;
        }
        Ok(Count::of(true))
    });
    bench.step("journeys in a real browser", || {
        let journeys = Journeys::ready()?;
        let mut tests = workspace_tests();
        tests.args(["--test", JOURNEYS]);
        journeys.tell(&mut tests);
        counted(&mut tests)
    });
    for engine in engines::all() {
        bench.step(&format!("the first journey in {}", engine.name), || {
            if !engine.is_here() {
                println!(
                    "skipped: {} is not here; it wants {}",
                    engine.name, engine.packages
                );
                return Ok(Count::default());
            }
            let journeys = Journeys::ready()?;
            let mut tests = workspace_tests();
            tests.args(["--test", JOURNEYS, "--", "--ignored", engine.journeys]);
            journeys.tell(&mut tests);
            engine.tell(&mut tests);
            counted(&mut tests)
        });
    }
    let Count { passed, failed } = bench.total;
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The test program of the browser journeys.
const JOURNEYS: &str = "journeys";

/// The crates below the apps that run in a browser only.
const FOR_BROWSERS: [&str; 4] = [
    "--package",
    "civil-affairs-client",
    "--package",
    "civil-affairs-ui",
];

/// Tests of the whole workspace, to be narrowed to some targets: so they share what clippy has compiled.
fn workspace_tests() -> Command {
    cargo(&["test", "--locked", "--workspace", "--no-fail-fast"])
}

/// Every test program but the journeys.
pub(crate) fn native_tests() -> Result<Command> {
    let metadata = MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .context("cargo metadata")?;
    let mut tests = workspace_tests();
    tests.args(["--lib", "--bins"]);
    let targets = metadata
        .packages
        .iter()
        .flat_map(|package| &package.targets);
    for target in targets.filter(|target| target.is_test() && target.name != JOURNEYS) {
        tests.args(["--test", &target.name]);
    }
    tests.args(["--", "--quiet"]);
    Ok(tests)
}

struct Bench {
    only: Option<String>,
    total: Count,
}

impl Bench {
    fn step(&mut self, name: &str, run: impl FnOnce() -> Result<Count>) {
        if self
            .only
            .as_ref()
            .is_some_and(|only| !name.contains(only.as_str()))
        {
            return;
        }
        println!("\n== {name}");
        let begun = Instant::now();
        let count = run().unwrap_or_else(|error| {
            println!("{error:#}");
            Count::of(false)
        });
        let seconds = begun.elapsed().as_secs();
        println!(
            "== {name}: {} passed, {} failed, {seconds} s",
            count.passed, count.failed
        );
        self.total.passed += count.passed;
        self.total.failed += count.failed;
    }
}

/// One check that passes or fails as a whole.
fn passes(command: &mut Command) -> Result<Count> {
    process::run(command).map(|()| Count::of(true))
}

/// Tests that count themselves: their `test result:` lines are added up. A run that fails without a failed test,
/// or ends without any result, is a failure too.
pub(crate) fn counted(command: &mut Command) -> Result<Count> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the tests")?;
    let output = child.stdout.take().context("no output")?;
    let mut count = Count::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(one) = result(&line) {
            count.passed += one.passed;
            count.failed += one.failed;
        }
    }
    let status = child.wait()?;
    if (!status.success() && count.failed == 0) || count == Count::default() {
        count.failed += 1;
    }
    Ok(count)
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn result(line: &str) -> Option<Count> {
    let (_, rest) = line.split_once("test result:")?;
    let number = |word: &str| {
        let (before, _) = rest.split_once(word)?;
        before
            .split([' ', '.', ';'])
            .rfind(|part| !part.is_empty())?
            .parse()
            .ok()
    };
    Some(Count {
        passed: number(" passed")?,
        failed: number(" failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_read_and_others_are_not() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            result(line),
            Some(Count {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(result("test something ... ok"), None);
    }
}
