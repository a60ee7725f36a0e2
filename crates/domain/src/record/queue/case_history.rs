//! What the bureau has told of a submission since it received it (办理经过).

use crate::value::decode::Decode;
use crate::{
    protocol::wire::{CaseEvent, Changes},
    value::word::StateId,
};
use serde::{Deserialize, Serialize};

/// What happened to one submission, as far as this device has heard. Kept on the device, so that it can be read off
/// line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct CaseHistory {
    /// Number of the last step that is known; the server is asked for what follows it.
    pub cursor: u64,
    /// The state it is in.
    pub state: StateId,
    /// What happened, in order.
    pub events: Vec<CaseEvent>,
    /// When it was told, milliseconds since 1970 by the device's clock.
    pub told_at: i64,
}

impl CaseHistory {
    /// The course after an answer; none where that says nothing new.
    pub fn with(known: Option<&CaseHistory>, changes: Changes, now: i64) -> Option<CaseHistory> {
        let mut course = known.cloned().unwrap_or_default();
        let last = course.events.last().map_or(0, |event| event.seq);
        let fresh: Vec<CaseEvent> = changes
            .events
            .into_iter()
            .filter(|event| event.seq > last)
            .collect();
        let is_new = !fresh.is_empty() || course.state != changes.state || known.is_none();
        course.events.extend(fresh);
        // An answer that was long on its way must not bring back what was.
        if changes.cursor < course.cursor {
            return None;
        }
        course.cursor = changes.cursor;
        course.state = changes.state;
        course.told_at = now;
        is_new.then_some(course)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{value::code::Reference, value::instant::Instant};

    fn event(seq: u64, state: &str) -> CaseEvent {
        CaseEvent {
            seq,
            at: Instant::parse("2026-12-01T09:30:00+08:00").unwrap(),
            state: state.into(),
            actor: "bureau".into(),
            reason: None,
            note: None,
            documents: Vec::new(),
            errors: Vec::new(),
            slot: None,
            alternatives: Vec::new(),
            due: None,
            due_at: None,
        }
    }

    fn changes(events: Vec<CaseEvent>) -> Changes {
        let last = events.last().unwrap();
        Changes {
            cursor: last.seq,
            state: last.state.clone(),
            reference: Reference::parse("2345-6789-ABC4").unwrap(),
            service: "senior-card".into(),
            events,
            missing_files: Vec::new(),
            held_until: None,
        }
    }

    #[test]
    fn what_is_told_twice_stands_once_and_is_no_news() {
        let first = CaseHistory::with(None, changes(vec![event(1, "submitted")]), 5).unwrap();
        let both = changes(vec![event(1, "submitted"), event(2, "approved")]);
        let second = CaseHistory::with(Some(&first), both.clone(), 6).unwrap();
        assert_eq!(second.events.len(), 2);
        assert_eq!(second.state, "approved");
        assert_eq!(CaseHistory::with(Some(&second), both, 7), None);
    }

    #[test]
    fn an_answer_that_comes_late_brings_nothing_back() {
        let now = changes(vec![event(1, "submitted"), event(2, "approved")]);
        let course = CaseHistory::with(None, now, 5).unwrap();
        let late = changes(vec![event(1, "submitted")]);
        assert_eq!(CaseHistory::with(Some(&course), late, 6), None);
    }
}
