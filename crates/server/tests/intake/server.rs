//! The server as a process.

use crate::{
    line::{Reply, ask},
    support::{Sent, with_parameters},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A server on a free port with a folder of its own.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) folder: PathBuf,
}

impl Server {
    pub(crate) fn start(name: &str, set: &[(&str, &str)]) -> Server {
        let own = format!("civil-affairs-intake-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(own);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for part in ["services", "policy", "policy/lists"] {
            fs::create_dir_all(folder.join(part)).unwrap();
            for entry in fs::read_dir(root.join(part)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|ending| ending == "toml") {
                    let text = with_parameters(fs::read_to_string(&path).unwrap(), set);
                    fs::write(folder.join(part).join(path.file_name().unwrap()), text).unwrap();
                }
            }
        }
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("dist/index.html"), "<!doctype html>shell").unwrap();
        let (child, address) = launch(&folder);
        Server {
            child,
            address,
            folder,
        }
    }

    /// Pulls the plug.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn start_again(&mut self) {
        (self.child, self.address) = launch(&self.folder);
    }

    /// Memory that it has now, and the most it ever had, bytes.
    pub(crate) fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let bytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            let number = line.split_whitespace().nth(1).unwrap();
            number.parse::<u64>().unwrap() * 1_024
        };
        (bytes("VmRSS:"), bytes("VmHWM:"))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        ask(&self.address, "GET", path, &[], b"").unwrap()
    }

    pub(crate) fn put(&self, sent: &Sent) -> Reply {
        put(&self.address, sent).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn launch(folder: &Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(fs::File::create(folder.join("log")).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().trim_start_matches("http://");
    (child, address.trim_end_matches('/').to_owned())
}

/// Sends a submission as the app does; nothing when the line breaks.
pub(crate) fn put(address: &str, sent: &Sent) -> Option<Reply> {
    let path = format!("/api/v1/submissions/{}", sent.id);
    ask(address, "PUT", &path, &headers(sent), &sent.body)
}

/// The headers of a submission.
pub(crate) fn headers(sent: &Sent) -> Vec<(&'static str, String)> {
    let digest = BASE64_STANDARD.encode(Sha256::digest(&sent.body));
    vec![
        ("Content-Type", "application/json".to_owned()),
        ("Content-Digest", format!("sha-256=:{digest}:")),
        (
            "Authorization",
            format!("Bearer {}", sent.capability.shown()),
        ),
        ("Submission-Secret", sent.secret.shown()),
    ]
}
