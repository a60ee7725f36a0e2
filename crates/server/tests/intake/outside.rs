//! The server as its enemies see it: the real process, and a line on which anything can be said.

use crate::{
    line::{Line, opening},
    server::{Reply, Server, ask, headers},
    support::{Sent, after_a_fire, definitions},
};
use civil_affairs_domain::value::id::SubmissionId;
use std::{fs, thread};

/// SHA-256 of `abc`, FIPS 180-2 appendix B.1.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// What a request may cost, bytes of memory, many of them at once included.
const MOST_MEMORY: u64 = 64 << 20;

/// A server that has received one submission, and a stranger who has sent nothing.
fn with_one(name: &str) -> (Server, Sent, Sent) {
    let server = Server::start(name, &[]);
    let catalogue = definitions(&[]).catalogue;
    let (sent, stranger) = (after_a_fire(&catalogue, 1), after_a_fire(&catalogue, 2));
    assert_eq!(server.put(&sent).status, 201);
    (server, sent, stranger)
}

fn authorised(sent: &Sent) -> (&'static str, String) {
    let bearer = format!("Bearer {}", sent.capability);
    ("Authorization", bearer)
}

fn part(server: &Server, sent: &Sent, file: &str, fields: [&str; 2], bytes: &[u8]) -> Reply {
    let path = format!("/api/v1/submissions/{}/files/{file}", sent.id);
    let [offset, complete] = fields.map(str::to_owned);
    let headers = [
        authorised(sent),
        ("Upload-Offset", offset),
        ("Upload-Complete", complete),
    ];
    ask(&server.address, "PATCH", &path, &headers, bytes).unwrap()
}

fn told(reply: &Reply) -> (u16, &str) {
    (reply.status, reply.code())
}

/// After whatever was done to it, a server answers and has not grown.
fn is_well(server: &Server, before: u64) {
    assert_eq!(server.get("/readyz").status, 200);
    let (now, _) = server.memory();
    assert!(
        now < before + MOST_MEMORY,
        "{before} bytes before, {now} after"
    );
    let log = fs::read_to_string(server.folder.join("log")).unwrap();
    assert!(!log.contains("panicked"), "{log}");
}

#[test]
fn every_limit_of_a_submission_is_told_by_its_code() {
    let (server, _, sent) = with_one("limits");
    let (before, _) = server.memory();
    let honest = String::from_utf8(sent.body.clone()).unwrap();
    let put = |body: &str| {
        let body = Sent {
            body: body.as_bytes().to_vec(),
            ..sent.clone()
        };
        server.put(&body)
    };
    let inside = |more: &str| honest.replacen('{', &format!("{{{more},"), 1);
    let answers =
        |more: &str| honest.replacen("\"answers\":{", &format!("\"answers\":{{{more},"), 1);
    let files = |many: usize| {
        let one = format!(
            "{{\"name\":\"1\",\"media_type\":\"image/jpeg\",\"bytes\":1,\"sha256\":\"{ABC}\"}}"
        );
        inside(&format!("\"files\":[{}]", vec![one; many].join(",")))
    };
    for (what, body) in [
        ("nothing", String::new()),
        ("no JSON", "<html>".to_owned()),
        ("a field twice", inside("\"v\":1")),
        ("an answer twice", answers("\"need_now\":[\"cash\"]")),
        ("an unknown field", inside("\"admin\":true")),
        ("another form", honest.replacen("\"v\":1", "\"v\":2", 1)),
        ("half a pair", answers("\"incident_text\":\"\\ud800\"")),
        ("a number without end", answers("\"household_size\":1e999")),
        (
            "a deep answer",
            answers(&format!("\"x\":{}0{}", "[".repeat(100), "]".repeat(100))),
        ),
        (
            "one without a bottom",
            format!("{{\"v\":1,\"answers\":{}", "[".repeat(500_000)),
        ),
        (
            "more values than are read",
            answers(&format!("\"x\":[{}0]", "0,".repeat(50_000))),
        ),
        ("more files than are listed", files(5_001)),
        ("something behind the end", format!("{honest}{honest}")),
        (
            "a way out of its folder",
            honest.replacen("temporary-assistance", "../../etc/passwd", 1),
        ),
        (
            "another id",
            honest.replacen(
                &sent.id.to_string(),
                "017f22e2-79b0-7fff-bfff-ffffffffffff",
                1,
            ),
        ),
    ] {
        assert_eq!(told(&put(&body)), (400, "not_decodable"), "{what}");
    }
    assert_eq!(told(&put(&" ".repeat((1 << 20) + 1))), (413, "too_large"));
    for (old, new, code) in [
        (
            "\"temporary-assistance\"",
            "\"temporary-assistanc\"",
            "unknown_service",
        ),
        (
            "\"definition_version\":\"",
            "\"definition_version\":\"0000",
            "not_decodable",
        ),
    ] {
        assert_eq!(put(&honest.replacen(old, new, 1)).code(), code);
    }
    // What can be read is received, and what is wrong in it is told.
    let members = vec!["{\"name_zh\":\"样例\"}"; 201].join(",");
    let many = put(&answers(&format!("\"members\":[{members}]")));
    assert_eq!(
        (many.status, many.json["state"].as_str()),
        (201, Some("submitted"))
    );
    is_well(&server, before);
}

