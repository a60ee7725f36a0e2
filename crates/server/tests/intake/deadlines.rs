//! What happens by itself when a time is over, and not a second before.

use crate::{
    server::{PATIENCE, Server, ask, headers},
    support::{
        Bureau, DAY, NOW, Sent, after_a_fire, couple, couple_by, definitions, moment, pair, senior,
    },
};
use civil_affairs_cases::{
    CitizenRequest, OfficerMove, advance, changes, due_work, lapse, perform, upkeep,
};
use civil_affairs_domain::protocol::wire::Changes;
use civil_affairs_store::Filter;
use std::time::Instant;

const HOURS: [(&str, &str); 2] = [
    ("slot_capacity", "1"),
    ("opening_hours", "[\"09:00-11:30\"]"),
];
const TEN: &str = "yiwu/2026-12-03/1000";
const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600_000;
/// The end of the day of `NOW`, 2026-12-01T23:59:59 in Yiwu.
const MIDNIGHT: i64 = 1_796_140_799_000;

async fn seen(bureau: &Bureau, sent: &Sent) -> Changes {
    changes(&bureau.intake, sent.id, &sent.capability, 0)
        .await
        .unwrap()
}

/// Nothing happens at a moment, and a second later the case is in a state for a reason.
async fn lapses(bureau: &Bureau, sent: &Sent, last: i64, state: &str, reason: &str) {
    let before = seen(bureau, sent).await;
    let early = upkeep(&bureau.intake, &moment(last)).await.unwrap();
    assert_eq!(early.lapsed, 0, "too early");
    assert_eq!(seen(bureau, sent).await, before);
    let late = upkeep(&bureau.intake, &moment(last + SECOND))
        .await
        .unwrap();
    assert_eq!((late.lapsed, late.stuck), (1, 0));
    let after = seen(bureau, sent).await;
    let event = after.events.last().unwrap();
    assert_eq!(after.state, state);
    assert_eq!(event.reason.as_deref(), Some(reason));
    assert_eq!(event.actor, "server");
    // Done once.
    let again = upkeep(&bureau.intake, &moment(last + SECOND))
        .await
        .unwrap();
    assert_eq!(again.lapsed, 0);
}

#[tokio::test]
async fn nobody_came_once_the_day_is_over_and_the_place_is_given_back() {
    let bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    assert_eq!(bureau.state(&sent).await, "confirmed");
    lapses(&bureau, &sent, MIDNIGHT + 2 * DAY, "no_show", "day_over").await;
    let booking = bureau.intake.store.booking(sent.id).await.unwrap();
    assert_eq!(booking, None);
}

#[tokio::test]
async fn whoever_checked_in_was_there() {
    let bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    bureau.receive(&sent).await.unwrap();
    let wanted = OfficerMove {
        to: "checked_in".to_owned(),
        ..OfficerMove::default()
    };
    advance(&bureau.intake, &moment(NOW + 2 * DAY), sent.id, wanted)
        .await
        .unwrap();
    let late = upkeep(&bureau.intake, &moment(NOW + 9 * DAY))
        .await
        .unwrap();
    assert_eq!(late.lapsed, 0);
    // But the registrar is late.
    assert_eq!(late_ones(&bureau, MIDNIGHT + 2 * DAY).await, 0);
    assert_eq!(late_ones(&bureau, MIDNIGHT + 2 * DAY + SECOND).await, 1);
}

async fn late_ones(bureau: &Bureau, now: i64) -> usize {
    let filter = Filter {
        service: None,
        state: None,
        overdue: Some(moment(now).now),
        most: 10,
    };
    bureau.intake.store.list(&filter).await.unwrap().len()
}

