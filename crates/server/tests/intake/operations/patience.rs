//! Slow clients, many clients, and an end in order.

use super::refusal;
use crate::{
    server::{PATIENCE, Reply, Server, head, headers},
    support::{Sent, after_a_fire, definitions},
};
use std::{
    fs,
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::Duration,
};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    rest
}

/// Reads up to the end of a head.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}

/// Begins to hand in, as far as the server reads the body.
fn begun(server: &Server, sent: &Sent) -> TcpStream {
    let mut stream = connect(server);
    let mut headers = headers(sent);
    headers.push(("Expect", "100-continue".to_owned()));
    let path = format!("/api/v1/submissions/{}", sent.id);
    let head = head("PUT", &path, &headers, sent.body.len());
    stream.write_all(head.as_bytes()).unwrap();
    assert!(read_head(&mut stream).starts_with("HTTP/1.1 100 "));
    stream
}

fn ended(stream: &mut TcpStream, sent: &Sent) -> Reply {
    stream.write_all(&sent.body).unwrap();
    Reply::read(&rest(stream)).unwrap()
}

#[test]
fn a_head_that_does_not_come_and_a_connection_that_is_not_used_are_closed() {
    let server = Server::start_with("slow-head", &[], &["--head-seconds", "1"]);
    let mut slow = connect(&server);
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: lo")
        .unwrap();
    let mut silent = connect(&server);
    let mut idle = connect(&server);
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let answered = read_head(&mut idle);
    assert!(answered.starts_with("HTTP/1.1 200") && !answered.contains("connection: close"));
    // Each of these returns because the server ends the connection.
    assert_eq!(rest(&mut idle), b"ok\n");
    for stream in [&mut slow, &mut silent] {
        let told = rest(stream);
        assert!(
            told.is_empty() || told.starts_with(b"HTTP/1.1 408"),
            "{told:?}"
        );
    }
}

#[test]
fn a_body_that_does_not_come_is_given_up_with_an_answer() {
    let server = Server::start_with("slow-body", &[], &["--body-seconds", "1"]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let mut stream = begun(&server, &sent);
    stream.write_all(&sent.body[..10]).unwrap();
    let reply = Reply::read(&rest(&mut stream)).unwrap();
    assert_eq!(refusal(&reply), (503, "unavailable"));
    assert!(!reply.header("retry-after").is_empty());
    assert_eq!(server.put(&sent).status, 201);
}

#[test]
fn more_requests_than_are_worked_on_at_a_time_are_told_to_come_again() {
    let more = ["--max-requests", "1", "--turn-seconds", "1"];
    let server = Server::start_with("turns", &[], &more);
    let catalogue = definitions(&[]).catalogue;
    let (first, second) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    let mut stream = begun(&server, &first);
    let reply = server.put(&second);
    assert_eq!(refusal(&reply), (503, "unavailable"));
    assert!(!reply.header("retry-after").is_empty());
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(ended(&mut stream, &first).status, 201);
    assert_eq!(server.put(&second).status, 201);
}

#[test]
fn a_connection_beyond_the_limit_waits_until_another_one_ends() {
    let server = Server::start_with("places", &[], &["--max-connections", "1"]);
    const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut first = connect(&server);
    first.write_all(ASK).unwrap();
    read_head(&mut first);
    let mut second = connect(&server);
    second.write_all(ASK).unwrap();
    second
        .set_read_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    let waits = second.read(&mut [0]).unwrap_err();
    assert!(matches!(
        waits.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut
    ));
    drop(first);
    second.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(read_head(&mut second).starts_with("HTTP/1.1 200"));
}

#[test]
fn whoever_does_not_read_the_answer_is_given_up() {
    let more = ["--write-seconds", "1", "--max-connections", "1"];
    let server = Server::start_with("slow-reader", &[], &more);
    // More than lies in the buffers between the two.
    let large = fs::File::create(server.folder.join("dist/large.bin")).unwrap();
    large.set_len(256 << 20).unwrap();
    let mut slow = connect(&server);
    let head = head("GET", "/large.bin", &[], 0);
    slow.write_all(head.as_bytes()).unwrap();
    assert!(read_head(&mut slow).starts_with("HTTP/1.1 200"));
    // There is one place only: whoever is answered next has taken it over.
    assert_eq!(server.get("/healthz").status, 200);
    assert!(rest(&mut slow).len() < 256 << 20);
}

#[test]
fn what_was_begun_before_the_end_is_answered_and_nothing_new_is_begun() {
    let mut server = Server::start("graceful", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let mut stream = begun(&server, &sent);
    server.signal("TERM");
    server.tells("\"event\":\"stopping\"");
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::yield_now();
    }
    let reply = ended(&mut stream, &sent);
    assert_eq!(
        (reply.status, &reply.json["state"]),
        (201, &"submitted".into())
    );
    assert!(server.ends_well());
    server.start_again();
    assert_eq!(server.put(&sent).status, 200);
}
