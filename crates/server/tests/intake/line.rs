//! A client that speaks HTTP by hand, and says what no honest client would.

use crate::server::{PATIENCE, Reply};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpStream},
};

/// A connection.
pub(crate) struct Line {
    stream: BufReader<TcpStream>,
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
        let mut reply = Reply::read(head.as_bytes())?;
        if method != "HEAD" && reply.status >= 200 {
            let mut body = vec![0; reply.header("content-length").parse().unwrap_or(0)];
            self.stream.read_exact(&mut body).ok()?;
            reply = Reply::read(&[head.as_bytes(), &body].concat())?;
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

/// A request up to where it is said how long its body is.
pub(crate) fn opening(method: &str, path: &str, headers: &[(&str, String)]) -> String {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request
}
