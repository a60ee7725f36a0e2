//! What is refused for its size, its form or its number.

use super::refusal;
use crate::{
    server::{Reply, Server, ask, headers},
    support::{Sent, after_a_fire, definitions},
};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

/// The same with another body.
fn with_body(sent: &Sent, body: &Json) -> Sent {
    Sent {
        body: body.to_string().into_bytes(),
        ..sent.clone()
    }
}

#[test]
fn what_no_app_of_ours_writes_is_not_decoded() {
    let server = Server::start("strict", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let body: Json = serde_json::from_slice(&sent.body).unwrap();
    let with = |name: &str, value: Json| {
        let mut body = body.clone();
        body[name] = value;
        with_body(&sent, &body)
    };
    let mut deep = json!({});
    for _ in 0..200 {
        deep = json!({ "a": deep });
    }
    let long: Vec<String> = (0..5_001).map(|number| number.to_string()).collect();
    for (what, wrong) in [
        ("an unknown field", with("another", json!(1))),
        ("too deep", with("answers", deep)),
        ("a long list", with("none_now", json!(long))),
        ("another form", with("v", json!(999))),
    ] {
        let reply = server.put(&wrong);
        assert_eq!(refusal(&reply), (400, "not_decodable"), "{what}");
    }
    assert_eq!(server.put(&sent).status, 201);
    let post = |path: &str, body: &str| {
        let headers = headers(&sent);
        ask(&server.address, "POST", path, &headers, body.as_bytes()).unwrap()
    };
    let name = "00000000-0000-4000-8000-000000000001";
    let action = format!("/api/v1/submissions/{}/actions/{name}", sent.id);
    let unknown = post(&action, r#"{"do":"withdraw","why":"because"}"#);
    assert_eq!(refusal(&unknown), (400, "not_decodable"));
    let asked = json!({ "reference": sent.reference.to_string(), "secret": sent.secret.to_string(), "more": 1 });
    let asked = post("/api/v1/status", &asked.to_string());
    assert_eq!(refusal(&asked), (400, "not_decodable"));
    let changes = format!("/api/v1/submissions/{}/changes?since=0&more=1", sent.id);
    let changes = ask(&server.address, "GET", &changes, &headers(&sent), b"").unwrap();
    assert_eq!(refusal(&changes), (400, "not_decodable"));
}

#[test]
fn one_submission_takes_so_many_files_and_so_many_writes_a_minute() {
    let more = ["--writes-per-submission", "102"];
    let server = Server::start_with("files", &[], &more);
    let catalogue = definitions(&[]).catalogue;
    let (sent, other) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    let put = |number: u32| {
        let bytes = number.to_be_bytes();
        let hash = Sha256::digest(bytes)
            .into_iter()
            .map(|byte| format!("{byte:02x}"));
        let path = format!(
            "/api/v1/submissions/{}/files/{}",
            sent.id,
            hash.collect::<String>()
        );
        let headers = [
            headers(&sent)[2].clone(),
            ("Upload-Offset", "0".to_owned()),
            ("Upload-Complete", "?1".to_owned()),
        ];
        ask(&server.address, "PATCH", &path, &headers, &bytes).unwrap()
    };
    for number in 0..100 {
        assert_eq!(put(number).status, 204, "{number}");
    }
    assert_eq!(refusal(&put(100)), (413, "too_large"));
    // The last one that is let through is the submission itself.
    assert_eq!(server.put(&sent).status, 201);
    let late = put(101);
    assert_eq!(refusal(&late), (429, "rate_limited"));
    assert!(late.header("retry-after").parse::<u32>().unwrap() <= 60);
    assert_eq!(server.put(&other).status, 201);
}

#[test]
fn a_head_that_never_fits_is_refused() {
    let server = Server::start("head", &[]);
    let send = |head: &str| {
        let mut stream = std::net::TcpStream::connect(&server.address).unwrap();
        let _ = stream.write_all(head.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::read(&answer).map_or(0, |reply| reply.status)
    };
    let many: String = (0..100)
        .map(|number| format!("x-{number}: 1\r\n"))
        .collect();
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n");
    assert_eq!(send(&many), 431);
    let large = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nx: {}\r\n\r\n",
        "y".repeat(64 * 1024)
    );
    assert_eq!(send(&large), 431);
    assert_eq!(server.get("/healthz").status, 200);
}
