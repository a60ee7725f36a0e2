//! A proxy between browser and server that knows the requests of a submission, and does to some of them what networks,
//! portals and dying servers do.

use anyhow::{Context, Result, ensure};
use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// So long a condition may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The form itself.
    Submit,
    /// The bureau's keys, to check the receipt.
    Keys,
    /// How much of a file is there.
    Ask,
    /// The first part of a file.
    FirstPart,
    /// A later one.
    LaterPart,
    /// What has become of it.
    Look,
    /// What the person does with it since.
    Act,
}

impl Step {
    /// In the order in which they come.
    pub const ALL: [Step; 7] = [
        Step::Submit,
        Step::Keys,
        Step::Ask,
        Step::FirstPart,
        Step::LaterPart,
        Step::Look,
        Step::Act,
    ];

    fn of(head: &str) -> Option<Step> {
        let mut words = head.split(' ');
        let (method, path) = (words.next()?, words.next()?);
        let is_first = field(head, "upload-offset") == Some("0");
        if method == "GET" && path == "/api/v1/keys" {
            return Some(Step::Keys);
        }
        let (_, rest) = path.split_once("/api/v1/submissions/")?;
        match (method, rest.split('/').nth(1)) {
            ("PUT", None) => Some(Step::Submit),
            ("HEAD", Some("files")) => Some(Step::Ask),
            ("PATCH", Some("files")) if is_first => Some(Step::FirstPart),
            ("PATCH", Some("files")) => Some(Step::LaterPart),
            ("GET", Some(rest)) if rest.starts_with("changes") => Some(Step::Look),
            ("POST", Some("actions")) => Some(Step::Act),
            _ => None,
        }
    }
}

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line breaks before the request arrives.
    Cut,
    /// It is carried out, and the line breaks before the answer.
    AnswerLost,
    /// It is carried out, and half of the answer comes.
    AnswerCut,
    /// The answer comes, piece by piece.
    Slow,
    /// What comes is no HTTP.
    Noise,
    /// What comes says that it is JSON and is not.
    Garbage,
    /// What comes is the page of a portal.
    Portal,
    /// A gateway has failed.
    Broken,
    /// A gateway asks to come again in a second.
    Busy,
    /// Nothing comes, and the line stays open. The request does not arrive.
    Stall,
    /// It is carried out; then as [`Fault::Stall`].
    AnswerStalls,
    /// The bureau says that it takes no more.
    TooLarge,
}

impl Fault {
    /// Those that end by themselves.
    pub const PASSING: [Fault; 9] = [
        Fault::Cut,
        Fault::AnswerLost,
        Fault::AnswerCut,
        Fault::Slow,
        Fault::Noise,
        Fault::Garbage,
        Fault::Portal,
        Fault::Broken,
        Fault::Busy,
    ];

    /// What comes instead of the server's answer.
    fn instead(self) -> Option<&'static [u8]> {
        match self {
            Fault::Noise => Some(b"\x00\xff\x13\x37 what is this\r\n\r\n"),
            Fault::Garbage => Some(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nupload-offset: x\r\ncontent-length: 12\r\n\
                  connection: close\r\n\r\n{\"receipt\":\xff",
            ),
            Fault::Portal => Some(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 31\r\nconnection: close\r\n\r\n\
                  <html>Welcome to the station!</",
            ),
            Fault::Broken => Some(
                b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 4\r\nconnection: close\r\n\r\nOops",
            ),
            Fault::Busy => Some(
                b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 4\r\nconnection: close\r\n\r\nBusy",
            ),
            Fault::TooLarge => Some(
                b"HTTP/1.1 413 Content Too Large\r\ncontent-type: application/problem+json\r\ncontent-length: 74\r\n\
                  connection: close\r\n\r\n\
                  {\"type\":\"about:blank\",\"title\":\"Too large\",\"status\":413,\"code\":\"too_large\"}",
            ),
            _ => None,
        }
    }
}

/// See the module. Its threads end with the connections they serve.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    server: SocketAddr,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What is still to be done, the first that fits first.
    planned: Vec<(Step, Fault)>,
    done: Vec<(Step, Fault)>,
    /// Connections on which nothing comes.
    held: usize,
    /// Requests that the server was sent.
    passed: usize,
    /// Who may look at which submission.
    bearers: BTreeMap<String, String>,
}

