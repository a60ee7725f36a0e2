//! The server as a process, and a client that speaks HTTP by hand.

use crate::support::{Sent, with_parameters};
use base64::{Engine, prelude::BASE64_STANDARD};
use civil_affairs_definitions::read;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Longer than anything here takes; reached only when something is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// A server on a free port with a folder of its own.
pub(crate) struct Server {
    child: Child,
    /// Kept open: a child that writes into a closed pipe dies.
    said: BufReader<ChildStdout>,
    pub(crate) address: String,
    pub(crate) folder: PathBuf,
    more: Vec<String>,
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) json: Json,
    pub(crate) text: String,
}

impl Server {
    pub(crate) fn start(name: &str, set: &[(&str, &str)]) -> Server {
        Server::start_with(name, set, &[])
    }

    /// With more arguments for `serve`.
    pub(crate) fn start_with(name: &str, set: &[(&str, &str)], more: &[&str]) -> Server {
        let folder = prepare(name, set);
        let more: Vec<String> = more.iter().map(|word| (*word).to_owned()).collect();
        let (child, said, address) = launch(&folder, &more);
        Server {
            child,
            said,
            address,
            folder,
            more,
        }
    }

    /// Pulls the plug.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn start_again(&mut self) {
        (self.child, self.said, self.address) = launch(&self.folder, &self.more);
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub(crate) fn ends_well(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }

    /// The next line that it prints.
    pub(crate) fn says(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// What it has written to its log.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap()
    }

    /// Waits until the log holds a text.
    pub(crate) fn tells(&self, text: &str) {
        let begun = Instant::now();
        while !self.log().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "{text}: {}", self.log());
            thread::yield_now();
        }
    }

    /// Runs another command beside it, in the same folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&self.folder)
            .args(arguments)
            .output()
            .unwrap()
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

/// A folder with everything that a server needs, and parameters set as an officer would.
pub(crate) fn prepare(name: &str, set: &[(&str, &str)]) -> PathBuf {
    let own = format!("civil-affairs-intake-{name}-{}", std::process::id());
    let folder = std::env::temp_dir().join(own);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for file in read(&root.join("services"), &root.join("policy")).unwrap() {
        let to = folder.join(&file.path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, with_parameters(file.text, set)).unwrap();
    }
    fs::create_dir_all(folder.join("dist")).unwrap();
    fs::write(folder.join("dist/index.html"), "<!doctype html>shell").unwrap();
    folder
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn launch(folder: &Path, more: &[String]) -> (Child, BufReader<ChildStdout>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(folder)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(fs::File::create(folder.join("log")).unwrap())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let (_, address) = line.trim().split_once("://").unwrap();
    let address = address.trim_end_matches('/').to_owned();
    (child, said, address)
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
        ("Authorization", format!("Bearer {}", sent.capability)),
        ("Submission-Secret", sent.secret.to_string()),
    ]
}

/// One request on a connection of its own; nothing when the line breaks.
pub(crate) fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Option<Reply> {
    let stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    converse(stream, method, path, headers, body)
}

/// One request, and all that is answered until the connection ends.
pub(crate) fn converse(
    mut stream: impl Read + Write,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Option<Reply> {
    let head = head(method, path, headers, body.len());
    stream.write_all(head.as_bytes()).ok()?;
    // A server that refuses early does not read on.
    let _ = stream.write_all(body);
    let _ = stream.flush();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Reply::read(&answer)
}

/// The head of a request, after whose answer the connection ends.
pub(crate) fn head(method: &str, path: &str, headers: &[(&str, String)], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {length}\r\n\r\n"));
    head
}

impl Reply {
    /// An answer as it came over the wire.
    pub(crate) fn read(answer: &[u8]) -> Option<Reply> {
        let answer = String::from_utf8_lossy(answer);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply {
            status,
            head: head.to_ascii_lowercase(),
            json: serde_json::from_str(body).unwrap_or(Json::Null),
            text: body.to_owned(),
        })
    }

    /// The stable word of a problem, which has all that a problem has.
    pub(crate) fn code(&self) -> &str {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.head
        );
        let correlation = self.json["correlation_id"].as_str().unwrap();
        assert!(correlation.len() == 16 && self.header("correlation-id") == correlation);
        assert_eq!(self.json["status"], self.status);
        self.json["code"].as_str().unwrap()
    }

    /// The value of a header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(own, _)| *own == name)
            .map_or("", |(_, value)| value)
    }
}
