//! The server as a process: its address, its signals.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use civil_affairs_definitions::read;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

/// Longer than anything here takes; reached only when something is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port, with copies of the real definitions that a test may break.
struct Server {
    child: Child,
    address: String,
    folder: PathBuf,
    told: Receiver<String>,
}

impl Server {
    fn start(name: &str) -> Server {
        let folder =
            std::env::temp_dir().join(format!("civil-affairs-serve-{name}-{}", std::process::id()));
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for file in read(&root.join("services"), &root.join("policy")).unwrap() {
            let to = folder.join(&file.path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, file.text).unwrap();
        }
        fs::create_dir_all(folder.join("dist")).unwrap();
        fs::write(folder.join("dist/index.html"), "<!doctype html>shell").unwrap();
        let (child, address, told) = launch(&folder);
        Server {
            child,
            address,
            folder,
            told,
        }
    }

    /// Ends it by a signal and starts it again on the same folder.
    fn restart(&mut self, signal: &str) {
        self.signal(signal);
        self.child.wait().unwrap();
        (self.child, self.address, self.told) = launch(&self.folder);
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn digest(&self) -> String {
        let answer = self.get("/api/v1/catalogue");
        let (_, json) = answer.split_once("\r\n\r\n").unwrap();
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        json.get("digest")
            .and_then(|digest| digest.as_str())
            .unwrap()
            .to_owned()
    }

    fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .unwrap()
                .success()
        );
    }

    /// The next line the server writes that contains a text.
    fn hears(&self, text: &str) -> String {
        loop {
            let line = self.told.recv_timeout(PATIENCE).unwrap();
            if line.contains(text) {
                return line;
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn launch(folder: &Path) -> (Child, String, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--grace", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let told = lines(child.stderr.take().unwrap());
    (child, address, told)
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

#[test]
fn a_free_port_is_printed_and_answers() {
    let server = Server::start("port");
    assert!(server.get("/").contains("shell"));
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_hangup_takes_new_definitions_over_and_keeps_the_old_version() {
    let server = Server::start("hangup");
    let before = server.digest();
    let file = server.folder.join("policy/parameters-senior.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("value = 60", "value = 61", 1)).unwrap();
    server.signal("HUP");
    server.hears("definitions_reloaded");
    let after = server.digest();
    assert_ne!(before, after);
    for digest in [before, after] {
        assert!(
            server
                .get(&format!("/api/v1/catalogue/{digest}"))
                .starts_with("HTTP/1.1 200")
        );
    }
}

#[test]
fn a_broken_set_is_refused_with_file_and_place_and_the_last_good_one_stays() {
    let server = Server::start("broken");
    let before = server.digest();
    fs::write(
        server.folder.join("services/senior-card/service.toml"),
        "id = ",
    )
    .unwrap();
    server.signal("HUP");
    let line = server.hears("definitions_refused");
    assert!(
        line.contains("services/senior-card/service.toml: line 1, column"),
        "{line}"
    );
    assert_eq!(server.digest(), before);
}

#[test]
fn a_request_to_end_ends_the_server_in_order() {
    for name in ["TERM", "INT"] {
        let mut server = Server::start(name);
        server.signal(name);
        assert!(server.child.wait().unwrap().success(), "{name}");
    }
}

#[test]
fn a_request_that_is_never_finished_does_not_keep_the_server_from_ending() {
    let mut server = Server::start("unfinished");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: lo").unwrap();
    // Answered on a later connection: the unfinished one has been accepted before.
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    server.signal("TERM");
    assert!(server.child.wait().unwrap().success());
    drop(stream);
}

#[test]
fn a_server_without_its_app_or_with_broken_definitions_says_so_and_does_not_start() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (arguments, told) in [
        (["--dist", "no-such-folder"], "no-such-folder"),
        (["--services", "no-such-folder"], "no-such-folder"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
            .current_dir(&root)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8(output.stderr).unwrap().contains(told));
    }
}

#[test]
fn the_version_names_the_commit() {
    let output = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .arg("--version")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.starts_with(concat!("civil-affairs ", env!("CARGO_PKG_VERSION"), " (")),
        "{told}"
    );
}

#[test]
fn a_catalogue_served_before_a_restart_is_served_after_it() {
    let mut server = Server::start("kept");
    let before = server.digest();
    let file = server.folder.join("policy/parameters-senior.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("value = 60", "value = 61", 1)).unwrap();
    server.restart("KILL");
    assert_ne!(server.digest(), before);
    let old = server.get(&format!("/api/v1/catalogue/{before}"));
    assert!(old.starts_with("HTTP/1.1 200"));
}
