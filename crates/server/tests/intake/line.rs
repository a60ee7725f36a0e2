//! A client that speaks HTTP by hand, and says what no honest client would.

use serde_json::Value as Json;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

/// Longer than anything here takes; reached only when something is broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Status line and fields in small letters.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// The body; nothing where it is no JSON.
    pub(crate) json: Json,
}

impl Reply {
    /// A field of the head.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            (own == name).then_some(value)
        })
    }

    /// The stable word of a problem, which has all that a problem has.
    pub(crate) fn code(&self) -> &str {
        assert_eq!(
            self.field("content-type"),
            Some("application/problem+json"),
            "{}",
            self.head
        );
        assert_eq!(self.json["correlation_id"].as_str().unwrap().len(), 16);
        assert_eq!(self.json["status"], self.status);
        self.json["code"].as_str().unwrap()
    }
}

impl Line {
    pub(crate) fn open(address: &str) -> Option<Line> {
        let stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Line {
            stream: BufReader::new(stream),
        })
    }

    /// Sends bytes as they are. A server that refuses early does not read on, which is no error here.
    pub(crate) fn say(&mut self, bytes: &[u8]) {
        let _ = self.stream.get_mut().write_all(bytes);
    }

    /// Says that nothing more will come.
    pub(crate) fn end(&mut self) {
        let _ = self.stream.get_ref().shutdown(Shutdown::Write);
    }

    /// The next answer; nothing when the line breaks or ends before.
    pub(crate) fn hear(&mut self, method: &str) -> Option<Reply> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
        let mut reply = Reply {
            status,
            head: head.trim_end().to_ascii_lowercase(),
            body: Vec::new(),
            json: Json::Null,
        };
        if method != "HEAD" && status >= 200 {
            let length = reply
                .field("content-length")
                .map_or(0, |length| length.parse().unwrap());
            reply.body.resize(length, 0);
            self.stream.read_exact(&mut reply.body).ok()?;
            reply.json = serde_json::from_slice(&reply.body).unwrap_or(Json::Null);
        }
        Some(reply)
    }

    /// Whether the server has ended the connection, without another word.
    pub(crate) fn has_ended(&mut self) -> bool {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest);
        rest.is_empty()
    }
}

/// A request without its body.
pub(crate) fn head(method: &str, path: &str, headers: &[(&str, String)]) -> String {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request
}

/// One request on a connection of its own; nothing when the line breaks.
pub(crate) fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Option<Reply> {
    let mut line = Line::open(address)?;
    let head = head(method, path, headers);
    let length = body.len();
    line.say(format!("{head}Connection: close\r\nContent-Length: {length}\r\n\r\n").as_bytes());
    line.say(body);
    line.hear(method)
}