#[test]
fn a_body_that_is_announced_or_comes_without_end_is_refused_before_it_is_read() {
    let (server, _, sent) = with_one("endless");
    let (before, _) = server.memory();
    let path = format!("/api/v1/submissions/{}", sent.id);
    let start = opening("PUT", &path, &headers(&sent));
    let mut line = Line::open(&server.address).unwrap();
    line.say(format!("{start}Content-Length: 1099511627776\r\n\r\n{{").as_bytes());
    assert_eq!(told(&line.hear("PUT").unwrap()), (413, "too_large"));

    let mut line = Line::open(&server.address).unwrap();
    line.say(format!("{start}Transfer-Encoding: chunked\r\n\r\n").as_bytes());
    let piece = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
    for _ in 0..17 {
        line.say(piece.as_bytes());
    }
    assert_eq!(told(&line.hear("PUT").unwrap()), (413, "too_large"));
    is_well(&server, before);
}

#[test]
fn a_part_that_is_wrong_is_told_where_the_file_stands_and_changes_nothing() {
    let (server, sent, stranger) = with_one("parts-outside");
    let (before, _) = server.memory();
    let large = vec![7; 256 * 1024];
    assert_eq!(part(&server, &sent, ABC, ["0", "?0"], b"ab").status, 204);
    for (offset, complete, bytes, wanted) in [
        ("3", "?1", &b"c"[..], (409, "offset_mismatch")),
        ("0", "?1", b"abc", (409, "offset_mismatch")),
        ("1", "?0", b"b", (409, "offset_mismatch")),
        ("8388608", "?1", b"", (409, "offset_mismatch")),
        ("8388608", "?1", b"c", (413, "too_large")),
        ("18446744073709551615", "?1", b"c", (413, "too_large")),
        ("18446744073709551616", "?1", b"c", (400, "not_decodable")),
        ("-1", "?1", b"c", (400, "not_decodable")),
        ("2.0", "?1", b"c", (400, "not_decodable")),
        ("", "?1", b"c", (400, "not_decodable")),
        ("2", "true", b"c", (400, "not_decodable")),
        ("2", "?2", b"c", (400, "not_decodable")),
        ("2", "?1", &[&large[..], b"x"].concat(), (413, "too_large")),
    ] {
        let reply = part(&server, &sent, ABC, [offset, complete], bytes);
        assert_eq!(told(&reply), wanted, "{offset} {complete}");
        if wanted.0 == 409 {
            assert_eq!(reply.header("upload-offset"), "2");
        }
    }
    // A part that is cut on its way is no part.
    let path = format!("/api/v1/submissions/{}/files/{ABC}", sent.id);
    let fields = [
        authorised(&sent),
        ("Upload-Offset", "2".to_owned()),
        ("Upload-Complete", "?1".to_owned()),
    ];
    let start = opening("PATCH", &path, &fields);
    let mut line = Line::open(&server.address).unwrap();
    line.say(format!("{start}Content-Length: 100\r\n\r\nc").as_bytes());
    line.end();
    assert!(line.hear("PATCH").is_none_or(|reply| reply.status >= 400));
    let here = || ask(&server.address, "HEAD", &path, &[authorised(&sent)], b"").unwrap();
    assert_eq!(here().header("upload-offset"), "2");
    assert_eq!(part(&server, &sent, ABC, ["2", "?1"], b"c").status, 204);
    assert_eq!(here().header("upload-complete"), "?1");
    // The wrong bytes begin anew; other files than those of this number are too many.
    let other = "0".repeat(64);
    let wrong = part(&server, &sent, &other, ["0", "?1"], b"abc");
    assert_eq!(told(&wrong), (400, "digest_mismatch"));
    assert_eq!(wrong.header("upload-offset"), "0");
    for number in 0..99 {
        let file = format!("{number:064x}");
        assert_eq!(part(&server, &sent, &file, ["0", "?0"], b"x").status, 204);
    }
    let many = part(&server, &sent, &"f".repeat(64), ["0", "?0"], b"x");
    assert_eq!(told(&many), (413, "too_large"));
    // Names that are no hash are nothing, whatever they try to be.
    let long = "a".repeat(5_000);
    for name in [
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "..",
        "%00",
        "%c0%ae%c0%ae",
        "..%5c..%5cx",
        "*",
        &long,
        &"a".repeat(63),
        &ABC.to_uppercase(),
        &format!("{ABC}%00"),
        &format!("{ABC}%0a"),
        "%",
    ] {
        assert_eq!(
            part(&server, &sent, name, ["0", "?1"], b"abc").status,
            404,
            "{name}"
        );
    }
    assert_eq!(part(&server, &stranger, "..", ["0", "?1"], b"").status, 404);
    is_well(&server, before);
}