#[tokio::test]
async fn of_a_card_that_nobody_fetches_one_is_reminded_once() {
    let bureau = Bureau::new(&[("senior_card_issue_enabled", "true")]).await;
    let sent = senior(&bureau.compiled.catalogue, 1);
    assert_eq!(bureau.state(&sent).await, "submitted");
    // senior_card_days: two working days.
    let promised = seen(&bureau, &sent).await.events[0].due.unwrap();
    assert_eq!(promised.to_string(), "2026-12-03");
    for state in ["approved", "card_made", "ready_for_pickup"] {
        let wanted = OfficerMove {
            to: state.to_owned(),
            ..OfficerMove::default()
        };
        let at = moment(NOW + DAY);
        advance(&bureau.intake, &at, sent.id, wanted).await.unwrap();
    }
    // pickup_keep_months: six, from 2026-12-02 on.
    let due = seen(&bureau, &sent).await.events[3].due.unwrap();
    assert_eq!(due.to_string(), "2027-06-02");
    lapses(
        &bureau,
        &sent,
        MIDNIGHT + 183 * DAY,
        "ready_for_pickup",
        "reminded",
    )
    .await;
    let later = upkeep(&bureau.intake, &moment(NOW + 400 * DAY)).await;
    assert_eq!(later.unwrap().lapsed, 0);
    let notices = bureau.intake.store.notices(0, 100).await.unwrap();
    assert_eq!(notices.len(), 5);
    assert_eq!(notices[4].notice.state, "ready_for_pickup");
    // It is a card file: nobody erases it.
    assert_eq!(late_ones(&bureau, NOW + 400 * DAY).await, 1);
}

#[tokio::test]
async fn a_moved_appointment_lasts_to_its_new_day() {
    let bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    bureau.receive(&sent).await.unwrap();
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"change","wishes":["yiwu/2026-12-08/0900"]}"#.to_vec(),
    };
    perform(&bureau.intake, &moment(NOW), request)
        .await
        .unwrap();
    lapses(&bureau, &sent, MIDNIGHT + 7 * DAY, "no_show", "day_over").await;
}

#[tokio::test]
async fn a_wish_that_the_office_never_answered_lapses_when_its_last_time_begins() {
    // No capacity is set: the office decides by hand.
    let bureau = Bureau::new(&[HOURS[1]]).await;
    let wishes = [TEN, "yiwu/2026-12-04/0930"];
    let sent = couple(&bureau.compiled.catalogue, 0, &wishes);
    assert_eq!(bureau.state(&sent).await, "submitted");
    // 09:30 on the fourth is 3 days, less 3 hours and 10 minutes, after 12:40 on the first.
    let begins = NOW + 3 * DAY - 3 * HOUR - HOUR / 6;
    lapses(&bureau, &sent, begins, "lapsed", "wishes_passed").await;
    // It is no dead end: other times go to the office again, and lapse in their turn.
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"change","wishes":["yiwu/2026-12-08/0930"]}"#.to_vec(),
    };
    let chosen = perform(&bureau.intake, &moment(begins + HOUR), request).await;
    assert_eq!(chosen.unwrap().state, "submitted");
    let supplements = bureau.intake.store.supplements(sent.id).await.unwrap();
    assert!(String::from_utf8_lossy(&supplements[0].body).contains("2026-12-08"));
    lapses(&bureau, &sent, begins + 4 * DAY, "lapsed", "wishes_passed").await;
}

#[tokio::test]
async fn while_no_hours_are_set_a_wish_lapses_with_its_morning() {
    let bureau = Bureau::new(&[]).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    bureau.receive(&sent).await.unwrap();
    let noon = NOW + 2 * DAY - 2 * HOUR / 3;
    lapses(&bureau, &sent, noon, "lapsed", "wishes_passed").await;
}

#[tokio::test]
async fn what_is_not_corrected_in_its_days_is_called_off() {
    let bureau = Bureau::new(&HOURS).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &[TEN]).exchanged("样例甲", "12345");
    assert_eq!(bureau.state(&sent).await, "need_correction");
    let due = seen(&bureau, &sent).await.events[1].due.unwrap();
    assert_eq!(due.to_string(), "2026-12-31");
    let last = MIDNIGHT + 30 * DAY;
    lapses(&bureau, &sent, last, "cancelled", "not_corrected").await;
}

