//! The log: one line for each thing that happened, to the standard error output.
//!
//! Everything that can ever be written is a case of [`Event`]. There is no place in it for what somebody sent: no
//! path, no id, no header, no text of an answer.

use crate::clock;
use clap::ValueEnum;
use serde::Serialize;
use std::{
    fmt,
    io::{self, Write},
    net::{IpAddr, SocketAddr},
};

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Not at all.
    Off,
    /// One JSON object a line, for programs.
    #[default]
    Json,
    /// One line of words, for a terminal.
    Plain,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'a> {
    /// The server answers from now on.
    Started {
        /// Where.
        listen: SocketAddr,
        /// Version and commit.
        version: &'a str,
        /// Digest of the catalogue in force.
        catalogue: &'a str,
    },
    /// A request was answered.
    Request {
        /// As HTTP names it; `OTHER` for what it does not know.
        method: &'a str,
        /// The address as the router knows it, with the names of its parts instead of what stood there.
        route: &'a str,
        /// Status.
        status: u16,
        /// Milliseconds until the answer began.
        ms: u64,
        /// As the answer carries it.
        correlation_id: &'a str,
        /// The stable word of a refusal.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<&'a str>,
        /// What failed inside.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
        /// Who asked, where the operator wants to know.
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<IpAddr>,
    },
    /// New definitions are in force.
    DefinitionsReloaded {
        /// Digest of their catalogue.
        catalogue: &'a str,
    },
    /// The last good ones stay in force.
    DefinitionsRefused {
        /// File, place and reason.
        reason: &'a str,
    },
    /// Certificate and signing key were read again.
    KeysReloaded {
        /// Names of the keys that receipts are checked with, the one that signs first.
        receipts: Vec<String>,
        /// Whether there is a certificate.
        tls: bool,
    },
    /// The ones before stay in use.
    KeysRefused {
        /// Why.
        reason: &'a str,
    },
    /// Applications whose time is over and whose definition knows no way on: people have to see to them.
    Stuck {
        /// How many.
        cases: u32,
    },
    /// What time moves on waits for the next minute.
    DeadlinesWait {
        /// Why.
        reason: &'a str,
    },
    /// A fault in the program. What was said of it is left out: it may quote what somebody sent.
    Panic {
        /// File and line of the program.
        place: &'a str,
    },
    /// The server was asked to end.
    Stopping,
    /// It has ended.
    Stopped,
}

/// Writes events down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Log {
    /// How.
    pub form: LogFormat,
}

/// A line of JSON.
#[derive(Serialize)]
struct LogLine<'a> {
    at: String,
    #[serde(flatten)]
    event: &'a Event<'a>,
}

impl Log {
    /// Writes one line. What cannot be written is lost: a server does not end for its log.
    pub fn tell(&self, event: &Event<'_>) {
        if let Some(line) = self.line(event) {
            let _ = io::stderr().lock().write_all(line.as_bytes());
        }
    }

    /// The line with its end; none where nothing is written.
    fn line(&self, event: &Event<'_>) -> Option<String> {
        let at = clock::now().map_or_else(|_| String::new(), |now| now.to_string());
        match self.form {
            LogFormat::Off => None,
            LogFormat::Json => serde_json::to_string(&LogLine { at, event })
                .ok()
                .map(|line| line + "\n"),
            LogFormat::Plain => Some(format!("{at} {event}\n")),
        }
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Started {
                listen, version, ..
            } => write!(out, "started on {listen}, version {version}"),
            Event::Request {
                method,
                route,
                status,
                ms,
                correlation_id,
                code,
                reason,
                address,
            } => {
                write!(out, "{method} {route} {status} {ms} ms {correlation_id}")?;
                for more in [code, reason].into_iter().flatten() {
                    write!(out, " {more}")?;
                }
                address.map_or(Ok(()), |address| write!(out, " from {address}"))
            }
            Event::DefinitionsReloaded { catalogue } => {
                write!(out, "definitions reloaded: {catalogue}")
            }
            Event::DefinitionsRefused { reason } => write!(
                out,
                "definitions refused, the last good ones stay in force:\n{reason}"
            ),
            Event::KeysReloaded { receipts, tls } => {
                let certificate = if *tls { " and certificate" } else { "" };
                write!(out, "keys{certificate} reloaded: {}", receipts.join(", "))
            }
            Event::KeysRefused { reason } => {
                write!(out, "keys refused, the ones before stay in use: {reason}")
            }
            Event::Stuck { cases } => write!(
                out,
                "{cases} cases cannot be moved on by their definition: see `civil-affairs case list --overdue`"
            ),
            Event::DeadlinesWait { reason } => {
                write!(out, "deadlines wait for the next minute: {reason}")
            }
            Event::Panic { place } => write!(out, "a fault at {place}"),
            Event::Stopping => out.write_str("asked to end"),
            Event::Stopped => out.write_str("ended"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: Event<'_> = Event::Request {
        method: "PUT",
        route: "/api/v1/submissions/{id}",
        status: 413,
        ms: 7,
        correlation_id: "0011223344556677",
        code: Some("too_large"),
        reason: None,
        address: None,
    };

    #[test]
    fn a_line_of_json_is_one_object_with_its_time_and_without_what_is_not_known() {
        let line = Log {
            form: LogFormat::Json,
        }
        .line(&REFUSED)
        .unwrap();
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(line.ends_with("}\n") && line.matches('\n').count() == 1);
        assert_eq!(json["event"], "request");
        assert_eq!(json["route"], "/api/v1/submissions/{id}");
        assert_eq!(
            (&json["status"], &json["code"]),
            (&413.into(), &"too_large".into())
        );
        assert!(json["at"].as_str().unwrap().ends_with("+08:00"));
        assert_eq!((json.get("address"), json.get("reason")), (None, None));
    }

    #[test]
    fn a_line_for_people_says_the_same_and_a_log_that_is_off_says_nothing() {
        let line = Log {
            form: LogFormat::Plain,
        }
        .line(&REFUSED)
        .unwrap();
        let said = "PUT /api/v1/submissions/{id} 413 7 ms 0011223344556677 too_large\n";
        assert!(line.ends_with(said), "{line}");
        assert_eq!(
            Log {
                form: LogFormat::Off
            }
            .line(&REFUSED),
            None
        );
    }
}
