//! Settings from flags, environment and a file, with the real binary.

use super::said;
use crate::server::{Server, prepare};
use std::{fs, process::Command};

#[test]
fn the_file_is_read_by_the_server_and_by_every_command_that_has_the_setting() {
    let server = Server::start("settings", &[]);
    let data = server.folder.join("elsewhere");
    let file = server.folder.join("settings.toml");
    let text = format!(
        "data = {:?}\nmax-requests = 7\n",
        data.display().to_string()
    );
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let (ok, shown) = said(&server.command(&["config", "--config", file, "--grace", "3"]));
    assert!(ok, "{shown}");
    for line in [
        format!("max-requests = 7  # {file}:2"),
        "grace = 3  # --grace".to_owned(),
        "listen = \"127.0.0.1:8080\"  # default".to_owned(),
        "# tls-key is not set".to_owned(),
    ] {
        assert!(shown.lines().any(|own| own == line), "{line}\n{shown}");
    }
    // `case` has no limits, and the folder is not there.
    let (ok, told) = said(&server.command(&["--config", file, "case", "list"]));
    assert!(!ok && told.contains("elsewhere: no such folder"), "{told}");
}

#[test]
fn a_variable_outweighs_the_file_and_names_itself() {
    let folder = prepare("variable", &[]);
    fs::write(folder.join("settings.toml"), "grace = 1\nlog = \"plain\"\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(&folder)
        .env("CIVIL_AFFAIRS_CONFIG", "settings.toml")
        .env("CIVIL_AFFAIRS_GRACE", "2")
        .env("CIVIL_AFFAIRS_TRUSTED_PROXY", "10.0.0.0/8,192.0.2.1")
        .arg("config")
        .output()
        .unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let (ok, shown) = said(&output);
    assert!(
        ok && shown.contains("grace = 2  # CIVIL_AFFAIRS_GRACE\n"),
        "{shown}"
    );
    assert!(
        shown.contains("log = \"plain\"  # settings.toml:2\n"),
        "{shown}"
    );
    let proxies = "trusted-proxy = [\"10.0.0.0/8\", \"192.0.2.1\"]";
    assert!(shown.contains(proxies), "{shown}");
}

#[test]
fn an_unknown_key_or_a_wrong_value_keeps_the_server_from_starting() {
    let folder = prepare("unknown", &[]);
    for (text, told) in [
        (
            "\nlissten = 1\n",
            "settings.toml:2:1: `lissten` is no setting",
        ),
        (
            "grace = \"soon\"\n",
            "settings.toml:1:1: invalid value 'soon'",
        ),
        ("max-requests = 0\n", "settings.toml:1:1: invalid value '0'"),
        ("trusted-proxy = [\"everybody\"]\n", "such as 10.0.0.0/8"),
        ("tls-cert = \"a\"\n", "--tls-cert and --tls-key go together"),
    ] {
        fs::write(folder.join("settings.toml"), text).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&folder)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--config",
                "settings.toml",
            ])
            .output()
            .unwrap();
        let (ok, heard) = said(&output);
        assert!(!ok && heard.contains(told), "{text}: {heard}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
