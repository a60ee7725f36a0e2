//! An appointment as a calendar file (iCalendar, RFC 5545), as phones import it.
//!
//! One event, without `METHOD`: a file that is opened, not an invitation that is answered.

use crate::{
    value::date::Date,
    value::slot::time::{DAY, Span},
};

/// Octets of a line, its end not counted (RFC 5545, section 3.1).
const LINE: usize = 75;

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Stays the same when the file is made again, so that a calendar replaces the entry instead of adding one.
    /// Nothing personal: calendars are shared and synchronised.
    pub uid: String,
    /// When the file is made, Unix time in milliseconds.
    pub made: i64,
    /// Title of the entry.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// What to bring and to know; may be empty. May have several lines.
    pub description: String,
    /// The day in Asia/Shanghai.
    pub date: Date,
    /// The time in Asia/Shanghai; nothing keeps the whole day, where no more than the day is certain.
    pub time: Option<Span>,
    /// What the entry is worth.
    pub standing: EventStatus,
}

/// What an entry is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventStatus {
    /// Nobody at the bureau has agreed: the title begins with this mark, for example 待提交.
    Wish(String),
    /// The bureau has confirmed it.
    Confirmed,
}

/// The file, as UTF-8 with CRLF line ends. Its media type is `text/calendar`.
pub fn file(event: &CalendarEvent) -> String {
    let (title, status) = match &event.standing {
        EventStatus::Wish(mark) => (format!("{mark}：{}", event.title), "TENTATIVE"),
        EventStatus::Confirmed => (event.title.clone(), "CONFIRMED"),
    };
    let (start, end) = bounds(event);
    let mut lines = Lines(String::new());
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yiwu Civil Affairs Bureau//Civil Affairs//ZH",
        "CALSCALE:GREGORIAN",
        // Written out for programs that do not know the zone by its name. No summer time since 1992.
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19920101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
    ] {
        lines.add(line);
    }
    lines.text("UID", &event.uid);
    lines.add(&format!("DTSTAMP:{}", stamp(event.made)));
    lines.add(&format!("DTSTART;{start}"));
    lines.add(&format!("DTEND;{end}"));
    lines.text("SUMMARY", &title);
    lines.text("LOCATION", &event.place);
    lines.text("DESCRIPTION", &event.description);
    lines.add(&format!("STATUS:{status}"));
    lines.add("END:VEVENT");
    lines.add("END:VCALENDAR");
    lines.0
}

/// Begin and end with their parameters. The end is the first moment or day that no longer belongs to it.
fn bounds(event: &CalendarEvent) -> (String, String) {
    let next = event.date.add_days(1).unwrap_or(event.date);
    let Some(time) = event.time else {
        let day = |date| format!("VALUE=DATE:{}", digits(date));
        return (day(event.date), day(next));
    };
    let moment = |date, minute: u16| {
        let (hour, minute) = (minute / 60, minute % 60);
        format!("TZID=Asia/Shanghai:{}T{hour:02}{minute:02}00", digits(date))
    };
    let end = match time.end {
        DAY.. => moment(next, 0),
        minute => moment(event.date, minute),
    };
    (moment(event.date, time.start), end)
}

fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A Unix time in UTC. A time out of range becomes the beginning of Unix time: the line must not be missing.
fn stamp(millis: i64) -> String {
    let eight_hours = 8 * 3_600_000;
    let utc = millis.checked_sub(eight_hours).and_then(|shifted| {
        let minute = Date::minute_of_unix_millis(shifted)?;
        Some((Date::from_unix_millis(shifted)?, minute))
    });
    utc.map_or_else(
        || "19700101T000000Z".to_owned(),
        |(date, minute)| {
            let second = millis.div_euclid(1000).rem_euclid(60);
            let (hour, minute) = (minute / 60, minute % 60);
            format!("{}T{hour:02}{minute:02}{second:02}Z", digits(date))
        },
    )
}

/// Content lines, folded.
struct Lines(String);

impl Lines {
    /// A property with a text; none for an empty one.
    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.add(&format!("{name}:{}", escape(text)));
        }
    }

    /// Folds a line into pieces of at most 75 octets, never inside a character; each further piece begins with a
    /// blank.
    fn add(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Marks what would end a text or a line (section 3.3.11) and drops control characters, which no text may have.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(character),
            control if control.is_control() => {}
            plain => out.push(plain),
        }
    }
    out
}

#[cfg(test)]
mod tests;
