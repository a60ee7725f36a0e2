//! The machine that sends, in a seeded world that loses, delays, repeats and breaks whatever it can.

mod bureau;
mod world;

use civil_affairs_domain::sync::Failure;
use std::collections::BTreeMap;
use world::{Broken, Faults, World};

/// So many worlds.
const SEEDS: u64 = 10_000;

#[test]
fn in_every_world_each_submission_arrives_once_and_is_shown_only_with_its_receipt() {
    let mut faults = Faults::default();
    let mut failures = [0_u64; Failure::KINDS];
    let mut longest = 0;
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let drained = world
            .run()
            .unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        longest = longest.max(drained);
        faults.add(&world.faults);
        for (total, seen) in failures.iter_mut().zip(world.failures) {
            *total += seen;
        }
    }
    println!("{SEEDS} worlds, longest drain {longest} ms, {faults:?}, failures {failures:?}");
    // What never happens proves nothing.
    for (name, count) in faults.named() {
        assert!(count >= 1_000, "{name} happened only {count} times");
    }
    let rare = failures.iter().filter(|count| **count == 0).count();
    assert_eq!(rare, 0, "a kind of failure never happened: {failures:?}");
    assert!(longest <= 60_000, "a queue took {longest} ms");
}

#[test]
fn whatever_is_done_wrong_is_found() {
    for broken in Broken::ALL {
        let found = (0..200).any(|seed| World::broken(seed, broken).run().is_err());
        assert!(found, "{broken:?} is not found");
    }
}

#[test]
fn a_world_plays_the_same_again_from_its_seed() {
    let play = |seed| {
        let mut world = World::new(seed);
        let drained = world.run().unwrap();
        (drained, format!("{:?} {:?}", world.faults, world.failures))
    };
    let all: BTreeMap<_, _> = (0..50).map(|seed| (seed, play(seed))).collect();
    for (seed, played) in all {
        assert_eq!(play(seed), played);
    }
}
