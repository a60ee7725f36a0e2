//! What goes over the wire.

use crate::{
    server::{Server, ask, headers},
    support::{after_a_fire, couple, definitions},
};
use serde_json::{Value as Json, json};

#[test]
fn a_submission_is_received_once_and_answered_alike() {
    let server = Server::start("once", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let first = server.put(&sent);
    let again = server.put(&sent);
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.json, again.json);
    assert_eq!(first.json["reference"], sent.reference.to_string());
    assert!(first.head.contains("cache-control: no-store"));
    let changes = ask(
        &server.address,
        "GET",
        &format!("/api/v1/submissions/{}/changes?since=0", sent.id),
        &headers(&sent),
        b"",
    )
    .unwrap();
    assert_eq!(changes.json["state"], "submitted");
    assert_eq!(changes.json["cursor"], 1);
    assert_eq!(changes.json["events"][0]["seq"], 1);
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn what_is_not_received_is_told_by_its_code() {
    let server = Server::start("codes", &[]);
    let catalogue = definitions(&[]).catalogue;
    let sent = after_a_fire(&catalogue, 1);
    let path = format!("/api/v1/submissions/{}", sent.id);
    let put = |headers: &[(&str, String)], body: &[u8]| {
        ask(&server.address, "PUT", &path, headers, body).unwrap()
    };
    let good = headers(&sent);
    let without = |name: &str| {
        let mut headers = good.clone();
        headers.retain(|(own, _)| *own != name);
        headers
    };
    let mut damaged = sent.body.clone();
    damaged[30] ^= 1;
    let large = vec![b' '; (1 << 20) + 1];
    for (reply, status, wanted) in [
        (put(&good, &damaged), 400, "digest_mismatch"),
        (
            put(&without("Content-Type"), &sent.body),
            400,
            "not_decodable",
        ),
        (
            put(&without("Content-Digest"), &sent.body),
            400,
            "not_decodable",
        ),
        (
            put(&without("Submission-Secret"), &sent.body),
            400,
            "not_decodable",
        ),
        (put(&without("Authorization"), &sent.body), 404, "not_found"),
        (put(&good, &large), 413, "too_large"),
        (
            ask(&server.address, "POST", &path, &good, b"").unwrap(),
            405,
            "method_not_allowed",
        ),
        (
            server.get("/api/v1/submissions/x/changes"),
            404,
            "not_found",
        ),
        (
            server.get("/api/v1/slots/yiwu?from=tomorrow"),
            400,
            "not_decodable",
        ),
        (server.get("/api/v1/slots/nowhere"), 404, "not_found"),
    ] {
        assert_eq!((reply.status, reply.code()), (status, wanted));
    }
    assert_eq!(server.put(&sent).status, 201);
    let other = sent.exchanged("\"fire\"", "\"other\"");
    let conflict = server.put(&other);
    assert_eq!((conflict.status, conflict.code()), (409, "id_conflict"));
}

#[test]
fn another_capability_sees_as_much_as_for_something_unknown() {
    let server = Server::start("stranger", &[]);
    let catalogue = definitions(&[]).catalogue;
    let (sent, stranger) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    server.put(&sent);
    let look = |id: &str| {
        let path = format!("/api/v1/submissions/{id}/changes");
        let mut reply = ask(&server.address, "GET", &path, &headers(&stranger), b"").unwrap();
        reply.json["correlation_id"] = Json::Null;
        (reply.status, reply.json)
    };
    assert_eq!(look(&sent.id.to_string()), look(&stranger.id.to_string()));
}

#[test]
fn reference_and_secret_show_the_state_from_elsewhere_and_guessing_is_slowed_down() {
    let server = Server::start("status", &[]);
    let catalogue = definitions(&[]).catalogue;
    let (sent, other) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    server.put(&sent);
    let kind = [("Content-Type", "application/json".to_owned())];
    let ask = |reference: &str, secret: &str| {
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
    let typed = sent.reference.to_string().to_lowercase().replace('-', " ");
    let found = ask(&typed, &sent.secret.to_string().to_lowercase());
    assert_eq!(found.json["state"], "submitted", "{found:?}");
    assert_eq!(
        ask(&sent.reference.to_string(), &other.secret.to_string()).code(),
        "not_found"
    );
    assert_eq!(
        ask(&other.reference.to_string(), &other.secret.to_string()).code(),
        "not_found"
    );
    let wrong = || ask(&sent.reference.to_string(), &other.secret.to_string());
    let mut last = wrong();
    for _ in 0..8 {
        last = wrong();
    }
    assert_eq!((last.status, last.code()), (429, "rate_limited"));
    assert!(last.head.contains("retry-after: "), "{}", last.head);
}

#[test]
fn free_slots_are_shown_without_what_is_full() {
    let hours = [
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-10:00\"]"),
    ];
    let server = Server::start("free", &hours);
    let free = server.get("/api/v1/slots/yiwu").json;
    assert_eq!(free["office_id"], "yiwu");
    let first = free["free"][0].as_str().unwrap().to_owned();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let catalogue = definitions(&hours).catalogue;
    let pair = crate::support::pair(0);
    let sent = crate::support::couple_by(&catalogue, 0, &pair, &[&first], now);
    let reply = server.put(&sent);
    assert_eq!(reply.json["state"], "confirmed", "{reply:?}");
    let after = server.get("/api/v1/slots/yiwu").json;
    assert!(!after["free"].as_array().unwrap().contains(&json!(first)));
}

#[test]
fn a_booking_whose_wishes_have_passed_is_not_received_and_told_what_is_free() {
    let server = Server::start("lapsed", &[]);
    let catalogue = definitions(&[]).catalogue;
    let sent = couple(&catalogue, 0, &["yiwu/2026-12-03/1000"]);
    let past = sent
        .exchanged("yiwu/2026-12-03/1000", "yiwu/2026-01-05/1000")
        .exchanged("yiwu/2026-12-03/1000", "yiwu/2026-01-05/1000");
    let reply = server.put(&past);
    assert_eq!((reply.status, reply.code()), (422, "lapsed"));
    assert_eq!(reply.json["alternatives"].as_array().unwrap().len(), 5);
}

#[test]
fn a_file_is_sent_in_parts_and_an_action_is_answered_with_what_happened() {
    let server = Server::start("parts", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    // SHA-256 of `abc`, FIPS 180-2 appendix B.1.
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let path = format!("/api/v1/submissions/{}/files/{hash}", sent.id);
    let authorised = headers(&sent)[2].clone();
    let part = |offset: &str, last: &str, bytes: &[u8]| {
        let headers = [
            authorised.clone(),
            ("Upload-Offset", offset.to_owned()),
            ("Upload-Complete", last.to_owned()),
        ];
        ask(&server.address, "PATCH", &path, &headers, bytes).unwrap()
    };
    let here = || {
        let reply = ask(
            &server.address,
            "HEAD",
            &path,
            std::slice::from_ref(&authorised),
            b"",
        )
        .unwrap();
        assert_eq!(reply.status, 204);
        reply.head
    };
    assert!(here().contains("upload-offset: 0"));
    assert_eq!(part("0", "?0", b"ab").status, 204);
    assert!(here().contains("upload-offset: 2"));
    let wrong = part("0", "?1", b"abc");
    assert_eq!((wrong.status, wrong.code()), (409, "offset_mismatch"));
    assert!(wrong.head.contains("upload-offset: 2"), "{}", wrong.head);
    assert_eq!(part("2", "yes", b"c").code(), "not_decodable");
    assert_eq!(part("2", "?1", b"c").status, 204);
    assert!(here().contains("upload-complete: ?1"));

    server.put(&sent);
    let act = |name: &str, body: &str| {
        let path = format!("/api/v1/submissions/{}/actions/{name}", sent.id);
        let headers = headers(&sent);
        ask(&server.address, "POST", &path, &headers, body.as_bytes()).unwrap()
    };
    let name = "00000000-0000-4000-8000-000000000001";
    let withdrawn = act(name, r#"{"do":"withdraw"}"#);
    assert_eq!(
        (withdrawn.status, &withdrawn.json["state"]),
        (200, &json!("withdrawn"))
    );
    assert_eq!(act(name, r#"{"do":"withdraw"}"#).json, withdrawn.json);
    let refused = act(
        "00000000-0000-4000-8000-000000000002",
        r#"{"do":"withdraw"}"#,
    );
    assert_eq!((refused.status, refused.code()), (409, "not_now"));
    assert_eq!(refused.json["state"], "withdrawn");
}
