//! The first wish neither past nor full, decided once.

use crate::support::{Bureau, DAY, NOW, Sent, couple, couple_by, pair};
use civil_affairs_cases::IntakeProblem;

/// Two couples for half an hour.
const HOURS: [(&str, &str); 2] = [
    ("slot_capacity", "2"),
    ("opening_hours", "[\"09:00-11:30\"]"),
];
const TEN: &str = "yiwu/2026-12-03/1000";
const LATER: &str = "yiwu/2026-12-04/0930";

async fn slot(bureau: &Bureau, sent: &Sent) -> Option<String> {
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let last = steps.last().unwrap();
    last.told.slot.as_ref().map(ToString::to_string)
}

#[tokio::test]
async fn the_first_wish_that_is_not_full_is_booked() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    for number in 0..2 {
        let sent = couple(catalogue, number, &[TEN, LATER]);
        assert_eq!(bureau.state(&sent).await, "confirmed");
        assert_eq!(slot(&bureau, &sent).await.as_deref(), Some(TEN));
    }
    let third = couple(catalogue, 2, &[TEN, LATER]);
    assert_eq!(bureau.state(&third).await, "confirmed");
    assert_eq!(slot(&bureau, &third).await.as_deref(), Some(LATER));
}

#[tokio::test]
async fn when_every_wish_is_full_the_five_nearest_free_are_offered() {
    let bureau = Bureau::new(&[("slot_capacity", "1"), HOURS[1]]).await;
    let catalogue = &bureau.compiled.catalogue;
    bureau.receive(&couple(catalogue, 0, &[TEN])).await.unwrap();
    let late = couple(catalogue, 1, &[TEN]);
    assert_eq!(bureau.state(&late).await, "slot_lost");
    let steps = bureau.intake.store.steps(late.id, 0).await.unwrap();
    let offered: Vec<String> = steps[1]
        .told
        .alternatives
        .iter()
        .map(|slot| slot.to_string())
        .collect();
    assert_eq!(
        offered,
        [
            "yiwu/2026-12-02/1100",
            "yiwu/2026-12-03/0900",
            "yiwu/2026-12-03/0930",
            "yiwu/2026-12-03/1030",
            "yiwu/2026-12-03/1100",
        ]
    );
}

#[tokio::test]
async fn a_share_is_kept_for_people_who_just_come() {
    let bureau = Bureau::new(&[
        ("slot_capacity", "4"),
        ("walk_in_share_percent", "50"),
        HOURS[1],
    ])
    .await;
    let catalogue = &bureau.compiled.catalogue;
    for (number, state) in [(0, "confirmed"), (1, "confirmed"), (2, "slot_lost")] {
        let sent = couple(catalogue, number, &[TEN]);
        assert_eq!(bureau.state(&sent).await, state);
    }
}

#[tokio::test]
async fn a_wish_that_has_passed_gives_way_to_the_next_and_never_to_another_slot() {
    let mut bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue.clone();
    let two = couple(catalogue, 0, &[TEN, LATER]);
    let one = couple(catalogue, 1, &[TEN]);
    // Wednesday: the third wants a working day's notice; Thursday: it is here.
    bureau.now = NOW + 2 * DAY;
    assert_eq!(bureau.state(&two).await, "confirmed");
    assert_eq!(slot(&bureau, &two).await.as_deref(), Some(LATER));
    let Err(IntakeProblem::Lapsed { alternatives }) = bureau.receive(&one).await else {
        panic!("it was received");
    };
    assert_eq!(alternatives.len(), 5);
    assert!(
        bureau
            .intake
            .store
            .submission(one.id)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_closed_day_and_one_beyond_the_window_are_lost_and_not_booked() {
    let bureau = Bureau::new(&[HOURS[0], HOURS[1], ("closed_dates", "[\"2026-12-03\"]")]).await;
    let open = Bureau::new(&HOURS).await;
    let sent = couple(&open.compiled.catalogue, 0, &[TEN]);
    assert_eq!(bureau.state(&sent).await, "slot_lost");
    let far = couple(&open.compiled.catalogue, 1, &[TEN])
        .exchanged(TEN, "yiwu/2027-03-03/1000")
        .exchanged(TEN, "yiwu/2027-03-03/1000");
    assert_eq!(bureau.state(&far).await, "slot_lost");
}

#[tokio::test]
async fn a_second_booking_of_the_same_two_looks_like_the_first_and_holds_no_place() {
    let bureau = Bureau::new(&[("slot_capacity", "2"), HOURS[1]]).await;
    let catalogue = &bureau.compiled.catalogue;
    let first = couple(catalogue, 0, &[TEN]);
    let second = couple_by(catalogue, 1, &pair(0), &[TEN], NOW);
    let seen = |answer: civil_affairs_cases::Answer| {
        (
            answer.is_new,
            answer.received.state,
            answer.received.missing_files,
        )
    };
    let first_seen = seen(bureau.receive(&first).await.unwrap());
    let second_seen = seen(bureau.receive(&second).await.unwrap());
    assert_eq!(first_seen, second_seen);
    let told = |steps: Vec<civil_affairs_store::Step>| {
        steps
            .into_iter()
            .map(|step| (step.seq, step.state, step.actor, step.reason, step.told))
            .collect::<Vec<_>>()
    };
    let store = &bureau.intake.store;
    let first_told = told(store.steps(first.id, 0).await.unwrap());
    assert_eq!(first_told, told(store.steps(second.id, 0).await.unwrap()));
    // The second place is another couple's.
    let third = couple(catalogue, 2, &[TEN]);
    assert_eq!(bureau.state(&third).await, "confirmed");
    let fourth = couple(catalogue, 3, &[TEN]);
    assert_eq!(bureau.state(&fourth).await, "slot_lost");
}

#[tokio::test]
async fn while_no_capacity_is_set_the_office_decides() {
    let bureau = Bureau::new(&[]).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    assert_eq!(bureau.state(&sent).await, "submitted");
}

#[tokio::test]
async fn while_no_hours_are_set_a_wish_means_its_morning_or_afternoon() {
    let bureau = Bureau::new(&[("slot_capacity", "1")]).await;
    let catalogue = &bureau.compiled.catalogue;
    let morning = couple(catalogue, 0, &[TEN]);
    assert_eq!(bureau.state(&morning).await, "confirmed");
    let same = couple(catalogue, 1, &["yiwu/2026-12-03/1100"]);
    assert_eq!(bureau.state(&same).await, "slot_lost");
    let afternoon = couple(catalogue, 2, &["yiwu/2026-12-03/1400"]);
    assert_eq!(bureau.state(&afternoon).await, "confirmed");
}
