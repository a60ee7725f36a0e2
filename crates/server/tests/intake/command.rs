//! `civil-affairs case` as an officer calls it.

use crate::{
    server::{Server, ask, headers},
    support::{Bureau, Sent, after_a_fire, couple_by, definitions, moment, pair},
};
use civil_affairs_domain::value::instant::Instant;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, process::Command};

struct Said {
    done: bool,
    text: String,
}

impl Said {
    fn lines(&self) -> Vec<Json> {
        let read = |line| serde_json::from_str(line).unwrap();
        self.text.lines().map(read).collect()
    }
}

fn case(server: &Server, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(&server.folder)
        .arg("case")
        .args(arguments)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    Said {
        done: output.status.success(),
        text: String::from_utf8(said).unwrap(),
    }
}

fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(now.unwrap().as_millis()).unwrap()
}

/// Two bookings of the same two, and somebody in need.
fn busy(name: &str) -> (Server, [Sent; 3]) {
    let set = [
        ("slot_capacity", "2"),
        ("opening_hours", "[\"09:00-10:00\"]"),
    ];
    let server = Server::start(name, &set);
    let catalogue = definitions(&set).catalogue;
    let slot = server.get("/api/v1/slots/yiwu").json["free"][0].clone();
    let slot = slot.as_str().unwrap();
    let book = |number| couple_by(&catalogue, number, &pair(1), &[slot], now());
    let all = [book(1), book(2), after_a_fire(&catalogue, 3)];
    for sent in &all {
        assert_eq!(server.put(sent).status, 201);
    }
    (server, all)
}

#[test]
fn a_list_is_narrowed_down_and_marks_what_only_officers_may_see() {
    let (server, [first, second, help]) = busy("list");
    let all = case(&server, &["list", "--json"]).lines();
    let marks: Vec<(&Json, &Json)> = all
        .iter()
        .map(|one| (&one["reference"], &one["duplicate_pair"]))
        .collect();
    let wanted = [&first, &second, &help].map(|one| Json::from(one.reference.to_string()));
    let wanted = [(&wanted[0], false), (&wanted[1], true), (&wanted[2], false)];
    for ((reference, mark), (own, is_marked)) in marks.into_iter().zip(wanted) {
        assert_eq!((reference, mark), (own, &Json::from(is_marked)));
    }
    for (arguments, count) in [
        (&["--service", "marriage-appointment"][..], 2),
        (&["--state", "submitted"], 1),
        (
            &["--service", "marriage-appointment", "--state", "submitted"],
            0,
        ),
        (&["--most", "1"], 1),
        (&["--overdue"], 0),
    ] {
        let all = [&["list"], arguments].concat();
        let said = case(&server, &all);
        assert_eq!(
            (said.done, said.text.lines().count()),
            (true, count),
            "{arguments:?}"
        );
    }
    let said = case(&server, &["list", "--service", "divorce"]);
    assert!(
        !said.done && said.text.contains("marriage-appointment, "),
        "{}",
        said.text
    );
    let said = case(
        &server,
        &["list", "--service", "senior-card", "--state", "paid"],
    );
    assert!(
        !said.done && said.text.contains("approved"),
        "{}",
        said.text
    );
    let shown = case(&server, &["show", &second.reference.to_string()]);
    let shown: Json = serde_json::from_str(&shown.text).unwrap();
    assert_eq!(shown["booking"]["duplicate_pair"], true);
    assert_eq!(
        shown["booking"]["same_pair"][0],
        first.reference.to_string()
    );
}

#[test]
fn photos_and_documents_are_written_into_a_folder_and_the_look_is_kept() {
    let (server, [_, _, help]) = busy("files");
    let reference = help.reference.to_string();
    let to_folder = ["files", &reference, "--to", "seen", "--actor", "town"];
    let said = case(&server, &to_folder);
    assert!(
        !said.done && said.text.contains("no files are here"),
        "{}",
        said.text
    );
    let photos = [&b"\xff\xd8\xffphoto"[..], b"%PDF-1.7 paper"];
    for bytes in photos {
        let digest = Sha256::digest(bytes);
        let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = format!("/api/v1/submissions/{}/files/{sha256}", help.id);
        let mut fields = headers(&help);
        fields.push(("Upload-Offset", "0".to_owned()));
        fields.push(("Upload-Complete", "?1".to_owned()));
        let reply = ask(&server.address, "PATCH", &path, &fields, bytes).unwrap();
        assert_eq!(reply.status, 204, "{reply:?}");
    }
    let said = case(&server, &to_folder);
    assert!(said.done, "{}", said.text);
    let folder = server.folder.join("seen");
    let mut found: Vec<Vec<u8>> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    found.sort();
    let mut sent = photos.map(<[u8]>::to_vec).to_vec();
    sent.sort();
    assert_eq!(found, sent);
    // Nothing there is written over.
    let again = case(&server, &to_folder);
    assert!(
        !again.done && again.text.contains("exists"),
        "{}",
        again.text
    );
    let shown = case(&server, &["show", &reference]);
    assert!(shown.text.contains("\"actor\": \"town\""), "{}", shown.text);
}