#[test]
fn another_capability_opens_nothing_that_an_unknown_one_does_not() {
    let (server, sent, stranger) = with_one("capabilities");
    part(&server, &sent, ABC, ["0", "?0"], b"ab");
    let thief = Sent {
        id: sent.id,
        ..stranger.clone()
    };
    let unknown = Sent {
        id: SubmissionId::new(0, [255; 10]),
        ..stranger.clone()
    };
    let action = "00000000-0000-4000-8000-000000000001";
    for (method, rest, body) in [
        ("GET", "/changes".to_owned(), ""),
        ("POST", format!("/actions/{action}"), r#"{"do":"withdraw"}"#),
        ("POST", format!("/actions/{action}"), r#"{"do":"erase"}"#),
    ] {
        let try_as = |sent: &Sent| {
            let path = format!("/api/v1/submissions/{}{rest}", sent.id);
            let reply = ask(
                &server.address,
                method,
                &path,
                &headers(sent),
                body.as_bytes(),
            )
            .unwrap();
            let length = reply.text.len();
            (reply.status, reply.code().to_owned(), length)
        };
        assert_eq!(try_as(&thief), try_as(&unknown), "{rest}");
        assert_eq!(try_as(&thief).0, 404, "{rest}");
    }
    for (offset, complete) in [("2", "?1"), ("0", "?0")] {
        let stolen = part(&server, &thief, ABC, [offset, complete], b"c");
        assert_eq!(told(&stolen), (404, "not_found"));
    }
    // Handing it in again with another capability changes nothing and shows nothing.
    let again = server.put(&Sent {
        capability: stranger.capability.clone(),
        ..sent.clone()
    });
    assert_eq!(told(&again), (409, "id_conflict"));
    assert!(again.json.get("receipt").is_none());
    for wrong in [
        "",
        "Bearer",
        "Bearer ",
        "Basic YTpi",
        "Bearer AAAA",
        "Bearer \u{e9}",
        "bearer  x",
    ] {
        let path = format!("/api/v1/submissions/{}/changes", sent.id);
        let fields = [("Authorization", wrong.to_owned())];
        let reply = ask(&server.address, "GET", &path, &fields, b"").unwrap();
        assert_eq!(told(&reply), (404, "not_found"), "{wrong:?}");
    }
    // What is there is as it was.
    let own = ask(
        &server.address,
        "GET",
        &format!("/api/v1/submissions/{}/changes", sent.id),
        &headers(&sent),
        b"",
    );
    assert_eq!(own.unwrap().json["state"], "submitted");
}

#[test]
fn no_address_leads_out_of_the_folder_of_the_app() {
    let (server, ..) = with_one("paths");
    let (before, _) = server.memory();
    let canary = "KANARI-OUTSIDE";
    for name in ["secret.txt", "data/secret.txt", "dist/a.txt"] {
        fs::write(server.folder.join(name), format!("{name} {canary}")).unwrap();
    }
    let inside = server.get("/a.txt");
    assert!(inside.text.contains(canary), "the look itself sees nothing");
    let absolute = server.folder.join("secret.txt").display().to_string();
    let deep = "/..".repeat(50);
    let escaped = "/%2e%2e".repeat(50);
    let long = "a/".repeat(4_000);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/....//secret.txt",
        "/./../secret.txt",
        "/a/../../secret.txt",
        "/a.txt/../../secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/..;/secret.txt",
        "/../data/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..%00/secret.txt",
        "/secret.txt%00.png",
        "/%00",
        "/a.txt%00",
        "//secret.txt",
        "//../secret.txt",
        "/\u{ff0e}\u{ff0e}/secret.txt",
        "/file:///etc/passwd.txt",
        "/C:/secret.txt",
        "/~root/secret.txt",
        "/.%2e/secret.txt",
        "/dist/../../secret.txt",
        &absolute,
        &format!("/{absolute}"),
        &format!("{deep}{absolute}"),
        &format!("{escaped}{absolute}"),
        &format!("/{long}../../secret.txt"),
        &format!("http://localhost{deep}{absolute}"),
        "http://localhost/../secret.txt",
        "file:///etc/hosts.txt",
        "/api/v1/catalogue/..%2f..%2fsecret.txt",
        "/api/v1/catalogue/%00",
        "/api/v1/slots/..%2f..%2fsecret.txt",
        "*",
        "secret.txt",
        "",
    ] {
        let Some(reply) = ask(&server.address, "GET", path, &[], b"") else {
            // Not even a request.
            continue;
        };
        let body = &reply.text;
        assert!(
            !body.contains(canary) && !body.contains("root:"),
            "{path}: {body}"
        );
        let is_shell = reply.status == 200 && body.contains("shell");
        assert!(
            is_shell || matches!(reply.status, 400 | 404 | 414),
            "{path}: {}",
            reply.status
        );
    }
    is_well(&server, before);
}

#[test]
fn whatever_is_said_on_a_line_ends_in_one_clear_answer_or_none() {
    let (server, _, sent) = with_one("oddities");
    let (before, _) = server.memory();
    let path = format!("/api/v1/submissions/{}", sent.id);
    let put = opening("PUT", &path, &headers(&sent));
    let body = String::from_utf8(sent.body.clone()).unwrap();
    let length = body.len();
    let many: String = (0..2_000)
        .map(|number| format!("x-{number}: 1\r\n"))
        .collect();
    let long = format!("x: {}\r\n", "a".repeat(1 << 20));
    for (what, said, statuses) in [
        ("no length at all", format!("{put}\r\n"), &[400][..]),
        (
            "two lengths",
            format!("{put}Content-Length: 2\r\nContent-Length: {length}\r\n\r\n{body}"),
            &[400],
        ),
        (
            "a length that is none",
            format!("{put}Content-Length: 0x10\r\n\r\n{body}"),
            &[400],
        ),
        (
            "a length below nothing",
            format!("{put}Content-Length: -1\r\n\r\n{body}"),
            &[400],
        ),
        (
            "chunks that are none",
            format!("{put}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{body}\r\n0\r\n\r\n"),
            &[400, 413],
        ),
        (
            "a chunk without end",
            format!("{put}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{body}"),
            &[400, 413],
        ),
        (
            "another coding",
            format!("{put}Transfer-Encoding: gzip\r\n\r\n{body}"),
            &[400, 501],
        ),
        ("no HTTP", "hello\r\n\r\n".to_owned(), &[400]),
        (
            "a version of tomorrow",
            "GET / HTTP/9.9\r\n\r\n".to_owned(),
            &[400, 505],
        ),
        (
            "TLS",
            "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "nothing in a field",
            "GET / HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "a folded field",
            "GET / HTTP/1.1\r\nhost: a\r\nx: 1\r\n 2\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "a blank before the colon",
            "GET / HTTP/1.1\r\nhost : a\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "too many fields",
            format!("GET / HTTP/1.1\r\n{many}\r\n"),
            &[400, 431],
        ),
        (
            "a field too long",
            format!("GET / HTTP/1.1\r\n{long}\r\n"),
            &[400, 431],
        ),
        (
            "an address too long",
            format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(1 << 20)),
            &[400, 414, 431],
        ),
        (
            "a method of nobody",
            "BREW /api/v1/keys HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
            &[405],
        ),
        (
            "a tunnel",
            "CONNECT example.org:443 HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
            &[400, 404, 405],
        ),
        (
            "a mirror",
            "TRACE / HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
            &[405],
        ),
        (
            "an upgrade",
            "GET /readyz HTTP/1.1\r\nhost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"
                .to_owned(),
            &[200],
        ),
    ] {
        let mut line = Line::open(&server.address).unwrap();
        line.say(said.as_bytes());
        line.end();
        if let Some(reply) = line.hear("GET") {
            assert!(statuses.contains(&reply.status), "{what}: {reply:?}");
        }
        assert!(line.has_ended(), "{what}: there is more");
    }
    assert_eq!(
        server.put(&sent).status,
        201,
        "something of it was received"
    );
    is_well(&server, before);
}

