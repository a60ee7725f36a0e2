//! What citizens do with their submissions: once, and where the state allows it.

use crate::support::{Bureau, DAY, NOW, Sent, after_a_fire, couple, moment};
use civil_affairs_cases::{CitizenRequest, IntakeProblem, perform};
use civil_affairs_domain::protocol::wire::Changes;

const HOURS: [(&str, &str); 2] = [
    ("slot_capacity", "1"),
    ("opening_hours", "[\"09:00-10:00\"]"),
];
const NINE: &str = "yiwu/2026-12-03/0900";
const LATER: &str = "yiwu/2026-12-04/0900";

fn request(sent: &Sent, number: u32, body: &str) -> CitizenRequest {
    CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: format!("00000000-0000-4000-8000-{number:012}"),
        body: body.as_bytes().to_vec(),
    }
}

async fn act(
    bureau: &Bureau,
    sent: &Sent,
    number: u32,
    body: &str,
) -> Result<Changes, IntakeProblem> {
    perform(
        &bureau.intake,
        &moment(bureau.now),
        request(sent, number, body),
    )
    .await
}

fn change(slot: &str) -> String {
    format!("{{\"do\":\"change\",\"wishes\":[\"{slot}\"]}}")
}

const CANCEL: &str = r#"{"do":"cancel"}"#;

#[tokio::test]
async fn a_cancelled_place_is_free_for_the_next() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    let (first, second) = (couple(catalogue, 0, &[NINE]), couple(catalogue, 1, &[NINE]));
    assert_eq!(bureau.state(&first).await, "confirmed");
    let cancelled = act(&bureau, &first, 1, CANCEL).await.unwrap();
    assert_eq!(cancelled.state, "cancelled");
    assert_eq!(bureau.state(&second).await, "confirmed");
    // Said again, it does nothing more; as another action it comes too late.
    assert_eq!(act(&bureau, &first, 1, CANCEL).await.unwrap(), cancelled);
    let refused = act(&bureau, &first, 2, CANCEL).await;
    assert!(matches!(refused, Err(IntakeProblem::NotNow { state }) if state == "cancelled"));
}

#[tokio::test]
async fn an_action_is_named_once() {
    let bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[NINE]);
    bureau.receive(&sent).await.unwrap();
    act(&bureau, &sent, 1, CANCEL).await.unwrap();
    let other = act(&bureau, &sent, 1, r#"{"do":"erase"}"#).await;
    assert!(matches!(other, Err(IntakeProblem::IdConflict)));
    for wrong in ["", "{}", r#"{"do":"cancel","x":1}"#, r#"{"do":"marry"}"#] {
        let refused = act(&bureau, &sent, 3, wrong).await;
        assert!(
            matches!(refused, Err(IntakeProblem::NotDecodable)),
            "{wrong}"
        );
    }
    let mut stranger = sent.clone();
    stranger.capability = couple(&bureau.compiled.catalogue, 1, &[NINE]).capability;
    assert!(matches!(
        act(&bureau, &stranger, 4, CANCEL).await,
        Err(IntakeProblem::NotFound)
    ));
}

#[tokio::test]
async fn an_appointment_is_moved_only_against_another_and_only_so_often() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    let (first, second) = (
        couple(catalogue, 0, &[NINE]),
        couple(catalogue, 1, &[LATER]),
    );
    bureau.receive(&first).await.unwrap();
    bureau.receive(&second).await.unwrap();
    let full = act(&bureau, &first, 1, &change(LATER)).await;
    assert!(matches!(full, Err(IntakeProblem::Full { .. })));
    // Nothing of it has happened: the old place is still held.
    let third = couple(catalogue, 2, &[NINE]);
    assert_eq!(bureau.state(&third).await, "slot_lost");
    for (number, slot) in [(2, "yiwu/2026-12-07/0900"), (3, "yiwu/2026-12-08/0900")] {
        let moved = act(&bureau, &first, number, &change(slot)).await.unwrap();
        assert_eq!(moved.state, "confirmed");
        let mut slots = moved.events.iter().filter_map(|event| event.slot.as_ref());
        assert_eq!(slots.next_back().unwrap().to_string(), slot);
    }
    let once_more = act(&bureau, &first, 4, &change("yiwu/2026-12-09/0900")).await;
    assert!(matches!(once_more, Err(IntakeProblem::NotNow { .. })));
}

#[tokio::test]
async fn on_the_day_itself_it_is_too_late_to_move() {
    let mut bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[NINE]);
    bureau.receive(&sent).await.unwrap();
    bureau.now = NOW + 2 * DAY;
    let late = act(&bureau, &sent, 1, &change("yiwu/2026-12-08/0900")).await;
    assert!(matches!(late, Err(IntakeProblem::NotNow { .. })));
}

#[tokio::test]
async fn after_a_lost_slot_another_one_is_chosen() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    bureau
        .receive(&couple(catalogue, 0, &[NINE]))
        .await
        .unwrap();
    let lost = couple(catalogue, 1, &[NINE]);
    assert_eq!(bureau.state(&lost).await, "slot_lost");
    let again = act(&bureau, &lost, 1, &change(NINE)).await.unwrap();
    assert_eq!(again.state, "slot_lost");
    let chosen = act(&bureau, &lost, 2, &change(LATER)).await.unwrap();
    assert_eq!(chosen.state, "confirmed");
    let past = act(&bureau, &lost, 3, &change("yiwu/2026-01-05/0900")).await;
    assert!(matches!(past, Err(IntakeProblem::Lapsed { .. })));
}

#[tokio::test]
async fn help_is_withdrawn_then_erased_and_only_codes_stay() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    bureau.receive(&sent).await.unwrap();
    let early = act(&bureau, &sent, 1, r#"{"do":"erase"}"#).await;
    assert!(matches!(early, Err(IntakeProblem::NotNow { .. })));
    let added = r#"{"do":"supplement","answers":{"incident_place":{"detail":"样例路"}}}"#;
    let added = act(&bureau, &sent, 2, added).await.unwrap();
    assert_eq!(
        added.events.last().unwrap().reason.as_deref(),
        Some("supplemented")
    );
    let withdrawn = act(&bureau, &sent, 3, r#"{"do":"withdraw"}"#)
        .await
        .unwrap();
    assert_eq!(withdrawn.state, "withdrawn");
    let erased = act(&bureau, &sent, 4, r#"{"do":"erase"}"#).await.unwrap();
    assert_eq!(erased.state, "withdrawn");
    assert!(erased.events.iter().all(|event| event.errors.is_empty()));
    assert_eq!(bureau.intake.store.body(sent.id).await.unwrap(), None);
    // Even so it is not received a second time.
    assert!(!bureau.receive(&sent).await.unwrap().is_new);
}
