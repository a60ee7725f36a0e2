//! `cargo xtask simulate`: see the library. What the server logs goes to the standard error, everything else to the
//! standard output.

#![expect(clippy::print_stdout, reason = "a tool talks to its terminal")]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use anyhow::Result;
    use civil_affairs_simulate::{Plan, fault::Mistake, run, world_setup::WorldSetup};
    use clap::Parser;
    use std::{num::NonZero, path::PathBuf, process::ExitCode, thread, time::Instant};

    /// So many worlds that went wrong are named.
    const MOST: usize = 20;

    #[derive(Parser)]
    #[command(about = "Runs worlds in which the real client and the real intake meet every fault")]
    struct Cli {
        /// How many worlds.
        #[arg(long, default_value_t = 2_000)]
        seeds: u64,
        /// The first seed.
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// Makes this mistake on purpose; the run then has to fail.
        #[arg(long = "break", value_name = "NAME", value_parser = Mistake::parse)]
        mistake: Option<Mistake>,
        /// How many worlds at a time. Each waits for its database now and then, so more than there are cores.
        #[arg(long)]
        threads: Option<usize>,
        /// Tells everything that happens in each world.
        #[arg(long)]
        trace: bool,
        /// Folder of the project, with its data files.
        #[arg(long, default_value = ".")]
        root: PathBuf,
    }

    pub(crate) fn main() -> ExitCode {
        match simulate(&Cli::parse()) {
            Ok(code) => code,
            Err(error) => {
                println!("error: {error:#}");
                ExitCode::FAILURE
            }
        }
    }

    fn simulate(cli: &Cli) -> Result<ExitCode> {
        let setup = WorldSetup::new(&cli.root)?;
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = cli.threads.unwrap_or(2 * cores);
        let begun = Instant::now();
        let plan = Plan {
            first: cli.seed,
            seeds: cli.seeds,
            mistake: cli.mistake,
            threads: if cli.trace { 1 } else { threads },
            stops: false,
            trace: cli.trace,
        };
        let found = run(&setup, plan)?;
        println!("{}", found.tally);
        println!("{:.1} s", begun.elapsed().as_secs_f64());
        let again = cli.mistake.map_or_else(String::new, |mistake| {
            format!(" --break {}", mistake.name())
        });
        for (seed, wrong) in found.wrong.iter().take(MOST) {
            println!(
                "seed {seed}: {wrong}\n  again: cargo xtask simulate --seeds 1 --seed {seed}{again}"
            );
        }
        let gaps = found.tally.gaps();
        for gap in &gaps {
            println!("too seldom: {gap}");
        }
        Ok(if found.wrong.is_empty() && gaps.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
