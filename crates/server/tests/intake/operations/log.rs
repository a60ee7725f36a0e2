//! The log tells what happened, and of nobody.

use crate::{
    server::{Reply, Server, ask, headers},
    support::{Sent, after_a_fire, definitions},
};
use serde_json::{Value as Json, json};

const NAME: &str = "00000000-0000-4000-8000-000000000077";
// SHA-256 of `abc`, FIPS 180-2 appendix B.1.
const FILE: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// Everything a citizen can do, right and wrong; what was answered.
fn story(server: &Server, sent: &Sent, stranger: &Sent) -> Vec<Reply> {
    let own = format!("/api/v1/submissions/{}", sent.id);
    let send = |by: &Sent, method: &str, path: String, body: &str| {
        let mut headers = headers(by);
        headers.push(("Upload-Offset", "0".to_owned()));
        headers.push(("Upload-Complete", "?1".to_owned()));
        headers.push(("X-Forwarded-For", "192.0.2.77".to_owned()));
        headers.push(("User-Agent", "canary-browser".to_owned()));
        ask(&server.address, method, &path, &headers, body.as_bytes()).unwrap()
    };
    let asked = |by: &Sent| {
        json!({ "reference": sent.reference.to_string(), "secret": by.secret.to_string() })
            .to_string()
    };
    vec![
        send(sent, "PATCH", format!("{own}/files/{FILE}"), "abc"),
        server.put(sent),
        server.put(sent),
        server.put(&sent.exchanged("\"fire\"", "\"other\"")),
        send(sent, "GET", format!("{own}/changes?since=0"), ""),
        send(stranger, "GET", format!("{own}/changes?since=0"), ""),
        send(sent, "POST", "/api/v1/status".to_owned(), &asked(sent)),
        send(sent, "POST", "/api/v1/status".to_owned(), &asked(stranger)),
        send(
            sent,
            "POST",
            format!("{own}/actions/{NAME}"),
            "{\"canary-word\":1}",
        ),
        send(
            sent,
            "POST",
            format!("{own}/actions/{NAME}"),
            r#"{"do":"withdraw"}"#,
        ),
        send(sent, "GET", "/api/v1/canary-address".to_owned(), ""),
        send(sent, "GET", "/canary-page?q=canary-query".to_owned(), ""),
        send(sent, "GET", "/canary-file.js".to_owned(), ""),
        send(sent, "CANARY", "/healthz".to_owned(), ""),
        server.get("/readyz"),
    ]
}

#[test]
fn the_log_of_a_whole_story_holds_nothing_of_anybody() {
    let server = Server::start_with("canary", &[], &["--trusted-proxy", "127.0.0.1"]);
    let catalogue = definitions(&[]).catalogue;
    let (sent, stranger) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    let replies = story(&server, &sent, &stranger);
    let log = server.log();
    let secret = sent.secret.to_string();
    for canary in [
        &sent.id.to_string(),
        &sent.reference.to_string(),
        &sent.reference.to_string().replace('-', ""),
        &sent.capability.to_string(),
        &stranger.capability.to_string(),
        &secret,
        &secret.replace('-', ""),
        "330782198504189086",
        "192.0.2.77",
        "canary",
        "CANARY",
        NAME,
        FILE,
        "fire",
        "Bearer",
    ] {
        assert!(!log.contains(canary), "{canary}: {log}");
    }
    // Every request has its line, and is found by what its answer carries.
    let lines: Vec<Json> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let requests: Vec<&Json> = lines
        .iter()
        .filter(|line| line["event"] == "request")
        .collect();
    assert_eq!(requests.len(), replies.len());
    for (reply, line) in replies.iter().zip(requests) {
        assert_eq!(line["correlation_id"], reply.header("correlation-id"));
        assert_eq!(line["status"], reply.status);
        assert_eq!(line.get("code"), reply.json.get("code"), "{line}");
        if let Some(named) = reply.json.get("correlation_id") {
            assert_eq!(named, &line["correlation_id"]);
        }
    }
    assert!(
        log.contains("\"route\":\"/api/v1/submissions/{id}/files/{sha256}\""),
        "{log}"
    );
}

#[test]
fn addresses_are_written_only_where_the_operator_wants_them() {
    let more = ["--log-addresses", "--trusted-proxy", "127.0.0.1"];
    let server = Server::start_with("addresses", &[], &more);
    let from = [("X-Forwarded-For", "192.0.2.77".to_owned())];
    ask(&server.address, "GET", "/healthz", &from, b"").unwrap();
    assert!(server.log().contains("\"address\":\"192.0.2.77\""));
}

#[test]
fn a_log_that_is_off_says_nothing_and_a_plain_one_speaks_in_words() {
    let off = Server::start_with("off", &[], &["--log", "off"]);
    off.get("/healthz");
    off.get("/api/nothing");
    assert_eq!(off.log(), "");
    let plain = Server::start_with("plain", &[], &["--log", "plain"]);
    let reply = plain.get("/api/nothing");
    let said = plain.log();
    let line = said.lines().last().unwrap();
    assert!(
        line.contains("GET /api/{*rest} 404 ") && line.ends_with(" not_found"),
        "{line}"
    );
    assert!(line.contains(reply.header("correlation-id")));
}
