//! Many worlds, on every core.

use crate::{
    fault::Mistake,
    tally::Tally,
    world::World,
    world_setup::{Works, WorldSetup},
    wrong::Wrong,
};
use anyhow::{Result, anyhow};
use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

/// Which worlds.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The first seed.
    pub first: u64,
    /// So many.
    pub seeds: u64,
    /// What is done wrong on purpose.
    pub mistake: Option<Mistake>,
    /// So many at a time.
    pub threads: usize,
    /// Ends with the first world that goes wrong.
    pub stops: bool,
    /// Tells the whole story.
    pub trace: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// What happened.
    pub tally: Tally,
    /// Seeds of worlds that went wrong, and how.
    pub wrong: Vec<(u64, String)>,
}

/// Runs worlds. The same plan finds the same, however many threads there are.
pub fn run(setup: &WorldSetup, plan: Plan) -> Result<Found> {
    let next = AtomicU64::new(0);
    let is_over = AtomicBool::new(false);
    let work = || -> Result<Found> {
        let works = Works::new(setup)?;
        let mut found = Found::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= plan.seeds || is_over.load(Ordering::Relaxed) {
                return Ok(found);
            }
            let seed = plan.first.wrapping_add(number);
            if let Err(wrong) = one(&works, seed, plan, &mut found.tally) {
                found.tally.wrong(&wrong);
                found.wrong.push((seed, wrong.to_string()));
                is_over.fetch_or(plan.stops, Ordering::Relaxed);
            }
        }
    };
    let mut all = Found::default();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.threads.max(1))
            .map(|_| scope.spawn(work))
            .collect();
        for thread in threads {
            let found = thread
                .join()
                .map_err(|_| anyhow!("a thread has panicked"))??;
            all.tally.add(&found.tally);
            all.wrong.extend(found.wrong);
        }
        anyhow::Ok(())
    })?;
    all.wrong.sort();
    Ok(all)
}

fn one(works: &Works<'_>, seed: u64, plan: Plan, tally: &mut Tally) -> Result<(), Wrong> {
    let mut world = World::new(works, seed, plan.mistake, plan.trace)?;
    let ran = world.run();
    world.tally.seeds = 1;
    tally.add(&world.tally);
    ran
}
