//! The clock of autosave, millisecond by millisecond.

use super::*;

#[test]
fn nothing_is_due_before_anything_was_typed() {
    let mut autosave = Autosave::default();
    assert_eq!(autosave.due(), None);
    assert!(!autosave.begin(1_000_000));
    assert!(!autosave.begin_at_once());
    assert!(autosave.is_settled());
}

#[test]
fn a_pause_after_the_last_key_starts_the_write() {
    let mut autosave = Autosave::default();
    autosave.edited(1_000);
    autosave.edited(1_100);
    assert!(!autosave.begin(1_100 + PAUSE - 1));
    assert!(autosave.begin(1_100 + PAUSE));
}

#[test]
fn somebody_who_never_pauses_is_written_all_the_same() {
    let mut autosave = Autosave::default();
    let started = (0..).map(|key| key * 50).find(|now| {
        autosave.edited(*now);
        autosave.begin(*now)
    });
    assert_eq!(started, Some(AT_MOST));
}

#[test]
fn leaving_a_field_does_not_wait_for_the_pause() {
    let mut autosave = Autosave::default();
    autosave.edited(1_000);
    assert!(autosave.begin_at_once());
}

#[test]
fn only_one_write_runs_at_a_time_and_what_came_meanwhile_follows() {
    let mut autosave = Autosave::default();
    autosave.edited(0);
    assert!(autosave.begin_at_once());
    autosave.edited(10);
    assert_eq!(autosave.due(), None);
    assert!(!autosave.begin_at_once());
    autosave.finished(WriteOutcome::Saved, 20);
    assert!(!autosave.is_settled());
    assert_eq!(autosave.due(), Some(10 + PAUSE));
}

#[test]
fn after_a_write_with_nothing_typed_since_all_is_settled() {
    let mut autosave = Autosave::default();
    autosave.edited(0);
    assert!(autosave.begin_at_once());
    assert!(!autosave.is_settled());
    autosave.finished(WriteOutcome::Saved, 20);
    assert!(autosave.is_settled());
}

#[test]
fn a_write_that_failed_for_now_is_tried_again_later_but_at_once_on_leaving() {
    let mut autosave = Autosave::default();
    autosave.edited(0);
    assert!(autosave.begin_at_once());
    autosave.finished(WriteOutcome::FailedForNow, 20);
    assert_eq!(autosave.due(), Some(20 + RETRY));
    autosave.edited(30);
    assert_eq!(autosave.due(), Some(20 + RETRY));
    assert!(autosave.begin_at_once());
}

#[test]
fn a_write_that_failed_for_good_is_not_tried_again_until_something_is_typed() {
    let mut autosave = Autosave::default();
    autosave.edited(0);
    assert!(autosave.begin_at_once());
    autosave.finished(WriteOutcome::FailedForGood, 20);
    assert_eq!(autosave.due(), None);
    autosave.edited(30);
    assert_eq!(autosave.due(), Some(30 + PAUSE));
}

#[test]
fn typed_at_any_rhythm_nothing_waits_longer_than_the_limit() {
    for step in [1, 7, 49, 100, PAUSE - 1, PAUSE + 1, 400] {
        let mut autosave = Autosave::default();
        let mut oldest: Option<i64> = None;
        for now in 0..5_000 {
            if now % step == 0 {
                autosave.edited(now);
                oldest.get_or_insert(now);
            }
            if autosave.begin(now) {
                autosave.finished(WriteOutcome::Saved, now);
                oldest = None;
            }
            assert!(
                oldest.is_none_or(|oldest| now - oldest <= AT_MOST),
                "step {step}, {now}"
            );
        }
    }
}
