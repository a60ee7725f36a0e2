//! The other party says yes or no, once, and sees nothing that names anybody.

use crate::{
    server::{Reply, Server, ask, headers},
    support::{Bureau, DAY, NOW, Sent, couple, couple_by, definitions, moment, pair},
};
use civil_affairs_cases::{CitizenRequest, IntakeProblem, partner, partner_code, perform, upkeep};
use civil_affairs_domain::{
    protocol::wire::{PartnerAction, PartnerReply, PartnerView},
    value::code::PartnerCode,
};
use serde_json::json;

const ASKED: [(&str, &str); 3] = [
    ("slot_capacity", "1"),
    ("opening_hours", "[\"09:00-11:30\"]"),
    ("partner_confirmation_required", "true"),
];
const TEN: &str = "yiwu/2026-12-03/1000";
const LOOK: PartnerAction = PartnerAction::Look {};
const CONFIRM: PartnerAction = PartnerAction::Confirm {};
const DECLINE: PartnerAction = PartnerAction::Decline {};

async fn says(bureau: &Bureau, sent: &Sent, request: PartnerAction) -> PartnerView {
    let code = partner_code(&sent.capability);
    let said = partner(&bureau.intake, &moment(bureau.now), sent.id, &code, request).await;
    said.unwrap()
}

async fn asked() -> (Bureau, Sent) {
    let bureau = Bureau::new(&ASKED).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &[TEN]);
    assert_eq!(bureau.state(&sent).await, "awaiting_partner");
    (bureau, sent)
}

#[tokio::test]
async fn she_sees_when_and_where_and_nothing_more() {
    let (bureau, sent) = asked().await;
    let view = says(&bureau, &sent, LOOK).await;
    assert_eq!(view.slot.as_ref().unwrap().to_string(), TEN);
    assert_eq!(view.due_at.unwrap().unix_millis(), NOW + DAY);
    assert_eq!((view.state.as_str(), view.said), ("awaiting_partner", None));
    let shown = serde_json::to_value(&view).unwrap();
    let mut keys: Vec<&String> = shown.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["due", "due_at", "service", "slot", "state"]);
}

#[tokio::test]
async fn what_she_said_stays_whatever_is_said_later() {
    let (bureau, sent) = asked().await;
    let first = says(&bureau, &sent, CONFIRM).await;
    assert_eq!(first.state, "confirmed");
    assert_eq!(
        (first.said, first.due),
        (Some(PartnerReply::Confirmed), None)
    );
    for request in [CONFIRM, DECLINE, LOOK] {
        assert_eq!(says(&bureau, &sent, request).await, first);
    }
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let last = steps.last().unwrap();
    assert_eq!(
        (last.state.as_str(), last.actor.as_str()),
        ("confirmed", "party_b")
    );
    assert_eq!(last.told.slot.as_ref().unwrap().to_string(), TEN);
    assert_eq!(steps.len(), 3);
    // From here on it is an appointment like any other.
    let late = upkeep(&bureau.intake, &moment(NOW + 3 * DAY))
        .await
        .unwrap();
    assert_eq!(late.lapsed, 1);
    assert_eq!(says(&bureau, &sent, LOOK).await.state, "no_show");
}

#[tokio::test]
async fn a_no_gives_the_place_back() {
    let (bureau, sent) = asked().await;
    let view = says(&bureau, &sent, DECLINE).await;
    assert_eq!(
        (view.state.as_str(), view.slot.as_ref()),
        ("cancelled", None)
    );
    assert_eq!(says(&bureau, &sent, CONFIRM).await, view);
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let reason = steps.last().unwrap().reason.as_deref();
    assert_eq!(reason, Some("partner_declined"));
    let next = couple(&bureau.compiled.catalogue, 2, &[TEN]);
    assert_eq!(bureau.state(&next).await, "awaiting_partner");
}

#[tokio::test]
async fn silence_lapses_to_the_minute_and_a_yes_comes_too_late_then() {
    let (mut bureau, sent) = asked().await;
    bureau.now = NOW + DAY;
    let still = upkeep(&bureau.intake, &moment(bureau.now)).await.unwrap();
    assert_eq!(still.lapsed, 0);
    // Nobody has looked at the clock yet.
    bureau.now += 1_000;
    let view = says(&bureau, &sent, CONFIRM).await;
    assert_eq!((view.state.as_str(), view.said), ("lapsed", None));
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let reason = steps.last().unwrap().reason.as_deref();
    assert_eq!(reason, Some("partner_silent"));
    // Another time is chosen, and she is asked again with the same code.
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"change","wishes":["yiwu/2026-12-08/0900"]}"#.to_vec(),
    };
    let chosen = perform(&bureau.intake, &moment(bureau.now), request).await;
    assert_eq!(chosen.unwrap().state, "awaiting_partner");
    assert_eq!(says(&bureau, &sent, CONFIRM).await.state, "confirmed");
}

