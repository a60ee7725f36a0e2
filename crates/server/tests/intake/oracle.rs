//! Nothing that an anonymous sender sees tells whether somebody else has an appointment. The time that an answer takes
//! is measured by `cargo xtask bench`: a test may not depend on it.

use crate::{
    server::{Reply, Server, ask, headers},
    support::{Sent, couple_by, definitions, pair},
};
use civil_affairs_domain::protocol::receipt::Unverified;
use serde_json::{Value as Json, json};

/// An answer without what is another for every sender: its receipt, reference, times and marks.
fn seen(sent: &Sent, reply: &Reply) -> (u16, Vec<String>, Json) {
    let head = reply
        .head
        .lines()
        .filter(|line| !line.starts_with("date: ") && !line.starts_with("correlation-id: "));
    let mut json = reply.json.clone();
    for name in ["receipt", "correlation_id"] {
        if let Some(value) = json.get_mut(name) {
            *value = json!(value.as_str().unwrap().len());
        }
    }
    for event in json["events"].as_array_mut().into_iter().flatten() {
        event["at"] = json!(event["at"].as_str().unwrap().len());
    }
    let text = json
        .to_string()
        .replace(&sent.reference.to_string(), "REFERENCE");
    (
        reply.status,
        head.map(str::to_owned).collect(),
        serde_json::from_str(&text).unwrap(),
    )
}

/// Everything that can be asked about a submission, in order, with what is answered.
fn life(server: &Server, sent: &Sent, other: &str) -> Vec<(u16, Vec<String>, Json)> {
    let path = format!("/api/v1/submissions/{}", sent.id);
    let to = |method: &str, rest: &str, body: &[u8]| {
        ask(
            &server.address,
            method,
            &format!("{path}{rest}"),
            &headers(sent),
            body,
        )
        .unwrap()
    };
    // Each device names its own actions.
    let id = sent.id.to_string();
    let device: Vec<&str> = id.rsplitn(3, '-').collect();
    let act = |number: u32, body: &str| {
        let name = format!("/actions/{number:08}-0000-4000-{}-{}", device[1], device[0]);
        to("POST", &name, body.as_bytes())
    };
    let asked =
        json!({ "reference": sent.reference.to_string(), "secret": sent.secret.to_string() })
            .to_string();
    let kind = [("Content-Type", "application/json".to_owned())];
    let first = server.put(sent);
    let receipt = Unverified::parse(first.json["receipt"].as_str().unwrap())
        .unwrap()
        .receipt;
    assert_eq!(
        (receipt.submission_id, receipt.state.as_str()),
        (sent.id, "confirmed")
    );
    let replies = [
        first,
        server.put(sent),
        to("GET", "/changes", b""),
        ask(
            &server.address,
            "POST",
            "/api/v1/status",
            &kind,
            asked.as_bytes(),
        )
        .unwrap(),
        act(1, &format!(r#"{{"do":"change","wishes":["{other}"]}}"#)),
        act(2, r#"{"do":"erase"}"#),
        act(3, r#"{"do":"cancel"}"#),
        act(4, r#"{"do":"erase"}"#),
        server.put(sent),
    ];
    replies.iter().map(|reply| seen(sent, reply)).collect()
}

#[test]
fn a_second_booking_of_the_same_two_is_answered_like_a_first_to_the_last_byte() {
    let set = [
        ("slot_capacity", "9"),
        ("opening_hours", "[\"09:00-10:00\"]"),
    ];
    let server = Server::start("oracle", &set);
    let free = server.get("/api/v1/slots/yiwu").json["free"].clone();
    // Late enough to be moved.
    let [slot, other] = [20, 21].map(|at| free[at].as_str().unwrap().to_owned());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let catalogue = definitions(&set).catalogue;
    let booked = couple_by(&catalogue, 0, &pair(0), &[&slot], now);
    server.put(&booked);
    let mut lives = Vec::new();
    // Alternately somebody new and somebody who has booked already, named in either order.
    for number in 1..9 {
        let mut two = pair(if number % 2 == 0 { 0 } else { number });
        if number % 4 == 0 {
            two.reverse();
        }
        let sent = couple_by(&catalogue, number, &two, &[&slot], now);
        lives.push(life(&server, &sent, &other));
    }
    let statuses: Vec<u16> = lives[0].iter().map(|(status, ..)| *status).collect();
    assert_eq!(statuses, [201, 200, 200, 200, 200, 409, 200, 200, 200]);
    for life in &lives {
        assert_eq!(*life, lives[0]);
    }
}

#[test]
fn an_unknown_reference_and_a_wrong_secret_are_one_answer_and_guessing_ends_soon() {
    let server = Server::start("guess", &[]);
    let catalogue = definitions(&[]).catalogue;
    let sent = crate::support::after_a_fire(&catalogue, 1);
    let unknown = crate::support::after_a_fire(&catalogue, 2);
    server.put(&sent);
    let kind = [("Content-Type", "application/json".to_owned())];
    let guess = |reference: String, secret: &str| {
        let body = json!({ "reference": reference, "secret": secret }).to_string();
        ask(
            &server.address,
            "POST",
            "/api/v1/status",
            &kind,
            body.as_bytes(),
        )
        .unwrap()
    };
    // A code that nobody has, drawn as a guesser would.
    let wrong = unknown.secret.to_string();
    let mut refused = 0;
    for _ in 0..12 {
        let [known, other] = [&sent, &unknown].map(|one| guess(one.reference.to_string(), &wrong));
        let plain = |reply: &Reply| {
            let (status, mut head, mut json) = seen(&sent, reply);
            // Seconds pass between two answers.
            head.retain(|line| {
                !line.starts_with("retry-after: ") && !line.starts_with("content-length: ")
            });
            json["retry_after"].take();
            (status, head, json)
        };
        assert_eq!(plain(&known), plain(&other));
        refused += usize::from(known.status == 429);
    }
    assert_eq!(refused, 2, "ten guesses of each reference");
    // Nor does the right one help then, and the time to wait is told.
    let late = guess(sent.reference.to_string(), &sent.secret.to_string());
    assert_eq!((late.status, late.code()), (429, "rate_limited"));
    let wait: u32 = late.header("retry-after").parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    // Whoever goes from reference to reference is stopped by the address.
    let mut last = late.status;
    for number in 3..40 {
        let other = crate::support::after_a_fire(&catalogue, number);
        last = guess(other.reference.to_string(), &wrong).status;
    }
    assert_eq!(last, 429);
}
