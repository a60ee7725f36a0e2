//! A copy of everything, made while people hand in, and put back elsewhere.

use super::said;
use crate::{
    server::{Reply, Server, ask, headers, put},
    support::{Sent, after_a_fire, definitions},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

// SHA-256 of `abc`, FIPS 180-2 appendix B.1.
const FILE: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// How many submissions a command says there are.
fn counted(said: &str) -> usize {
    let (before, _) = said.split_once(" submissions").unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn a_backup_made_under_load_is_whole_and_goes_on_elsewhere() {
    let mut server = Server::start("backup", &[]);
    let catalogue = definitions(&[]).catalogue;
    let all: Vec<Sent> = (0..240)
        .map(|number| after_a_fire(&catalogue, number))
        .collect();
    let path = format!("/api/v1/submissions/{}/files/{FILE}", all[0].id);
    let mut file = vec![headers(&all[0])[2].clone()];
    file.push(("Upload-Offset", "0".to_owned()));
    file.push(("Upload-Complete", "?1".to_owned()));
    ask(&server.address, "PATCH", &path, &file, b"abc").unwrap();
    let answered = &AtomicUsize::new(0);
    let address = server.address.as_str();
    let (before, after, told) = thread::scope(|scope| {
        let clients: Vec<_> = all
            .chunks(60)
            .map(|own| {
                scope.spawn(move || {
                    for sent in own {
                        put(address, sent).unwrap();
                        answered.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        while answered.load(Ordering::SeqCst) < 40 {
            thread::yield_now();
        }
        let before = answered.load(Ordering::SeqCst);
        let (ok, told) = said(&server.command(&["backup", "copy.sqlite3"]));
        assert!(ok, "{told}");
        let after = answered.load(Ordering::SeqCst);
        for client in clients {
            client.join().unwrap();
        }
        (before, after, told)
    });
    let count = counted(&told);
    // Whoever was being answered may be in it too.
    assert!(
        (before..=after + 4).contains(&count),
        "{before} {count} {after}"
    );
    assert!(told.contains(" 1 files"), "{told}");
    let copy = server.folder.join("copy.sqlite3");
    let mode = fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(
        told.contains(&format!("{} bytes", fs::metadata(&copy).unwrap().len())),
        "{told}"
    );
    let names = fs::read_dir(&server.folder).unwrap();
    let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(!names.any(|name| name.contains("partial") || name.contains("copy.sqlite3-")));

    let first: Vec<Reply> = all.iter().map(|sent| server.put(sent)).collect();
    server.kill();
    let (ok, told) = said(&server.command(&["restore", "copy.sqlite3", "--data", "restored"]));
    assert!(ok && counted(&told) == count, "{told}");
    fs::remove_dir_all(server.folder.join("data")).unwrap();
    fs::rename(server.folder.join("restored"), server.folder.join("data")).unwrap();
    server.start_again();
    let mut replayed = 0;
    for (sent, first) in all.iter().zip(&first) {
        let again = server.put(sent);
        if again.status == 200 {
            assert_eq!(again.json, first.json);
            replayed += 1;
        }
    }
    assert_eq!(replayed, count);
    let receipt = first[0].json["receipt"].as_str().unwrap();
    let (ok, told) = said(&server.command(&["verify", receipt]));
    assert!(ok && told.contains(&all[0].reference.to_string()), "{told}");
    let here = ask(&server.address, "HEAD", &path, &file[..1], b"").unwrap();
    assert_eq!(here.header("upload-complete"), "?1");
}

#[test]
fn nothing_is_written_over_and_nothing_broken_is_put_back() {
    let server = Server::start("refused", &[]);
    server.put(&after_a_fire(&definitions(&[]).catalogue, 1));
    let run = |arguments: &[&str]| said(&server.command(arguments));
    assert!(run(&["backup", "copy"]).0);
    let before = fs::read(server.folder.join("copy")).unwrap();
    let (ok, told) = run(&["backup", "copy"]);
    assert!(!ok && told.contains("copy: is there already"), "{told}");
    assert_eq!(fs::read(server.folder.join("copy")).unwrap(), before);
    let (ok, told) = run(&["backup", "other", "--data", "nowhere"]);
    assert!(
        !ok && told.contains("nowhere: there is no database here"),
        "{told}"
    );
    let (ok, told) = run(&["restore", "copy"]);
    assert!(!ok && told.contains("data: is not empty"), "{told}");
    let (ok, told) = run(&["restore", "no-such-file", "--data", "new"]);
    assert!(!ok && told.starts_with("no-such-file: "), "{told}");
    fs::write(server.folder.join("cut"), &before[..before.len() / 2]).unwrap();
    fs::write(
        server.folder.join("noise"),
        "not a backup at all".repeat(1_000),
    )
    .unwrap();
    for broken in ["cut", "noise"] {
        let (ok, told) = run(&["restore", broken, "--data", "new"]);
        assert!(!ok && told.contains("is damaged"), "{told}");
        assert!(!server.folder.join("new").exists());
    }
}
