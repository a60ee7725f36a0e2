//! Readers of files, answers and catalogues on whatever bytes: an answer or a reason, never a crash.

use crate::support::{REAL, service};
use civil_affairs_definitions::{SourceFile, compile};
use civil_affairs_domain::{form::answers::Answers, form::catalogue::Catalogue};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn many() -> ProptestConfig {
    properties::config()
}

/// Bytes as a file may hold them: noise, or a real file with a piece exchanged.
fn damaged() -> impl Strategy<Value = String> {
    let real = prop::sample::select(vec![
        include_str!("../../../definitions/src/tests/service.toml"),
        include_str!("../../../definitions/src/tests/policy.toml"),
        include_str!("../../../definitions/src/tests/list.toml"),
        include_str!("../../../definitions/src/tests/cases.toml"),
    ]);
    let noise = prop::collection::vec(any::<u8>(), 0..300)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let piece = prop_oneof![
        any::<String>(),
        "[\\[\\]{}=\"'.,#\n a-z0-9-]{0,20}",
        Just("[".repeat(3000)),
        Just("{a=".repeat(3000)),
        Just("9".repeat(400)),
    ];
    let exchanged = (real, any::<prop::sample::Index>(), 0..40_usize, piece).prop_map(
        |(text, at, length, piece)| {
            let characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            let end = (at + length).min(characters.len());
            let (before, after) = (&characters[..at], &characters[end..]);
            before.iter().collect::<String>() + &piece + &after.iter().collect::<String>()
        },
    );
    prop_oneof![1 => noise, 4 => exchanged]
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn definitions_and_policy_are_compiled_or_refused_with_file_and_place(text in damaged(), at in 0..4_usize) {
        let path = ["services/a.toml", "policy/a.toml", "policy/lists/a.toml", "services/cases/a.toml"][at];
        if let Err(errors) = compile(&[SourceFile { path: path.to_owned(), text }]) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(!error.file.is_empty() && !error.place.is_empty() && !error.reason.is_empty());
            }
        }
    }

    #[test]
    fn answers_are_read_or_refused_with_their_place(service in service(), json in json()) {
        match Answers::from_json(service, &json) {
            Ok(_) => {}
            Err(error) => prop_assert!(!error.path.is_empty() && !error.reason.is_empty()),
        }
    }

    #[test]
    fn a_damaged_catalogue_is_refused(cut in any::<prop::sample::Index>(), byte in any::<char>()) {
        // Only the head is damaged: reading the whole 10,000 times would measure the machine.
        let head: String = REAL.json.chars().take(2000).collect();
        let at = cut.index(2000);
        let damaged: String = head.chars().take(at).chain([byte]).collect();
        prop_assert!(Catalogue::from_json(&damaged).is_err());
    }

    #[test]
    fn sealed_answers_that_are_damaged_are_refused_or_read(text in damaged()) {
        let _ = serde_json::from_str::<Answers>(&text);
    }
}

/// JSON with names that services know and names that nobody knows.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let name = prop_oneof![
        prop::sample::select(vec![
            "party_a",
            "party_b",
            "id_number",
            "id_type",
            "members",
            "applicant",
            "slot_id",
            "alt_slots",
            "incident_place",
            "need_now",
            "amount_need",
            "danger_now",
            "household_size",
            "photos",
            "applied_before",
            "helped",
            "birth_date",
            "card_tier",
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        ".{0,20}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::hash_map(name.clone(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

#[test]
fn the_projects_own_catalogue_is_read_as_it_was_written() {
    assert_eq!(
        Catalogue::from_json(&REAL.json).expect("a catalogue"),
        REAL.catalogue
    );
    // Every text, list and rule takes part: serde reads the same.
    let by_serde: Catalogue = serde_json::from_str(&REAL.json).expect("a catalogue");
    assert_eq!(by_serde, REAL.catalogue);
}
