//! What the simulation itself has to be: right where all is right, loud where something is wrong, and the same again.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use civil_affairs_domain::{
    form::rule_context::RuleContext,
    rules::finish::{Finish, finish},
    rules::validate::validate,
    value::date::Date,
};
use civil_affairs_simulate::{
    Plan,
    fault::Mistake,
    run,
    world_setup::{BEGIN, SERVICES, WorldSetup, answers},
};
use std::{path::Path, sync::LazyLock};

static GROUND: LazyLock<WorldSetup> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    WorldSetup::new(&root).unwrap()
});

const PLAN: Plan = Plan {
    first: 0,
    seeds: 40,
    mistake: None,
    threads: 2,
    stops: true,
    trace: false,
};

#[test]
fn nothing_is_found_where_nothing_is_wrong_and_every_seed_plays_the_same_again() {
    let found = run(&GROUND, PLAN).unwrap();
    assert_eq!(found.wrong, []);
    let again = run(&GROUND, Plan { threads: 1, ..PLAN }).unwrap();
    assert_eq!(again.tally, found.tally);
    assert!(found.tally.submissions > 100, "{}", found.tally);
}

#[test]
fn whatever_is_done_wrong_is_found() {
    for mistake in Mistake::ALL {
        let plan = Plan {
            seeds: 400,
            mistake: Some(*mistake),
            ..PLAN
        };
        let found = run(&GROUND, plan).unwrap();
        let (seed, wrong) = found.wrong.first().unwrap_or_else(|| {
            panic!("`{}` is not found:\n{}", mistake.name(), found.tally);
        });
        println!("{}: seed {seed}: {wrong}", mistake.name());
        // It is the mistake that is found there, and nothing else.
        let sound = Plan {
            first: *seed,
            seeds: 1,
            ..PLAN
        };
        assert_eq!(run(&GROUND, sound).unwrap().wrong, []);
        assert_eq!(Mistake::parse(mistake.name()), Ok(*mistake));
    }
}

#[test]
fn the_form_of_every_service_differs_only_in_what_each_person_adds() {
    let catalogue = &GROUND.catalogue(0).catalogue;
    let today = Date::from_unix_millis(BEGIN).unwrap();
    for name in SERVICES {
        let service = catalogue.service(name).unwrap();
        let setting = RuleContext::new(service, &catalogue.policy, today);
        let form = answers(name);
        let validation = validate(&setting, &form);
        // Temporary assistance takes whatever there is. Else: a photo; the two people and their slot.
        let open = match finish(&validation) {
            Finish::Ready { .. } => Vec::new(),
            Finish::Mend(open) => open.into_iter().map(|mend| mend.step.path).collect(),
            Finish::Advised { outcome } => panic!("{name}: {outcome}"),
        };
        let wanted: &[&str] = match name {
            "senior-card" => &["photo_source"],
            "marriage-appointment" => &["slot_id", "party_a.", "party_b."],
            _ => &[],
        };
        let is_wanted = |path: &String| wanted.iter().any(|one| path.starts_with(one));
        assert!(open.iter().all(is_wanted), "{name}: {open:?}");
    }
}

#[test]
fn too_few_faults_prove_nothing_and_one_world_may_be_looked_at_alone() {
    let mut tally = run(&GROUND, Plan { seeds: 1, ..PLAN }).unwrap().tally;
    assert_eq!(tally.gaps(), Vec::<String>::new());
    tally.seeds = 2_000;
    assert!(tally.gaps().len() > 30);
}