#[tokio::test]
async fn nothing_is_waited_for_beyond_the_appointment_itself() {
    let mut bureau = Bureau::new(&ASKED).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &["yiwu/2026-12-02/0900"]);
    bureau.receive(&sent).await.unwrap();
    let begin = NOW + DAY - 3_600_000 * 11 / 3;
    let view = says(&bureau, &sent, LOOK).await;
    assert_eq!(view.due_at.unwrap().unix_millis(), begin);
    bureau.now = begin + 1_000;
    upkeep(&bureau.intake, &moment(bureau.now)).await.unwrap();
    assert_eq!(says(&bureau, &sent, LOOK).await.state, "lapsed");
}

#[tokio::test]
async fn the_first_party_may_call_it_off_meanwhile() {
    let (bureau, sent) = asked().await;
    let request = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: br#"{"do":"cancel"}"#.to_vec(),
    };
    perform(&bureau.intake, &moment(NOW), request)
        .await
        .unwrap();
    assert_eq!(says(&bureau, &sent, CONFIRM).await.state, "cancelled");
}

#[tokio::test]
async fn a_wrong_code_is_answered_like_an_unknown_appointment() {
    let (bureau, sent) = asked().await;
    let other = couple(&bureau.compiled.catalogue, 2, &[TEN]);
    let wrong = partner_code(&other.capability);
    let capability = PartnerCode::parse(&sent.capability.to_string()).unwrap();
    let right = partner_code(&sent.capability);
    let at = moment(NOW);
    for (id, code) in [
        (sent.id, &wrong),
        (sent.id, &capability),
        (other.id, &right),
    ] {
        for request in [LOOK, CONFIRM, DECLINE] {
            let refused = partner(&bureau.intake, &at, id, code, request).await;
            assert!(matches!(refused, Err(IntakeProblem::NotFound)));
        }
    }
    assert_eq!(says(&bureau, &sent, LOOK).await.state, "awaiting_partner");
    // Where nobody is asked there is nothing to answer.
    let plain = Bureau::new(&ASKED[..2]).await;
    plain.receive(&sent).await.unwrap();
    let refused = partner(&plain.intake, &at, sent.id, &right, LOOK).await;
    assert!(matches!(refused, Err(IntakeProblem::NotFound)));
}

#[tokio::test]
async fn a_second_booking_of_the_same_two_is_asked_about_alike() {
    let (bureau, sent) = asked().await;
    let free = [("slot_capacity", "2"), ASKED[1], ASKED[2]];
    let two = Bureau::new(&free).await;
    let again = couple_by(&bureau.compiled.catalogue, 2, &pair(1), &[TEN], NOW);
    two.receive(&sent).await.unwrap();
    two.receive(&again).await.unwrap();
    for request in [LOOK, CONFIRM] {
        let first = says(&two, &sent, request).await;
        assert_eq!(first, says(&two, &again, request).await);
    }
}

#[test]
fn over_the_wire_guessing_is_slowed_down() {
    let server = Server::start("partner", &ASKED);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let catalogue = definitions(&ASKED).catalogue;
    let sent = couple_by(&catalogue, 1, &pair(1), &[&slot], now);
    assert_eq!(server.put(&sent).json["state"], "awaiting_partner");
    let code = partner_code(&sent.capability).to_string();
    let post = |id: &str, code: &str, request: &str| -> Reply {
        let headers = [
            ("Content-Type", "application/json".to_owned()),
            ("Authorization", format!("Bearer {code}")),
        ];
        let path = format!("/api/v1/partner/{id}");
        let body = json!({ "do": request }).to_string();
        ask(&server.address, "POST", &path, &headers, body.as_bytes()).unwrap()
    };
    let id = sent.id.to_string();
    let looked = post(&id, &code, "look");
    assert_eq!((looked.status, &looked.json["slot"]), (200, &json!(slot)));
    assert!(looked.head.contains("cache-control: no-store"));
    assert_eq!(post(&id, &code, "marry").json["code"], "not_decodable");
    let wrong = sent.capability.to_string();
    let mut answers: Vec<Reply> = vec![post(&id, &wrong, "confirm")];
    answers.push(post(
        "00000000-0000-7000-8000-000000000000",
        &code,
        "confirm",
    ));
    answers.push(post("x", &code, "confirm"));
    answers.push(post(&id, "short", "confirm"));
    for answer in &mut answers {
        answer.json["correlation_id"] = json!(null);
        assert_eq!(
            (answer.status, &answer.json["code"]),
            (404, &json!("not_found"))
        );
    }
    assert!(answers.iter().all(|answer| answer.json == answers[0].json));
    assert_eq!(post(&id, &code, "confirm").json["said"], "confirmed");
    let mut last = post(&id, &wrong, "look");
    for _ in 0..30 {
        last = post(&id, &wrong, "look");
    }
    assert_eq!(
        (last.status, &last.json["code"]),
        (429, &json!("rate_limited"))
    );
    let path = format!("/api/v1/submissions/{}/changes?since=0", sent.id);
    let seen = ask(&server.address, "GET", &path, &headers(&sent), b"").unwrap();
    assert_eq!(seen.json["state"], "confirmed");
}
