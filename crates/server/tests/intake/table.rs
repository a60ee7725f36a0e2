//! The states of the three services, against those of the domain files (§5 and §7).

use crate::support::definitions;
use civil_affairs_domain::{
    form::definition::{REASONS, ServiceDefinition},
    value::word::StateId,
};
use std::collections::BTreeSet;

fn ids(list: &str) -> BTreeSet<&str> {
    list.split_whitespace().collect()
}

/// States that a case can be in from a state on, that one included.
fn reached<'a>(service: &'a ServiceDefinition, from: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(next) = open.pop().and_then(|id| service.state(id)) {
        for id in next.next.iter().map(StateId::as_str) {
            if found.insert(id) {
                open.push(id);
            }
        }
    }
    found
}

struct Table {
    service: &'static str,
    /// As the domain file names them.
    states: &'static str,
    /// Where nothing follows.
    ends: &'static str,
    /// Where cases begin besides the first state.
    beginnings: &'static [&'static str],
}

const TABLES: [Table; 3] = [
    Table {
        service: "marriage-appointment",
        states: "draft ready queued submitted lapsed need_correction slot_lost awaiting_partner confirmed changed \
                 cancelled checked_in in_review need_papers registered not_registered no_show",
        ends: "cancelled registered not_registered no_show",
        beginnings: &[],
    },
    Table {
        service: "senior-card",
        states: "proactive_listed declined draft queued submitted need_correction approved e_card_active card_made \
                 ready_for_pickup posted collected not_applicable replaced cancelled",
        ends: "not_applicable replaced cancelled",
        beginnings: &["proactive_listed"],
    },
    Table {
        service: "temporary-assistance",
        states: "draft queued submitted accepted transferred need_info first_aid_given visiting checking posting \
                 town_opinion confirmed refused paying paid supplementing withdrawn closed appealed",
        ends: "withdrawn closed",
        beginnings: &[],
    },
];

/// §5 of the marriage file names what follows each state. `end` stands for the end of the matter.
const MARRIAGE: [(&str, &str); 16] = [
    ("ready", "queued submitted"),
    ("queued", "submitted lapsed"),
    (
        "submitted",
        "confirmed slot_lost lapsed need_correction awaiting_partner",
    ),
    ("lapsed", "submitted cancelled"),
    ("need_correction", "submitted cancelled"),
    ("slot_lost", "submitted cancelled"),
    ("awaiting_partner", "confirmed lapsed"),
    ("confirmed", "changed cancelled checked_in no_show"),
    ("changed", "confirmed"),
    ("cancelled", ""),
    ("checked_in", "in_review no_show"),
    ("in_review", "registered need_papers not_registered"),
    ("need_papers", "confirmed cancelled"),
    ("registered", ""),
    ("not_registered", ""),
    ("no_show", ""),
];

#[test]
fn every_state_of_the_domain_files_is_there_and_no_other() {
    let catalogue = definitions(&[]).catalogue;
    for table in &TABLES {
        let service = catalogue.service(table.service).unwrap();
        let own: BTreeSet<&str> = service.states.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(own, ids(table.states), "{}", table.service);
    }
}

#[test]
fn every_state_is_reached_and_every_case_can_come_to_an_end() {
    let catalogue = definitions(&[]).catalogue;
    for table in &TABLES {
        let service = catalogue.service(table.service).unwrap();
        let mut all = reached(service, "draft");
        for from in table.beginnings {
            all.extend(reached(service, from));
        }
        assert_eq!(all, ids(table.states), "{}", table.service);
        let ends = ids(table.ends);
        for state in &service.states {
            let is_end = service.is_end(&state.id);
            assert_eq!(is_end, ends.contains(state.id.as_str()), "{}", state.id);
            let later = reached(service, &state.id);
            assert!(!later.is_disjoint(&ends), "{} leads to no end", state.id);
        }
    }
}

#[test]
fn what_follows_a_state_of_an_appointment_is_what_the_file_says_and_calling_it_off() {
    let catalogue = definitions(&[]).catalogue;
    let service = catalogue.service("marriage-appointment").unwrap();
    for (state, next) in MARRIAGE {
        let mut wanted = ids(next);
        // A wish can be called off, also while the office or the other party takes its time.
        if matches!(state, "submitted" | "awaiting_partner") {
            wanted.insert("cancelled");
        }
        let own = service.state(state).unwrap().next.iter();
        assert_eq!(
            own.map(StateId::as_str).collect::<BTreeSet<_>>(),
            wanted,
            "{state}"
        );
    }
}

#[test]
fn no_case_waits_for_the_server_for_ever() {
    let catalogue = definitions(&[]).catalogue;
    for (service, state, then) in [
        ("marriage-appointment", "submitted", "lapsed"),
        ("marriage-appointment", "need_correction", "cancelled"),
        ("marriage-appointment", "slot_lost", "cancelled"),
        ("marriage-appointment", "awaiting_partner", "lapsed"),
        ("marriage-appointment", "confirmed", "no_show"),
        ("senior-card", "need_correction", "cancelled"),
    ] {
        let state = catalogue.service(service).unwrap().state(state).unwrap();
        let limit = state.limit.as_ref().unwrap();
        assert_eq!(limit.then.as_deref(), Some(then), "{service}, {}", state.id);
    }
    // People in need are never moved on by a clock.
    let help = catalogue.service("temporary-assistance").unwrap();
    let limits = help.states.iter().filter_map(|state| state.limit.as_ref());
    assert!(limits.into_iter().all(|limit| limit.then.is_none()));
}

#[test]
fn every_reason_that_the_server_gives_has_words() {
    let catalogue = definitions(&[]).catalogue;
    let list = catalogue.policy.list(REASONS).unwrap();
    let own = [
        "supplemented",
        "erased",
        "erased_retention",
        "partner_declined",
        "reminded",
    ];
    let states = catalogue
        .services
        .iter()
        .flat_map(|service| &service.states);
    let limits = states.filter_map(|state| state.limit.as_ref()?.reason.as_deref());
    for reason in own.into_iter().chain(limits) {
        assert!(list.item(reason).is_some(), "{reason}");
    }
}
