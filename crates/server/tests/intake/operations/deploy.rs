//! What `deploy/` says is what the program does.

use super::said;
use crate::{
    server::Server,
    support::{after_a_fire, definitions},
};
use civil_affairs_server::cli;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const CONFIG: &str = "/etc/civil-affairs/civil-affairs.toml";

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy")
}

/// Lines of the guide's blocks of commands.
fn commands(guide: &str) -> Vec<&str> {
    let blocks = guide.split("```").skip(1).step_by(2);
    blocks
        .flat_map(str::lines)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Everything from the program's name on.
fn call(line: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_program = |word: &&str| *word == "civil-affairs" || word.ends_with("/bin/civil-affairs");
    let at = words.iter().position(is_program)?;
    Some(words[at..].to_vec())
}

#[test]
fn the_program_understands_every_call_in_guide_and_unit() {
    let unit = read("civil-affairs.service");
    let guide = read("README.md").replace("$(date +%F)", "2026-12-01");
    let own = commands(&guide)
        .into_iter()
        .filter_map(|line| line.strip_prefix("sudo -u civil-affairs "));
    let contained = commands(&guide).into_iter().filter_map(|line| {
        let (_, call) = line.split_once("civil-affairs civil-affairs serve")?;
        Some(format!("civil-affairs serve{call}"))
    });
    let started = unit
        .lines()
        .filter_map(|line| line.strip_prefix("ExecStart="));
    let calls: Vec<String> = own
        .chain(started)
        .map(str::to_owned)
        .chain(contained)
        .collect();
    assert!(calls.len() >= 8, "{calls:?}");
    for line in calls {
        let parsed = cli::command().try_get_matches_from(call(&line).unwrap());
        // Names a file with settings that is not here; it is read later.
        assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
    }
}

#[test]
fn every_setting_named_in_the_container_file_exists() {
    let mut variables = BTreeSet::new();
    let commands = cli::command();
    for command in commands.get_subcommands() {
        let named = command
            .get_arguments()
            .filter_map(|argument| argument.get_env());
        variables.extend(named.map(|name| name.to_string_lossy().into_owned()));
    }
    let file = read("Containerfile");
    let named: Vec<&str> = file
        .split_whitespace()
        .filter_map(|word| word.split_once('='))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CIVIL_AFFAIRS_"))
        .collect();
    assert!(named.len() >= 5);
    for name in named {
        assert!(variables.contains(name), "{name}");
    }
}

/// Runs a line of the guide as it stands there, but for the places.
fn try_out(server: &Server, line: &str) -> (bool, String) {
    let root = server.folder.display();
    let line = line.strip_prefix("sudo -u civil-affairs ").unwrap_or(line);
    let line = line
        .replace(CONFIG, &format!("{root}/settings.toml"))
        .replace("/var/backups/civil-affairs", &root.to_string())
        .replace("sudo mv /var/lib/civil-affairs", &format!("mv {root}"))
        .replace("/var/lib/civil-affairs", &root.to_string());
    let program = Path::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .parent()
        .unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &line])
        .current_dir(&server.folder)
        .env("PATH", path)
        .output()
        .unwrap();
    said(&output)
}

#[test]
fn the_guide_followed_from_settings_to_a_new_signing_key_works() {
    let mut server = Server::start("guide", &[]);
    let root = server.folder.display().to_string();
    let settings = read("civil-affairs.toml")
        .replace(
            "/usr/local/share/civil-affairs/dist",
            &format!("{root}/dist"),
        )
        .replace("/etc/civil-affairs", &root)
        .replace("/var/lib/civil-affairs", &root);
    fs::write(server.folder.join("settings.toml"), settings).unwrap();
    let sent = after_a_fire(&definitions(&[]).catalogue, 1);
    let first = server.put(&sent);
    let guide = read("README.md");
    for line in commands(&guide) {
        let stops = line == "sudo systemctl stop civil-affairs";
        if stops || line == "sudo systemctl start civil-affairs" {
            if stops {
                server.signal("TERM");
                assert!(server.ends_well());
            } else {
                server.start_again();
            }
        }
        let ours = line.starts_with("sudo -u civil-affairs ") || line.starts_with("sudo mv ");
        if ours {
            let (ok, told) = try_out(&server, line);
            assert!(ok, "{line}: {told}");
        }
    }
    let (_, listed) = said(&server.command(&["keys", "list"]));
    assert_eq!(listed.lines().count(), 2, "{listed}");
    let again = server.put(&sent);
    assert_eq!((again.status, again.json), (200, first.json));
    assert!(server.folder.join("data.before").is_dir());
}
