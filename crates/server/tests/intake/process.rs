//! Many at once, and a server that is killed.

use crate::{
    server::{Reply, Server, ask, headers, put},
    support::{Sent, after_a_fire, couple_by, definitions, pair},
};
use std::{
    collections::BTreeSet,
    fs,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Sends until there is an answer, as the app does when the server is busy.
fn insist(address: &str, sent: &Sent) -> Reply {
    loop {
        if let Some(reply) = put(address, sent)
            && reply.status != 503
        {
            return reply;
        }
    }
}

#[test]
fn five_hundred_at_once_get_twenty_places_and_not_one_more() {
    let set = [
        ("slot_capacity", "20"),
        ("opening_hours", "[\"09:00-10:00\"]"),
    ];
    let server = Server::start("many", &set);
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    let catalogue = definitions(&set).catalogue;
    let couples: Vec<Sent> = (0..500)
        .map(|number| couple_by(&catalogue, number, &pair(number), &[&slot], now))
        .collect();
    let replies: Vec<Reply> = thread::scope(|scope| {
        let clients: Vec<_> = couples
            .iter()
            .map(|sent| scope.spawn(|| insist(&server.address, sent)))
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap())
            .collect()
    });
    let count = |state: &str| {
        let is = |reply: &&Reply| reply.json["state"] == state;
        replies.iter().filter(is).count()
    };
    assert_eq!((count("confirmed"), count("slot_lost")), (20, 480));
    let receipts: BTreeSet<&str> = replies
        .iter()
        .map(|reply| reply.json["receipt"].as_str().unwrap())
        .collect();
    assert_eq!(receipts.len(), 500);
    // Whoever lost is told of five others, and of none that is full.
    for (sent, reply) in couples.iter().zip(&replies) {
        let path = format!("/api/v1/submissions/{}/changes?since=1", sent.id);
        let told = ask(&server.address, "GET", &path, &headers(sent), b"").unwrap();
        let event = &told.json["events"][0];
        if reply.json["state"] == "confirmed" {
            assert_eq!(event["slot"], slot.as_str());
            continue;
        }
        let offered: BTreeSet<&str> = event["alternatives"]
            .as_array()
            .unwrap()
            .iter()
            .map(|slot| slot.as_str().unwrap())
            .collect();
        assert_eq!((offered.len(), offered.contains(slot.as_str())), (5, false));
    }
    // Once more: nobody gains or loses anything.
    for (sent, first) in couples.iter().zip(&replies).step_by(25) {
        let again = server.put(sent);
        assert_eq!((again.status, &again.json), (200, &first.json));
    }
}

#[test]
fn what_was_answered_outlives_a_killed_server() {
    let mut server = Server::start("killed", &[]);
    let catalogue = definitions(&[]).catalogue;
    let all: Vec<Sent> = (0..200)
        .map(|number| after_a_fire(&catalogue, number))
        .collect();
    let answered = AtomicUsize::new(0);
    let address = server.address.clone();
    let before: Vec<Option<Reply>> = thread::scope(|scope| {
        let clients: Vec<_> = all
            .chunks(25)
            .map(|own| {
                scope.spawn(|| {
                    let each = own.iter().map(|sent| {
                        let reply = put(&address, sent);
                        answered.fetch_add(1, Ordering::Relaxed);
                        reply
                    });
                    each.collect::<Vec<_>>()
                })
            })
            .collect();
        while answered.load(Ordering::Relaxed) < 60 {
            thread::yield_now();
        }
        server.kill();
        clients
            .into_iter()
            .flat_map(|client| client.join().unwrap())
            .collect()
    });
    let cut = before.iter().filter(|reply| reply.is_none()).count();
    assert!(cut > 0, "the server answered all before it was killed");
    server.start_again();
    for (sent, before) in all.iter().zip(&before) {
        let after = server.put(sent);
        match before {
            Some(before) => assert_eq!((after.status, &after.json), (200, &before.json)),
            None => assert!(matches!(after.status, 200 | 201)),
        }
    }
}

#[test]
fn a_receipt_is_verified_without_the_server() {
    let mut server = Server::start("verify", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let reply = server.put(&sent);
    let receipt = reply.json["receipt"].as_str().unwrap();
    let keys = server.folder.join("keys.json");
    fs::write(&keys, server.get("/api/v1/keys").json.to_string()).unwrap();
    server.kill();
    let verify = |receipt: &str, more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&server.folder)
            .args(["verify", receipt])
            .args(more)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said)
    };
    let (status, said) = verify(receipt, &["--keys", keys.to_str().unwrap()]);
    assert!(
        status == 0 && said.contains(&sent.reference.to_string()),
        "{said}"
    );
    // The server's own data folder holds its keys too, and a file its receipt.
    fs::write(server.folder.join("receipt.txt"), receipt).unwrap();
    assert_eq!(verify("receipt.txt", &[]).0, 0);
    let forged = receipt.replacen(".ey", ".eyJ", 1);
    assert_eq!(verify(&forged, &[]), (1, String::new()));
    assert_eq!(verify(receipt, &["--keys", "no-such-file"]).0, 2);
}

#[test]
fn an_officer_asks_for_papers_and_the_citizen_hears_of_it() {
    let server = Server::start("case", &[]);
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    server.put(&sent);
    let case = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&server.folder)
            .arg("case")
            .args(arguments)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let reference = sent.reference.to_string();
    let (listed, said) = case(&["list", "--state", "submitted"]);
    assert!(listed && said.contains(&reference), "{said}");
    let (shown, said) = case(&["show", &reference.to_lowercase()]);
    assert!(shown && said.contains("temporary-assistance"), "{said}");
    let (_, said) = case(&["show", &sent.id.to_string(), "--actor", "town"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let looks = said["looks"].as_array().unwrap().iter();
    let actors: Vec<&str> = looks.filter_map(|look| look["actor"].as_str()).collect();
    assert_eq!(actors, ["bureau", "town"]);
    let (moved, said) = case(&["move", &reference, "paid"]);
    assert!(
        !moved && said.contains("accepted, transferred, need_info"),
        "{said}"
    );
    let (asked, said) = case(&[
        "ask",
        &reference,
        "--document",
        "id_card",
        "--due",
        "2026-12-31",
        "--note",
        "请带身份证",
        "--actor",
        "town",
    ]);
    assert!(asked && said.contains("need_info"), "{said}");
    let path = format!("/api/v1/submissions/{}/changes?since=1", sent.id);
    let heard = ask(&server.address, "GET", &path, &headers(&sent), b"").unwrap();
    assert_eq!(heard.json["state"], "need_info");
    let event = &heard.json["events"][0];
    assert_eq!(event["documents"][0], "id_card");
    assert_eq!(event["note"], "请带身份证");
    assert_eq!(event["due"], "2026-12-31");
    assert!(!case(&["show", "2345-6789-ABC4"]).0);
}
