//! What comes over the wire is read by both readers alike. On hostile bytes: see `hostile.rs`.

use civil_affairs_domain::{
    protocol::wire::{ApiProblem, Changes, PartnerView, ProblemCode, Received, Slots},
    sync::{Effect, ItemState, Machine, QueueItem, Refusal, SyncEvent},
    value::base64url,
    value::decode,
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

pub(crate) const CHANGES: &str = r#"{"cursor":3,"state":"need_correction","reference":"2345-6789-ABC4","service":"senior-card",
"events":[{"seq":3,"at":"2026-12-01T09:30:00+08:00","state":"need_correction","actor":"server","reason":"form",
"documents":["household_book"],"errors":[{"field":"mobile","code":"mobile"}],"slot":"yiwu/2026-12-03/1000",
"alternatives":["yiwu/2026-12-03/1030"],"due":"2026-12-20",
"due_at":"2026-12-20T09:30:00+08:00"}],"missing_files":[],"held_until":"2026-12-02"}"#;
pub(crate) const RECEIVED: &str = r#"{"receipt":"a.b.c","reference":"2345-6789-ABC4","state":"submitted","missing_files":["0000000000000000000000000000000000000000000000000000000000000000"]}"#;
pub(crate) const PROBLEM: &str = r#"{"type":"about:blank","title":"Lapsed","status":422,"code":"lapsed",
"correlation_id":"0af1","alternatives":["yiwu/2026-12-03/1030"]}"#;
pub(crate) const PARTNER: &str = r#"{"service":"marriage-appointment","state":"awaiting_partner","slot":"yiwu/2026-12-03/1000",
"due":"2026-12-02","due_at":"2026-12-02T12:40:00+08:00","said":"confirmed"}"#;
pub(crate) const SLOTS: &str = r#"{"office_id":"yiwu","free":["yiwu/2026-12-03/1030"]}"#;

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn base64url_reads_what_it_writes_and_nothing_else(bytes in prop::collection::vec(any::<u8>(), 0..80), noise in "\\PC{0,20}") {
        prop_assert_eq!(base64url::decode(&base64url::encode(&bytes)), Some(bytes));
        if let Some(read) = base64url::decode(&noise) {
            prop_assert_eq!(base64url::encode(&read), noise);
        }
    }
}

#[test]
fn both_readers_agree_on_what_the_server_writes() {
    fn agree<T>(text: &str)
    where
        T: decode::Decode
            + serde::de::DeserializeOwned
            + serde::Serialize
            + PartialEq
            + std::fmt::Debug,
    {
        let own = decode::read::<T>(text.as_bytes()).unwrap();
        let written = serde_json::to_string(&own).unwrap();
        assert_eq!(own, serde_json::from_str::<T>(&written).unwrap());
        assert_eq!(own, decode::read::<T>(written.as_bytes()).unwrap());
    }
    agree::<Changes>(CHANGES);
    agree::<Received>(RECEIVED);
    agree::<ApiProblem>(PROBLEM);
    agree::<Slots>(SLOTS);
    agree::<PartnerView>(PARTNER);
}

#[test]
fn a_problem_keeps_its_word_and_its_status() {
    let problem: ApiProblem = decode::read(PROBLEM.as_bytes()).unwrap();
    assert_eq!(problem.code, ProblemCode::Lapsed);
    assert_eq!(problem.code.status(), 422);
    assert_eq!(problem.alternatives.len(), 1);
}

#[test]
fn a_machine_that_has_nothing_does_nothing() {
    let mut machine = Machine::new(1);
    let started = machine.handle(0, SyncEvent::Started(Vec::new()));
    assert_eq!(started, [Effect::Show]);
    let done = QueueItem {
        id: SubmissionId::new(0, [0; 10]),
        sha256: Sha256::new([0; 32]),
        service: "".into(),
        state: ItemState::Refused(Refusal {
            code: ProblemCode::Lapsed,
            alternatives: Vec::new(),
            correlation_id: None,
        }),
        deeds: Vec::new(),
    };
    let queued = machine.handle(0, SyncEvent::Queued(done));
    assert_eq!(queued, [Effect::Show]);
}
