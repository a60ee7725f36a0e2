//! Drafts: what was typed comes back, and two sides never overwrite each other silently.

use civil_affairs_domain::{
    form::answers::{Answers, FileRef, GroupEntry, Raw},
    record::draft::{Conflict, Draft, Merged, Take, merge, merge_drafts},
    value::address::Address,
    value::id::DraftId,
    value::sha256::Sha256,
    value::slot::TypedSlot,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn many() -> ProptestConfig {
    properties::config()
}

/// What breaks writers and readers of text.
fn awkward() -> impl Strategy<Value = String> {
    let whole = vec![
        "",
        "样例甲",
        "\u{2A6D6}",
        "\"",
        "\\",
        "\0",
        "\u{FEFF}\n",
        "null",
        "e\u{301}",
    ];
    prop_oneof![
        3 => prop::sample::select(whole).prop_map(str::to_owned),
        1 => prop::collection::vec(any::<char>(), 0..4).prop_map(String::from_iter),
    ]
}

/// An answer of any kind.
fn raw() -> impl Strategy<Value = Raw> {
    (0..7, [awkward(), awkward(), awkward()], any::<u64>()).prop_map(
        |(kind, [one, other, third], number)| {
            let slot = TypedSlot {
                office_id: one.clone(),
                date: other.clone(),
                start: third.clone(),
            };
            match kind {
                0 => Raw::Text(one),
                1 => Raw::Flag(number.is_multiple_of(2)),
                2 => Raw::Codes(vec![one, other]),
                3 => Raw::Place(Address {
                    region: (number.is_multiple_of(2)).then_some(one),
                    detail: other,
                    ..Address::default()
                }),
                4 => Raw::Slot(slot),
                5 => Raw::Slots(vec![slot]),
                _ => Raw::Files(vec![FileRef {
                    name: one,
                    media_type: other,
                    bytes: number,
                    sha256: Sha256::new([u8::try_from(third.len() % 251).unwrap_or(0); 32]),
                }]),
            }
        },
    )
}

/// Few fields, values and entries, so that two sides meet often.
fn small_fields() -> impl Strategy<Value = Vec<(&'static str, u8)>> {
    let field = prop::sample::select(vec!["a", "b", "c"]);
    prop::collection::vec((field, 0..3_u8), 0..4)
}

fn put(into: &mut std::collections::BTreeMap<String, Raw>, fields: Vec<(&'static str, u8)>) {
    for (id, value) in fields {
        into.insert(id.to_owned(), Raw::Text(value.to_string()));
    }
}

fn small() -> impl Strategy<Value = Answers> {
    let entries = prop::sample::subsequence(vec!["1", "2", "3", "4"], 0..=4).prop_shuffle();
    let filled = entries.prop_flat_map(|ids| {
        ids.into_iter()
            .map(|id| (Just(id), small_fields()))
            .collect::<Vec<_>>()
    });
    (small_fields(), prop::option::of(filled)).prop_map(|(fields, entries)| {
        let mut answers = Answers::default();
        put(&mut answers.fields, fields);
        if let Some(entries) = entries {
            let entries = entries
                .into_iter()
                .map(|(id, fields)| {
                    let mut entry = GroupEntry {
                        id: id.to_owned(),
                        ..GroupEntry::default()
                    };
                    put(&mut entry.fields, fields);
                    entry
                })
                .collect();
            answers.entries.insert("members".to_owned(), entries);
        }
        answers
    })
}

/// Three states of a form; often one side changed little.
fn three() -> impl Strategy<Value = [Answers; 3]> {
    let free = [small(), small(), small()];
    let near =
        (small(), small(), small(), any::<[bool; 4]>()).prop_map(|(base, one, other, take)| {
            let mix = |fields: bool, entries: bool, side: &Answers| Answers {
                fields: if fields { side } else { &base }.fields.clone(),
                entries: if entries { side } else { &base }.entries.clone(),
            };
            [
                base.clone(),
                mix(take[0], take[1], &one),
                mix(take[2], take[3], &other),
            ]
        });
    prop_oneof![free, near]
}

/// Every single answer with its place: by entry, not by number.
fn pieces(answers: &Answers) -> Vec<(Option<String>, String, Raw)> {
    let fields = answers
        .fields
        .iter()
        .map(|(id, raw)| (None, id.clone(), raw.clone()));
    let entries = answers.entries.values().flatten().flat_map(|entry| {
        entry
            .fields
            .iter()
            .map(|(id, raw)| (Some(entry.id.clone()), id.clone(), raw.clone()))
    });
    fields.chain(entries).collect()
}

/// Whether an answer is in the joined answers or in a conflict that the person is shown.
fn is_kept(merged: &Merged, piece: &(Option<String>, String, Raw)) -> bool {
    let (entry, id, raw) = piece;
    pieces(&merged.answers).contains(piece)
        || merged.conflicts.iter().any(|conflict| match conflict {
            Conflict::Field {
                entry: place,
                field,
                mine,
                theirs,
                ..
            } => {
                place.as_ref().map(|place| &place.id) == entry.as_ref()
                    && field == id
                    && (mine.as_ref() == Some(raw) || theirs.as_ref() == Some(raw))
            }
            Conflict::Entry {
                entry: place,
                mine,
                theirs,
                ..
            } => {
                Some(&place.id) == entry.as_ref()
                    && [mine, theirs]
                        .into_iter()
                        .flatten()
                        .any(|side| side.fields.get(id) == Some(raw))
            }
        })
}

fn draft(answers: Answers) -> Draft {
    Draft::begin(
        DraftId::new(1_796_140_799_000, [7; 10]),
        "temporary-assistance".into(),
        &"0".repeat(64),
        answers,
        1_796_140_799_000,
    )
}

fn settled(merged: Merged, take: Take) -> Answers {
    let mut draft = draft(merged.answers);
    draft.conflicts = merged.conflicts;
    while !draft.conflicts.is_empty() {
        draft.settle(0, take);
    }
    draft.answers
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn what_only_one_side_changed_counts([base, other, _] in three()) {
        let from_there = merge(&base, &base, &other);
        prop_assert_eq!(&from_there.answers, &other);
        prop_assert_eq!(from_there.conflicts, []);
        let from_here = merge(&base, &other, &base);
        prop_assert_eq!(&from_here.answers, &other);
        prop_assert_eq!(from_here.conflicts, []);
        let same = merge(&base, &other, &other);
        prop_assert_eq!(&same.answers, &other);
        prop_assert_eq!(same.conflicts, []);
    }

    #[test]
    fn without_a_conflict_both_devices_come_to_the_same([base, mine, theirs] in three()) {
        let here = merge(&base, &mine, &theirs);
        let there = merge(&base, &theirs, &mine);
        prop_assert_eq!(here.conflicts.len(), there.conflicts.len());
        if here.conflicts.is_empty() {
            prop_assert_eq!(&here.answers, &there.answers);
        }
        // With one they do as well, as soon as the person chooses the same value on both.
        prop_assert_eq!(settled(here.clone(), Take::Mine), settled(there.clone(), Take::Theirs));
        prop_assert_eq!(settled(here, Take::Theirs), settled(there, Take::Mine));
    }

    #[test]
    fn every_value_that_somebody_changed_is_kept([base, mine, theirs] in three()) {
        let merged = merge(&base, &mine, &theirs);
        let before = pieces(&base);
        for piece in pieces(&mine).into_iter().chain(pieces(&theirs)) {
            prop_assert!(before.contains(&piece) || is_kept(&merged, &piece), "{:?} is lost", piece);
        }
        // And nothing comes from nowhere.
        let known: Vec<_> = pieces(&mine).into_iter().chain(pieces(&theirs)).collect();
        for piece in pieces(&merged.answers) {
            prop_assert!(known.contains(&piece), "{:?} was never typed", piece);
        }
    }

    #[test]
    fn joining_again_changes_nothing([base, mine, theirs] in three()) {
        let (base, mine, theirs) = (draft(base), draft(mine), draft(theirs));
        let joined = merge_drafts(&base, &mine, &theirs);
        // The side that reads the joined draft has nothing new to add.
        prop_assert_eq!(&merge_drafts(&theirs, &theirs, &joined), &joined);
        prop_assert_eq!(&merge_drafts(&joined, &joined, &joined), &joined);
    }

    #[test]
    fn a_draft_is_read_as_it_was_written(
        typed in prop::collection::btree_map(awkward(), raw(), 0..5),
        [base, mine, theirs] in three(),
        name in awkward(),
        place in prop::option::of(awkward()),
        times: (i64, i64),
    ) {
        let mut draft = draft(Answers { fields: typed, entries: base.entries.clone() });
        draft.rename(&name);
        draft.place = place;
        (draft.created, draft.touched) = times;
        draft.conflicts = merge(&base, &mine, &theirs).conflicts;
        let written = draft.to_json().expect("json");
        prop_assert_eq!(Draft::from_json(&written).expect("the draft"), draft);
    }

    #[test]
    fn a_damaged_draft_is_a_draft_or_a_reason(
        answers in small(),
        at: prop::sample::Index,
        piece in prop::collection::vec(any::<u8>(), 0..8),
        cut in 0..20_usize,
        noise in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let written = draft(answers).to_json().expect("json");
        let at = at.index(written.len());
        let mut damaged = written[..at].to_vec();
        damaged.extend(piece);
        damaged.extend(&written[(at + cut).min(written.len())..]);
        if let Ok(read) = Draft::from_json(&damaged) {
            prop_assert!(read.to_json().is_ok());
        }
        let _ = Draft::from_json(&noise);
    }
}

#[test]
fn a_draft_of_endless_brackets_is_refused() {
    let deep = format!("{{\"v\":1,\"answers\":{}", "[".repeat(100_000));
    assert!(Draft::from_json(deep.as_bytes()).is_err());
}
