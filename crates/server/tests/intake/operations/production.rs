//! An installation that takes real applications says who answers for them.

use super::said;
use crate::server::{Server, prepare};
use std::{fs, process::Command};

const DECIDED: [(&str, &str); 4] = [
    ("controller_name", "\"示例单位\""),
    ("controller_contact", "\"示例联系方式\""),
    ("retention_case_file", "\"示例期限\""),
    ("retention_logs_months", "6"),
];

#[test]
fn a_trial_does_not_start_as_production_and_everything_unset_is_listed_at_once() {
    let folder = prepare("trial", &[]);
    let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(&folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--production"])
        .output()
        .unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let (ok, told) = said(&output);
    assert!(!ok);
    for (key, _) in DECIDED {
        assert!(
            told.contains(&format!("`{key}` is not set")),
            "{key}: {told}"
        );
    }
    assert!(
        told.contains("plain HTTP") && told.contains("--trusted-proxy"),
        "{told}"
    );
    assert!(!folder.join("data").exists());
}

#[test]
fn once_everything_is_set_it_starts_and_does_not_become_a_trial_while_it_runs() {
    let more = ["--production", "--trusted-proxy", "127.0.0.1"];
    let server = Server::start_with("production", &DECIDED, &more);
    assert_eq!(server.get("/readyz").status, 200);
    let file = server.folder.join("policy/parameters-common.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("value = \"示例单位\"\n", "")).unwrap();
    server.signal("HUP");
    server.tells("definitions_refused");
    let log = server.log();
    assert!(log.contains("`controller_name` is not set"), "{log}");
}