#[test]
fn a_case_is_moved_asked_about_and_erased_with_what_there_is_when_it_is_not() {
    let (server, [_, _, help]) = busy("moves");
    let reference = help.reference.to_string();
    let said = case(
        &server,
        &["move", &reference, "accepted", "--actor", "mayor"],
    );
    assert!(
        !said.done && said.text.contains("brought about by: town"),
        "{}",
        said.text
    );
    let said = case(
        &server,
        &["erase", &reference, "--reason", "erased_mistake"],
    );
    assert!(
        !said.done && said.text.contains("it is kept"),
        "{}",
        said.text
    );
    let said = case(&server, &["ask", &reference]);
    assert!(
        !said.done && said.text.contains("nothing is asked"),
        "{}",
        said.text
    );
    let said = case(&server, &["ask", &reference, "--document", "id_card"]);
    assert!(
        said.done && said.text.contains("need_info by town, until "),
        "{}",
        said.text
    );
    let path = format!(
        "/api/v1/submissions/{}/actions/00000000-0000-4000-8000-000000000001",
        help.id
    );
    let added = br#"{"do":"supplement","answers":{"note":"..."}}"#;
    let answer = ask(&server.address, "POST", &path, &headers(&help), added);
    assert_eq!(answer.unwrap().status, 200);
    let said = case(&server, &["list", "--state", "need_info"]);
    assert!(said.text.contains("  supplemented"), "{}", said.text);
    let withdrawn = ["move", &reference, "withdrawn", "--actor", "town"];
    let said = case(&server, &withdrawn);
    assert!(
        !said.done && said.text.contains("citizen_asked"),
        "{}",
        said.text
    );
    let said = case(
        &server,
        &[&withdrawn[..], &["--reason", "citizen_asked"]].concat(),
    );
    assert!(said.done, "{}", said.text);
    let said = case(&server, &["erase", &reference]);
    assert!(
        !said.done && said.text.contains("erased_mistake"),
        "{}",
        said.text
    );
    let said = case(
        &server,
        &["erase", &reference, "--reason", "erased_mistake"],
    );
    assert!(said.done, "{}", said.text);
    let shown = case(&server, &["show", &reference]);
    let shown: Json = serde_json::from_str(&shown.text).unwrap();
    assert_eq!(shown["submission"], Json::Null);
    assert_eq!(shown["events"].as_array().unwrap().len(), 5);
    let wrong = case(
        &server,
        &["move", &reference, "accepted", "--slot", "tomorrow"],
    );
    assert!(
        !wrong.done && wrong.text.contains("tomorrow"),
        "{}",
        wrong.text
    );
    assert!(!case(&server, &["show", "2345-6789-ABC4"]).done);
}

#[test]
fn an_export_has_every_step_and_what_citizens_sent_only_where_it_is_asked_for() {
    let (server, [first, second, _]) = busy("export");
    let since = ["export", "--since", "2026-01-01"];
    let said = case(&server, &since);
    let lines = said.lines();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["duplicate_pair"], true);
    let events = lines[0]["events"].as_array().unwrap();
    let states: Vec<&Json> = events.iter().map(|event| &event["state"]).collect();
    assert_eq!(states, ["submitted", "confirmed"]);
    assert!(!said.text.contains("样例甲") && !said.text.contains("13800000000"));
    let looks = |sent: &Sent| {
        let shown = case(&server, &["show", &sent.reference.to_string()]);
        let shown: Json = serde_json::from_str(&shown.text).unwrap();
        let looks = shown["looks"].as_array().unwrap().clone();
        let actors = looks
            .iter()
            .map(|look| look["actor"].as_str().unwrap().to_owned());
        actors.collect::<Vec<_>>()
    };
    assert_eq!(looks(&first), ["bureau"]);
    let with = [&since[..], &["--content", "--actor", "statistics"]].concat();
    let with = case(&server, &with);
    assert!(with.text.contains("样例甲"));
    assert_eq!(looks(&second), ["statistics", "bureau"]);

    let table = case(&server, &[&since[..], &["--format", "csv"]].concat());
    let rows: Vec<&str> = table.text.split("\r\n").collect();
    assert!(
        rows[0].starts_with("\"reference\",\"id\",\"service\""),
        "{}",
        rows[0]
    );
    // A heading, two steps of each booking and one of the other.
    assert_eq!((rows.len(), rows[6]), (7, ""));
    assert!(rows[1].contains(&first.reference.to_string()));

    let tomorrow = Instant::from_unix_millis(now() + 86_400_000)
        .unwrap()
        .date();
    let later = ["export", "--since", &tomorrow.to_string()];
    assert_eq!(case(&server, &later).text, "");
    for wrong in [
        &["export", "--since", "yesterday"][..],
        &[
            "export",
            "--since",
            "2026-01-01",
            "--format",
            "csv",
            "--content",
        ],
    ] {
        assert!(!case(&server, wrong).done, "{wrong:?}");
    }
}

#[tokio::test]
async fn page_by_page_every_case_comes_once_also_of_the_same_second() {
    let bureau = Bureau::new(&[]).await;
    for number in 0..25 {
        let sent = after_a_fire(&bureau.compiled.catalogue, number);
        bureau.receive(&sent).await.unwrap();
    }
    let (from, to) = (moment(0).now, moment(bureau.now).now);
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = bureau.intake.store.changed(from, to, after, 10).await;
        let (page, mark) = page.unwrap();
        assert!(page.len() <= 10);
        seen.extend(page.into_iter().map(|one| one.id));
        let Some(mark) = mark else { break };
        after = Some(mark);
    }
    assert_eq!(seen.len(), 25);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 25);
    // What changed later belongs to the next export.
    let before = moment(bureau.now - 1_000).now;
    let (page, mark) = bureau
        .intake
        .store
        .changed(from, before, None, 10)
        .await
        .unwrap();
    assert!(page.is_empty() && mark.is_none());
}