impl Line {
    /// Listens on a free port, and passes on what nothing is planned for.
    pub fn to(server: SocketAddr) -> Result<Line> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner {
            server,
            state: Mutex::default(),
        });
        let own = Arc::clone(&inner);
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let inner = Arc::clone(&own);
                // A browser or a server that goes ends the connection, which is all there is to do.
                thread::spawn(move || inner.serve(browser));
            }
        });
        Ok(Line { address, inner })
    }

    /// Where the browser goes.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Does this to the next request of this kind, once; a look is that at the newest submission.
    pub fn plan(&self, step: Step, fault: Fault) {
        self.inner.state().planned.push((step, fault));
    }

    /// Whether everything that was planned has happened.
    pub fn is_done(&self) -> bool {
        self.inner.state().planned.is_empty()
    }

    /// What has happened so far.
    pub fn done(&self) -> Vec<(Step, Fault)> {
        self.inner.state().done.clone()
    }

    /// How many requests went to the server so far.
    pub fn passed(&self) -> usize {
        self.inner.state().passed
    }

    /// Waits until so many connections are held open without an answer.
    pub async fn holds(&self, count: usize) -> Result<()> {
        self.until("a line that stalls", |state| state.held >= count)
            .await
    }

    /// Waits until so many requests went to the server.
    pub async fn has_passed(&self, count: usize) -> Result<()> {
        self.until("requests", |state| state.passed >= count).await
    }

    async fn until(&self, what: &str, is: impl Fn(&State) -> bool) -> Result<()> {
        let begun = Instant::now();
        while !is(&self.inner.state()) {
            ensure!(
                begun.elapsed() < PATIENCE,
                "{what} did not come: {:?}",
                self.inner.state()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Files that the server still misses, of all submissions that went through here. Asked past all faults.
    pub fn missing_files(&self) -> Result<Vec<String>> {
        let bearers = self.inner.state().bearers.clone();
        let mut missing = Vec::new();
        for (path, bearer) in bearers {
            let request = format!(
                "GET {path}/changes HTTP/1.1\r\nhost: a\r\nauthorization: {bearer}\r\nconnection: close\r\n\r\n"
            );
            let answer = exchange(self.inner.server, request.as_bytes())?;
            let answer = String::from_utf8(answer)?;
            let (head, body) = answer.split_once("\r\n\r\n").context("no answer")?;
            ensure!(head.contains(" 200 "), "{path}: {head}");
            let told: serde_json::Value = serde_json::from_str(body)?;
            let files = told
                .get("missing_files")
                .and_then(|files| files.as_array())
                .context("a list")?;
            missing.extend(files.iter().map(|file| format!("{path}: {file}")));
        }
        Ok(missing)
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One request, one answer, and the end: so no connection knows of an earlier one.
    fn serve(&self, browser: TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(browser.try_clone()?);
        let Some((head, request)) = read(&mut reader)? else {
            return Ok(());
        };
        let step = Step::of(&head);
        let fault = step.and_then(|step| self.take(step, &head));
        let done = self.answer(&browser, &request, fault);
        let _ = browser.shutdown(Shutdown::Both);
        done
    }

    /// What is planned for this request.
    fn take(&self, step: Step, head: &str) -> Option<Fault> {
        let mut state = self.state();
        let path = head.split(' ').nth(1)?;
        if step == Step::Submit
            && let Some(bearer) = field(head, "authorization")
        {
            state.bearers.insert(path.to_owned(), bearer.to_owned());
        }
        // Every start of the app looks at everything that was received: the newest is meant, whose page is open.
        let is_newest = state
            .bearers
            .last_key_value()
            .is_some_and(|(newest, _)| path.starts_with(newest.as_str()));
        if step == Step::Look && !is_newest {
            return None;
        }
        let at = state.planned.iter().position(|(of, _)| *of == step)?;
        let planned = state.planned.remove(at);
        state.done.push(planned);
        Some(planned.1)
    }

    fn answer(
        &self,
        mut browser: &TcpStream,
        request: &[u8],
        fault: Option<Fault>,
    ) -> io::Result<()> {
        match fault {
            Some(Fault::Cut) => return Ok(()),
            Some(Fault::Stall) => return self.hold(browser),
            Some(fault) if fault.instead().is_some() => {
                return browser.write_all(fault.instead().unwrap_or_default());
            }
            _ => {}
        }
        let answer = exchange(self.server, request)?;
        self.state().passed += 1;
        match fault {
            Some(Fault::AnswerLost) => Ok(()),
            Some(Fault::AnswerStalls) => self.hold(browser),
            Some(Fault::AnswerCut) => {
                browser.write_all(answer.get(..answer.len() / 2).unwrap_or_default())
            }
            Some(Fault::Slow) => answer
                .chunks(answer.len().div_ceil(8))
                .try_for_each(|piece| {
                    thread::sleep(Duration::from_millis(150));
                    browser.write_all(piece)
                }),
            _ => browser.write_all(&answer),
        }
    }

    /// Says nothing until the browser has had enough.
    fn hold(&self, mut browser: &TcpStream) -> io::Result<()> {
        self.state().held += 1;
        let ended = browser.read(&mut [0]);
        self.state().held -= 1;
        ended.map(drop)
    }
}

/// A request as it goes on to the server, with its head; nothing when the browser has gone.
fn read(browser: &mut impl BufRead) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if browser.read_line(&mut head)? == 0 {
            return Ok(None);
        }
    }
    let length = field(&head, "content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    browser.read_exact(&mut body)?;
    let is_kept = |line: &&str| !line.to_ascii_lowercase().starts_with("connection:");
    let kept: Vec<&str> = head.trim_end().split("\r\n").filter(is_kept).collect();
    let mut request = format!("{}\r\nconnection: close\r\n\r\n", kept.join("\r\n")).into_bytes();
    request.extend_from_slice(&body);
    Ok(Some((head, request)))
}

/// A field of a head.
fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split("\r\n").find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The whole answer to a request that asks for the end of the connection.
fn exchange(server: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut server = TcpStream::connect(server)?;
    server.write_all(request)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    if answer.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer)
}
