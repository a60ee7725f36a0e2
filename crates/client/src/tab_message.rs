//! What the tabs of an app tell one another. Nothing personal: kinds and ids of records.
//!
//! On the channel each is a text, the same in every version: a tab of an older version may be open beside this one.

use crate::platform::{store::RecordKey, tabs};
use std::{fmt, str::FromStr};

/// A message from one tab to all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TabMessage {
    /// A record was written or removed: its path in the store, `kind/id`.
    RecordChanged(String),
    /// The draft with this id is on the screen of the sender from now on.
    DraftOpened(String),
    /// The answer to [`TabMessage::DraftOpened`]: the sender has the same draft on its screen.
    DraftAlsoOpen(String),
    /// The draft with this id is no longer on the screen of the sender.
    DraftLeft(String),
    /// The tab that sends is asked to try at once.
    SendNow,
    /// A PIN was set or taken away: the keys in other tabs are not those of the device any more.
    PinChanged,
}

const OPENED: &str = "open/";
const ALSO_OPEN: &str = "also/";
const LEFT: &str = "left/";
const SEND_NOW: &str = "courier/wanted";
const PIN_CHANGED: &str = "pin";

impl fmt::Display for TabMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TabMessage::RecordChanged(path) => f.write_str(path),
            TabMessage::DraftOpened(id) => write!(f, "{OPENED}{id}"),
            TabMessage::DraftAlsoOpen(id) => write!(f, "{ALSO_OPEN}{id}"),
            TabMessage::DraftLeft(id) => write!(f, "{LEFT}{id}"),
            TabMessage::SendNow => f.write_str(SEND_NOW),
            TabMessage::PinChanged => f.write_str(PIN_CHANGED),
        }
    }
}

/// A text that no version of this app sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no message between tabs")]
pub struct NotATabMessage;

impl FromStr for TabMessage {
    type Err = NotATabMessage;

    fn from_str(text: &str) -> Result<TabMessage, NotATabMessage> {
        let id = |prefix| text.strip_prefix(prefix).map(str::to_owned);
        if let Some(id) = id(OPENED) {
            return Ok(TabMessage::DraftOpened(id));
        }
        if let Some(id) = id(ALSO_OPEN) {
            return Ok(TabMessage::DraftAlsoOpen(id));
        }
        if let Some(id) = id(LEFT) {
            return Ok(TabMessage::DraftLeft(id));
        }
        match text {
            SEND_NOW => Ok(TabMessage::SendNow),
            PIN_CHANGED => Ok(TabMessage::PinChanged),
            path if path.contains('/') => Ok(TabMessage::RecordChanged(path.to_owned())),
            _ => Err(NotATabMessage),
        }
    }
}

impl TabMessage {
    /// That a record was written or removed.
    pub fn record_changed(key: &RecordKey) -> TabMessage {
        TabMessage::RecordChanged(key.path())
    }

    /// The id of the record that was changed, if it is of this kind.
    pub fn record_of(&self, kind: &str) -> Option<&str> {
        match self {
            TabMessage::RecordChanged(path) => path.strip_prefix(kind)?.strip_prefix('/'),
            _ => None,
        }
    }

    /// Tells the other tabs.
    pub fn send(&self) {
        tabs::post(&self.to_string());
    }

    /// Calls back with every message of another tab. Lasts as long as the page.
    pub fn on_each(callback: impl Fn(TabMessage) + 'static) {
        tabs::on_message(move |text| {
            if let Ok(message) = text.parse() {
                callback(message);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_read_as_it_was_sent() {
        let id = || "019ab3c0-1111-7222-8333-444455558888".to_owned();
        for message in [
            TabMessage::RecordChanged(format!("draft/{}", id())),
            TabMessage::RecordChanged("precheck/all".to_owned()),
            TabMessage::DraftOpened(id()),
            TabMessage::DraftAlsoOpen(id()),
            TabMessage::DraftLeft(id()),
            TabMessage::SendNow,
            TabMessage::PinChanged,
        ] {
            assert_eq!(message.to_string().parse(), Ok(message));
        }
        assert_eq!("hello".parse::<TabMessage>(), Err(NotATabMessage));
    }

    #[test]
    fn a_tab_of_version_0_1_0_is_understood_and_understands() {
        for (text, message) in [
            ("draft/7", TabMessage::RecordChanged("draft/7".to_owned())),
            ("open/7", TabMessage::DraftOpened("7".to_owned())),
            ("also/7", TabMessage::DraftAlsoOpen("7".to_owned())),
            ("left/7", TabMessage::DraftLeft("7".to_owned())),
            ("courier/wanted", TabMessage::SendNow),
            ("pin", TabMessage::PinChanged),
        ] {
            assert_eq!(text.parse(), Ok(message.clone()));
            assert_eq!(message.to_string(), text);
        }
    }

    #[test]
    fn a_change_is_told_to_the_kind_of_its_record_only() {
        let message = TabMessage::RecordChanged("draft/7".to_owned());
        assert_eq!(message.record_of("draft"), Some("7"));
        assert_eq!(message.record_of("queued"), None);
        assert_eq!(TabMessage::PinChanged.record_of("pin"), None);
    }
}