#[test]
fn requests_in_one_breath_are_answered_in_their_order_and_none_is_smuggled() {
    let (server, _, sent) = with_one("pipeline");
    let mut line = Line::open(&server.address).unwrap();
    let one = |path: &str| opening("GET", path, &[]) + "\r\n";
    let said: String = (0..50)
        .map(|at| one(["/healthz", "/api/v1/nothing"][at % 2]))
        .collect();
    line.say(said.as_bytes());
    for at in 0..50 {
        assert_eq!(line.hear("GET").unwrap().status, [200, 404][at % 2], "{at}");
    }
    // Two ways to say where a body ends: whatever the server makes of it, nothing hidden is carried out.
    let path = format!("/api/v1/submissions/{}", sent.id);
    let put = opening("PUT", &path, &headers(&sent));
    let hidden = format!("{put}Content-Length: {}\r\n\r\n", sent.body.len());
    let hidden = [hidden.as_bytes(), &sent.body].concat();
    let outer = format!(
        "POST /api/v1/status HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        hidden.len() + 5
    );
    let mut line = Line::open(&server.address).unwrap();
    line.say(outer.as_bytes());
    assert_eq!(line.hear("POST").unwrap().status, 400);
    line.say(&hidden);
    line.end();
    let second = line.hear("PUT");
    assert!(second.is_none(), "{second:?}");
    // Asked first, it is told to go on, and the body counts.
    let mut line = Line::open(&server.address).unwrap();
    line.say(
        format!(
            "{put}Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
            sent.body.len()
        )
        .as_bytes(),
    );
    assert_eq!(line.hear("PUT").unwrap().status, 100);
    line.say(&sent.body);
    assert_eq!(line.hear("PUT").unwrap().status, 201);
}

#[test]
fn many_hostile_bodies_at_once_take_no_more_memory_than_is_theirs() {
    let (server, _, sent) = with_one("memory");
    let (before, _) = server.memory();
    let full = |before: &str, piece: &str, after: &str| {
        let times = ((1 << 20) - before.len() - after.len()) / piece.len();
        format!("{before}{}{after}", piece.repeat(times)).into_bytes()
    };
    let bodies = [
        full("{\"v\":1,\"answers\":{\"a\":[", "0,", "0]}}"),
        full("{\"v\":1,\"answers\":{\"a\":[", "[],", "0]}}"),
        full("{\"v\":1,\"files\":[", "{},", "{}]}"),
        full("", "[", ""),
        full("{\"v\":1,\"a\":\"", "\\u0000", "\"}"),
    ];
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for body in &bodies {
                    let sent = Sent {
                        body: body.clone(),
                        ..sent.clone()
                    };
                    assert_eq!(server.put(&sent).status, 400);
                }
            });
        }
    });
    let (_, most) = server.memory();
    assert!(
        most < before + MOST_MEMORY,
        "{before} bytes before, {most} at most"
    );
    is_well(&server, before);
}