#[tokio::test]
async fn after_a_lost_slot_one_can_choose_for_a_day_to_the_minute() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    bureau.receive(&couple(catalogue, 0, &[TEN])).await.unwrap();
    let lost = couple(catalogue, 1, &[TEN]);
    assert_eq!(bureau.state(&lost).await, "slot_lost");
    let changes = seen(&bureau, &lost).await;
    let event = &changes.events[1];
    assert_eq!(event.due_at.unwrap().unix_millis(), NOW + DAY);
    assert_eq!(event.due.unwrap().to_string(), "2026-12-02");
    // No place is kept for her: that would keep the others from them.
    assert_eq!(changes.held_until, None);
    lapses(&bureau, &lost, NOW + DAY, "cancelled", "not_chosen").await;
}

#[tokio::test]
async fn a_citizen_who_was_faster_wins() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    bureau.receive(&couple(catalogue, 0, &[TEN])).await.unwrap();
    let lost = couple(catalogue, 1, &[TEN]);
    bureau.receive(&lost).await.unwrap();
    let late = moment(NOW + DAY + SECOND);
    let due = due_work(&bureau.intake, &late).await.unwrap();
    assert_eq!(due, [lost.id]);
    let request = CitizenRequest {
        id: lost.id,
        capability: lost.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"change","wishes":["yiwu/2026-12-04/0900"]}"#.to_vec(),
    };
    perform(&bureau.intake, &late, request).await.unwrap();
    assert_eq!(lapse(&bureau.intake, &late, lost.id).await.unwrap(), None);
    assert_eq!(seen(&bureau, &lost).await.state, "confirmed");
}

#[tokio::test]
async fn an_unset_limit_never_ends() {
    let bureau = Bureau::new(&[HOURS[0], HOURS[1]]).await;
    let unset = Bureau::unset(&HOURS, "correction_days").await;
    for (bureau, wanted) in [(&bureau, 1), (&unset, 0)] {
        let sent = couple(&bureau.compiled.catalogue, 1, &[TEN]).exchanged("样例甲", "12345");
        assert_eq!(bureau.state(&sent).await, "need_correction");
        let later = upkeep(&bureau.intake, &moment(NOW + 80 * DAY)).await;
        assert_eq!(later.unwrap().lapsed, wanted);
    }
}

#[tokio::test]
async fn an_answer_is_promised_by_the_first_track_and_whoever_is_late_is_listed() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    bureau.receive(&sent).await.unwrap();
    // T1: food is missing after a fire, so first aid within 24 hours.
    let first = seen(&bureau, &sent).await.events[0].clone();
    assert_eq!(first.due_at.unwrap().unix_millis(), NOW + DAY);
    let late = async |now: i64| late_ones(&bureau, now).await;
    assert_eq!(late(NOW + DAY).await, 0);
    assert_eq!(late(NOW + DAY + SECOND).await, 1);
    // Nobody's application for help ends by itself.
    let later = upkeep(&bureau.intake, &moment(NOW + 90 * DAY)).await;
    assert_eq!(later.unwrap().lapsed, 0);
    let wanted = OfficerMove {
        to: "accepted".to_owned(),
        ..OfficerMove::default()
    };
    let accepted = advance(&bureau.intake, &moment(NOW + HOUR), sent.id, wanted).await;
    // The promise stays what it was.
    let due = accepted.unwrap().due.unwrap();
    assert_eq!(due.end().unix_millis(), NOW + DAY);
    let given = OfficerMove {
        to: "first_aid_given".to_owned(),
        ..OfficerMove::default()
    };
    advance(&bureau.intake, &moment(NOW + HOUR), sent.id, given)
        .await
        .unwrap();
    assert_eq!(late(NOW + 9 * DAY).await, 0);
}

