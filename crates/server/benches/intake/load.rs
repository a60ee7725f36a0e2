//! Clients of a server, each with one request at a time.

use crate::{
    line::{Line, opening},
    server::{Reply, Server, headers},
    stats::Samples,
    support::Sent,
};
use civil_affairs_domain::{value::code::Reference, value::id::SubmissionId};
use sha2::{Digest, Sha256};
use std::{
    ops::Range,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

/// What came of it.
pub(crate) struct Run {
    pub(crate) seconds: f64,
    pub(crate) samples: Samples,
}

/// The submission with this number: the model's words under another id and reference.
pub(crate) fn numbered(model: &Sent, number: u32) -> Sent {
    let (id, reference) = names(number);
    let mut body = model.body.clone();
    exchange(&mut body, &model.id.to_string(), &id.to_string());
    exchange(
        &mut body,
        &model.reference.to_string(),
        &reference.to_string(),
    );
    Sent {
        id,
        reference,
        body,
        ..model.clone()
    }
}

/// Id and reference of the submission with this number.
pub(crate) fn names(number: u32) -> (SubmissionId, Reference) {
    let digest = Sha256::digest(number.to_be_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    let mut more = (0_u8..).flat_map(|salt| {
        Sha256::new()
            .chain_update(digest)
            .chain_update([salt])
            .finalize()
    });
    // Ids of devices begin with the time.
    let id = SubmissionId::new(crate::support::NOW + i64::from(number), random);
    (id, Reference::draw(&mut more).unwrap())
}

fn exchange(body: &mut [u8], old: &str, new: &str) {
    let at = body
        .windows(old.len())
        .position(|part| part == old.as_bytes())
        .unwrap();
    body[at..at + new.len()].copy_from_slice(new.as_bytes());
}

/// Hands in every submission of a range.
pub(crate) fn submit(server: &Server, model: &Sent, numbers: Range<u32>, clients: u32) -> Run {
    let begun = Instant::now();
    let millis: Vec<f64> = thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|client| {
                let own = numbers
                    .clone()
                    .skip(client as usize)
                    .step_by(clients as usize);
                scope.spawn(move || {
                    let mut line = Line::open(&server.address).unwrap();
                    let each = own.map(|number| {
                        let sent = numbered(model, number);
                        let (reply, millis) = put(&mut line, &sent);
                        assert_eq!(reply.status, 201, "{reply:?}");
                        millis
                    });
                    each.collect::<Vec<f64>>()
                })
            })
            .collect();
        clients
            .into_iter()
            .flat_map(|client| client.join().unwrap())
            .collect()
    });
    Run {
        seconds: begun.elapsed().as_secs_f64(),
        samples: Samples::new(millis),
    }
}

/// Hands one in, and the time until the whole answer is there.
pub(crate) fn put(line: &mut Line, sent: &Sent) -> (Reply, f64) {
    let path = format!("/api/v1/submissions/{}", sent.id);
    timed(line, "PUT", &path, &headers(sent), &sent.body)
}

fn timed(
    line: &mut Line,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> (Reply, f64) {
    let head = opening(method, path, headers);
    let length = body.len();
    let said = [
        format!("{head}Content-Length: {length}\r\n\r\n").as_bytes(),
        body,
    ]
    .concat();
    let begun = Instant::now();
    line.say(&said);
    let reply = line.hear(method).unwrap();
    (reply, begun.elapsed().as_secs_f64() * 1_000.0)
}

/// Asks what happened to some of the submissions that are stored.
pub(crate) fn look(server: &Server, model: &Sent, stored: u32, times: u32) -> Samples {
    let mut line = Line::open(&server.address).unwrap();
    let millis = (0..times).map(|time| {
        let sent = numbered(model, somewhere(time, stored));
        let path = format!("/api/v1/submissions/{}/changes?since=0", sent.id);
        let (reply, millis) = timed(&mut line, "GET", &path, &headers(&sent), b"");
        assert_eq!(reply.status, 200, "{reply:?}");
        millis
    });
    Samples::new(millis.collect())
}

/// Asks for some of them by what is printed with them. Not often: one address may not.
pub(crate) fn status(server: &Server, model: &Sent, stored: u32, times: u32) -> Samples {
    let mut line = Line::open(&server.address).unwrap();
    let kind = [("Content-Type", "application/json".to_owned())];
    let millis = (0..times).map(|time| {
        let (_, reference) = names(somewhere(time, stored));
        let body = format!(
            r#"{{"reference":"{reference}","secret":"{}"}}"#,
            model.secret
        );
        let (reply, millis) = timed(&mut line, "POST", "/api/v1/status", &kind, body.as_bytes());
        // The secrets of the rows that were filled in are not those of their ids.
        assert!(matches!(reply.status, 200 | 404), "{reply:?}");
        millis
    });
    Samples::new(millis.collect())
}

fn somewhere(time: u32, stored: u32) -> u32 {
    1 + (u64::from(time) * 7_919 % u64::from(stored)) as u32
}

/// What an officer waits for.
pub(crate) fn case(server: &Server, arguments: &[&str], times: u32) -> Samples {
    let millis = (0..times).map(|_| {
        let begun = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&server.folder)
            .arg("case")
            .args(arguments)
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success());
        begun.elapsed().as_secs_f64() * 1_000.0
    });
    Samples::new(millis.collect())
}
