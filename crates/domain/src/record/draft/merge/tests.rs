//! Two people, or two tabs, on one form.

use super::*;
use crate::value::id::DraftId;

fn text(text: &str) -> Raw {
    Raw::Text(text.to_owned())
}

fn answers(fields: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, typed) in fields {
        answers.set(id, text(typed));
    }
    answers
}

/// Household members by id, each with a name.
fn household(members: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    let entries = members
        .iter()
        .map(|(id, name)| GroupEntry {
            id: (*id).to_owned(),
            fields: BTreeMap::from([("name_zh".to_owned(), text(name))]),
        })
        .collect();
    answers.entries.insert("members".to_owned(), entries);
    answers
}

fn draft(answers: Answers, touched: i64) -> Draft {
    let mut draft = Draft::begin(DraftId::new(0, [1; 10]), "s".into(), "v1", answers, 0);
    draft.touched = touched;
    draft
}

#[test]
fn different_fields_of_two_sides_are_both_kept() {
    let base = answers(&[("a", "1"), ("b", "2"), ("c", "3")]);
    let merged = merge(
        &base,
        &answers(&[("a", "x"), ("b", "2"), ("c", "3")]),
        &answers(&[("a", "1"), ("b", "y")]),
    );
    assert_eq!(merged.answers, answers(&[("a", "x"), ("b", "y")]));
    assert_eq!(merged.conflicts, []);
}

#[test]
fn one_field_changed_differently_keeps_both_values() {
    let merged = merge(
        &answers(&[("a", "1")]),
        &answers(&[("a", "2")]),
        &answers(&[("a", "3")]),
    );
    assert_eq!(merged.answers, answers(&[("a", "2")]));
    assert_eq!(
        merged.conflicts,
        [Conflict::Field {
            entry: None,
            field: "a".to_owned(),
            base: Some(text("1")),
            mine: Some(text("2")),
            theirs: Some(text("3")),
        }]
    );
}

#[test]
fn a_change_here_survives_a_deletion_there() {
    let merged = merge(
        &answers(&[("a", "1")]),
        &Answers::default(),
        &answers(&[("a", "3")]),
    );
    assert_eq!(merged.answers, answers(&[("a", "3")]));
    assert_eq!(merged.conflicts.len(), 1);
}

#[test]
fn the_same_change_on_both_sides_is_no_conflict() {
    let same = answers(&[("a", "2")]);
    let merged = merge(&answers(&[("a", "1")]), &same, &same);
    assert_eq!(merged.answers, same);
    assert_eq!(merged.conflicts, []);
}

#[test]
fn entries_are_joined_by_their_id_and_not_by_their_place() {
    let merged = merge(
        &household(&[("1", "样例甲"), ("2", "样例乙")]),
        // Here the first is gone, and with it the places of the others change.
        &household(&[("2", "样例乙"), ("3", "样例丙")]),
        &household(&[("1", "样例甲"), ("2", "样例丁")]),
    );
    assert_eq!(
        merged.answers,
        household(&[("2", "样例丁"), ("3", "样例丙")])
    );
    assert_eq!(merged.conflicts, []);
}

#[test]
fn a_changed_entry_survives_its_deletion_and_is_asked_about() {
    let base = household(&[("1", "样例甲")]);
    let changed = household(&[("1", "样例乙")]);
    let merged = merge(&base, &household(&[]), &changed);
    assert_eq!(merged.answers, changed);
    let [conflict] = merged.conflicts.as_slice() else {
        panic!("one conflict, not {:?}", merged.conflicts)
    };
    assert_eq!(
        conflict.path(&merged.answers).as_deref(),
        Some("members[0]")
    );
    let mut answers = merged.answers.clone();
    conflict.clone().settle(&mut answers, Take::Mine);
    assert_eq!(answers, household(&[]));
    let mut answers = merged.answers.clone();
    conflict.clone().settle(&mut answers, Take::Theirs);
    assert_eq!(answers, changed);
}

#[test]
fn a_field_of_an_entry_in_conflict_is_settled_wherever_the_entry_stands() {
    let merged = merge(
        &household(&[("1", "样例甲"), ("2", "样例乙")]),
        &household(&[("1", "样例甲"), ("2", "样例丙")]),
        &household(&[("2", "样例丁"), ("1", "样例甲")]),
    );
    assert_eq!(
        merged.answers,
        household(&[("2", "样例丙"), ("1", "样例甲")])
    );
    let conflict = merged.conflicts.first().unwrap();
    assert_eq!(
        conflict.path(&merged.answers).as_deref(),
        Some("members[0].name_zh")
    );
    let mut answers = merged.answers.clone();
    conflict.clone().settle(&mut answers, Take::Theirs);
    assert_eq!(answers, household(&[("2", "样例丁"), ("1", "样例甲")]));
}

#[test]
fn an_id_that_stands_twice_loses_no_entry() {
    let twice = household(&[("1", "样例甲"), ("1", "样例乙")]);
    assert_eq!(merge(&Answers::default(), &twice, &twice).answers, twice);
    assert_eq!(
        merge(&Answers::default(), &twice, &Answers::default()).answers,
        twice
    );
}

#[test]
fn drafts_keep_a_conflict_until_one_side_settles_it() {
    let base = draft(answers(&[("a", "1")]), 1);
    let mut joined = merge_drafts(
        &base,
        &draft(answers(&[("a", "2")]), 2),
        &draft(answers(&[("a", "3")]), 3),
    );
    assert_eq!((joined.conflicts.len(), joined.touched), (1, 3));
    // Another tab types elsewhere while this one chooses.
    let mut other = joined.clone();
    other.answers.set("b", text("9"));
    let before = joined.clone();
    joined.settle(0, Take::Theirs);
    let settled = merge_drafts(&before, &joined, &other);
    assert_eq!(settled.answers, answers(&[("a", "3"), ("b", "9")]));
    assert_eq!(settled.conflicts, []);
    assert_eq!(merge_drafts(&before, &other, &joined), settled);
}

#[test]
fn a_name_given_on_one_side_and_a_version_taken_up_on_the_other_both_count() {
    let base = draft(Answers::default(), 1);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.rename("妈妈的");
    theirs.definition_version = "v2".to_owned();
    let joined = merge_drafts(&base, &mine, &theirs);
    assert_eq!(joined.name.as_deref(), Some("妈妈的"));
    assert_eq!(joined.definition_version, "v2");
}