#[tokio::test]
async fn an_appointment_is_forgotten_ninety_days_after_its_day_and_its_log_is_not() {
    let bureau = Bureau::new(&HOURS).await;
    let catalogue = &bureau.compiled.catalogue;
    let came = couple(catalogue, 0, &[TEN]);
    let lapsed = couple(catalogue, 1, &["yiwu/2026-12-02/1000"]);
    let waits = after_a_fire(catalogue, 2);
    for sent in [&came, &lapsed, &waits] {
        bureau.receive(sent).await.unwrap();
    }
    for state in ["checked_in", "in_review", "registered"] {
        let wanted = OfficerMove {
            to: state.to_owned(),
            ..OfficerMove::default()
        };
        let at = moment(NOW + 2 * DAY);
        advance(&bureau.intake, &at, came.id, wanted).await.unwrap();
    }
    let store = &bureau.intake.store;
    // 90 days after the third of December the third of March is still kept, whoever asks.
    let last = upkeep(&bureau.intake, &moment(MIDNIGHT + 91 * DAY)).await;
    assert_eq!(last.unwrap().erased, 0);
    let gone = upkeep(&bureau.intake, &moment(MIDNIGHT + 91 * DAY + SECOND)).await;
    assert_eq!(gone.unwrap().erased, 1);
    let gone = upkeep(&bureau.intake, &moment(MIDNIGHT + 92 * DAY + SECOND)).await;
    assert_eq!(gone.unwrap().erased, 1);
    for sent in [&came, &lapsed] {
        assert_eq!(store.body(sent.id).await.unwrap(), None);
        assert_eq!(store.booking(sent.id).await.unwrap(), None);
        let steps = store.steps(sent.id, 0).await.unwrap();
        let reason = steps.last().unwrap().reason.as_deref();
        assert_eq!(reason, Some("erased_retention"));
        assert!(steps.iter().all(|step| step.told == Default::default()));
    }
    let states: Vec<String> = bureau
        .all()
        .await
        .into_iter()
        .map(|one| one.state)
        .collect();
    assert_eq!(states, ["registered", "no_show", "submitted"]);
    // No rule says when this one goes.
    assert!(store.body(waits.id).await.unwrap().is_some());
    // Even so it is not received a second time.
    assert!(!bureau.receive(&came).await.unwrap().is_new);
}

#[tokio::test]
async fn what_reached_no_end_is_called_off_when_its_time_is_over() {
    let bureau = Bureau::new(&[HOURS[1]]).await;
    let sent = couple(&bureau.compiled.catalogue, 0, &[TEN]);
    bureau.receive(&sent).await.unwrap();
    let at = moment(NOW + 95 * DAY);
    let done = upkeep(&bureau.intake, &at).await.unwrap();
    assert_eq!((done.lapsed, done.erased), (1, 1));
    assert_eq!(bureau.all().await[0].state, "cancelled");
    let unset = Bureau::unset(&HOURS, "appointment_retention_days").await;
    let kept = couple(&unset.compiled.catalogue, 0, &[TEN]);
    unset.receive(&kept).await.unwrap();
    let done = upkeep(&unset.intake, &moment(NOW + 900 * DAY))
        .await
        .unwrap();
    assert_eq!((done.lapsed, done.erased), (1, 0));
}

#[test]
fn a_server_that_starts_works_off_what_is_over() {
    let set = [
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-10:00\"]"),
        ("partner_confirmation_required", "true"),
        ("partner_confirmation_hours", "0"),
    ];
    let mut server = Server::start("upkeep", &set);
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0].clone();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let catalogue = definitions(&set).catalogue;
    let sent = couple_by(&catalogue, 1, &pair(1), &[slot.as_str().unwrap()], now);
    assert_eq!(server.put(&sent).json["state"], "awaiting_partner");
    let path = format!("/api/v1/submissions/{}/changes?since=0", sent.id);
    let seen = |server: &Server| {
        ask(&server.address, "GET", &path, &headers(&sent), b"")
            .unwrap()
            .json
    };
    let begun = Instant::now();
    // Over once a second has passed; a start before that finds nothing to do.
    while seen(&server)["state"] != "lapsed" {
        assert!(begun.elapsed() < PATIENCE, "{}", seen(&server));
        server.kill();
        server.start_again();
    }
    let events = seen(&server)["events"].clone();
    assert_eq!(events[2]["reason"], "partner_silent");
    // The place is free again.
    let free = server.get("/api/v1/slots/yiwu").json;
    assert!(free["free"].as_array().unwrap().contains(&slot));
}
