//! Sending what is finished: a machine without I/O (design §5).
//!
//! It is told what happened and says what to do; the browser does it, or a simulated world does. Nothing is shown as
//! received (已提交) before its receipt was verified and stored. Whatever is lost, late or twice, sending again is always
//! safe: the server holds each submission once and gives its first answer again.

mod answer;
mod failure;
mod item;
mod pace;

pub use answer::{Answer, Http};
pub use failure::{Failure, Refusal};
pub use item::{Item, State};

use crate::{id::SubmissionId, receipt::Unverified, wire::Received};
use answer::{Part, Submitted};
use core::time::Duration;
use item::Entry;
use pace::Pace;
use std::collections::BTreeMap;

/// So many requests are under way at most, each safe by itself.
const MOST_FLIGHTS: usize = 4;

/// One request or one piece of work that is under way. Never used twice by one machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flight(u64);

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// This page sends from now on, and this is what the device has. What another page, or this one before it died,
    /// had under way is sent again.
    Started(Vec<Item>),
    /// Another form was finished.
    Queued(Item),
    /// An item left the device.
    Gone(SubmissionId),
    /// The network returned, the page became visible, or the person wants it sent: tries at once, unless the server has
    /// asked to wait.
    Wanted,
    /// The time of [`Effect::WakeIn`] is over.
    Timer,
    /// What came of [`Effect::Submit`], [`Effect::AskFile`] or [`Effect::SendPart`].
    Answered(Flight, Answer),
    /// What came of [`Effect::Check`].
    Checked(Flight, Checked),
    /// What came of [`Effect::Keep`]: whether it is committed.
    Kept(Flight, bool),
}

/// What is known of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// One of the bureau's keys has made it.
    Good,
    /// None has.
    Bad,
    /// The keys could not be had.
    NoKeys,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the bytes of a submission, as they are.
    Submit(Flight, SubmissionId),
    /// Check the signature of a receipt. Its content fits already.
    Check(Flight, Box<Unverified>),
    /// Commit the new state of an item.
    Keep(Flight, SubmissionId, State),
    /// Ask how much of a file the server has.
    AskFile(Flight, SubmissionId, String),
    /// Send a part of a file from here on.
    SendPart(Flight, SubmissionId, String, u64),
    /// Call again with [`Event::Timer`] after so long. A later one takes the place of an earlier one.
    WakeIn(Duration),
    /// What [`Machine::view`] gives has changed.
    Show,
}

/// What a flight is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Doing {
    Submitting,
    Checking(Received),
    Keeping(State),
    Asking(String),
    Sending(String, u64),
}

/// How an item stands, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// As it is kept.
    pub state: &'a State,
    /// Something of it is under way.
    pub is_under_way: bool,
    /// Why the last try failed.
    pub failure: Option<&'a Failure>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Machine {
    pace: Pace,
    entries: BTreeMap<SubmissionId, Entry>,
    flights: BTreeMap<Flight, (SubmissionId, Doing)>,
    next: u64,
    /// This app is too old for the server. Only a newer one goes on.
    is_superseded: bool,
}

impl Machine {
    /// Nothing to send yet. The seed makes the jitter of its waiting times.
    pub fn new(seed: u64) -> Machine {
        Machine {
            pace: Pace::new(seed),
            entries: BTreeMap::new(),
            flights: BTreeMap::new(),
            next: 0,
            is_superseded: false,
        }
    }

    /// Whether the server was out of reach when it was last asked.
    pub fn is_away(&self) -> bool {
        self.pace.is_away()
    }

    /// Whether this app is too old for the server.
    pub fn is_superseded(&self) -> bool {
        self.is_superseded
    }

    /// How an item stands.
    pub fn view(&self, id: &SubmissionId) -> Option<View<'_>> {
        let entry = self.entries.get(id)?;
        Some(View {
            state: &entry.item.state,
            is_under_way: entry.flight.is_some(),
            failure: entry.failure.as_ref(),
        })
    }

    /// Items that are not among those that `is_there` knows.
    pub fn without(&self, is_there: impl Fn(&SubmissionId) -> bool) -> Vec<SubmissionId> {
        let ids = self.entries.keys().copied();
        ids.filter(|id| !is_there(id)).collect()
    }

    /// Takes an event, at a time in milliseconds, and says what to do. The time may jump: no wait is longer for it.
    pub fn handle(&mut self, now: i64, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Started(items) => {
                self.flights.clear();
                self.entries.clear();
                for item in items {
                    self.entries.insert(item.id, Entry::new(item));
                }
            }
            Event::Queued(item) => {
                self.entries
                    .entry(item.id)
                    .or_insert_with(|| Entry::new(item));
            }
            Event::Gone(id) => {
                self.entries.remove(&id);
                self.flights.retain(|_, (of, _)| *of != id);
            }
            Event::Wanted => {
                self.pace.hurry();
                for entry in self.entries.values_mut() {
                    entry.hurry();
                }
            }
            Event::Timer => {}
            Event::Answered(flight, answer) => self.answered(now, flight, answer, &mut effects),
            Event::Checked(flight, checked) => self.checked(now, flight, checked, &mut effects),
            Event::Kept(flight, is_kept) => self.kept(now, flight, is_kept),
        }
        self.begin(now, &mut effects);
        effects.push(Effect::Show);
        effects
    }

    fn answered(&mut self, now: i64, flight: Flight, answer: Answer, effects: &mut Vec<Effect>) {
        // An answer that nobody waits for any more is none.
        let Some((id, doing)) = self.land(flight) else {
            return;
        };
        let Some(entry) = self.entries.get(&id) else {
            return;
        };
        match doing {
            Doing::Submitting => match answer.of_submission(&entry.item) {
                Submitted::Received(received, receipt) => {
                    self.pace.reached();
                    let doing = Doing::Checking(received);
                    let flight = self.take_off(id, doing);
                    effects.push(Effect::Check(flight, receipt));
                }
                Submitted::Refused(refusal) => {
                    self.pace.reached();
                    self.keep(id, State::Refused(refusal), effects);
                }
                Submitted::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Asking(file) | Doing::Sending(file, _) if answer == Answer::NoFile => {
                self.file_done(id, &file, Some(Failure::FileGone), effects);
            }
            Doing::Asking(file) => match answer.of_part(None) {
                Part::Whole => self.file_done(id, &file, None, effects),
                Part::From(offset) => self.send_part(id, file, offset, effects),
                Part::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Sending(file, from) => match answer.of_part(Some(from)) {
                Part::Whole => self.file_done(id, &file, None, effects),
                Part::From(offset) => self.send_part(id, file, offset, effects),
                Part::Failed(failure) => self.failed(now, &id, failure),
            },
            // Not a request: what is said of it comes by another event.
            Doing::Checking(_) | Doing::Keeping(_) => self.failed(now, &id, Failure::NotOurs),
        }
    }

    fn checked(&mut self, now: i64, flight: Flight, checked: Checked, effects: &mut Vec<Effect>) {
        let Some((id, Doing::Checking(received))) = self.land(flight) else {
            return;
        };
        match checked {
            Checked::Good => self.keep(id, State::received(received), effects),
            Checked::Bad => self.failed(now, &id, Failure::Forged),
            Checked::NoKeys => self.failed(now, &id, Failure::NoKeys),
        }
    }

    fn kept(&mut self, now: i64, flight: Flight, is_kept: bool) {
        let Some((id, Doing::Keeping(state))) = self.land(flight) else {
            return;
        };
        if is_kept {
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.is_now(state);
            }
        } else {
            self.failed(now, &id, Failure::NotStored);
        }
    }

    /// A file is on the server, or will never be.
    fn file_done(
        &mut self,
        id: SubmissionId,
        file: &str,
        failure: Option<Failure>,
        effects: &mut Vec<Effect>,
    ) {
        self.pace.reached();
        if let Some(entry) = self.entries.get_mut(&id) {
            let state = entry.item.state.without_file(file);
            if failure.is_some() {
                entry.failure = failure;
            }
            self.keep(id, state, effects);
        }
    }

    fn send_part(
        &mut self,
        id: SubmissionId,
        file: String,
        offset: u64,
        effects: &mut Vec<Effect>,
    ) {
        self.pace.reached();
        let flight = self.take_off(id, Doing::Sending(file.clone(), offset));
        effects.push(Effect::SendPart(flight, id, file, offset));
    }

    fn keep(&mut self, id: SubmissionId, state: State, effects: &mut Vec<Effect>) {
        let flight = self.take_off(id, Doing::Keeping(state.clone()));
        effects.push(Effect::Keep(flight, id, state));
    }

    fn failed(&mut self, now: i64, id: &SubmissionId, failure: Failure) {
        self.is_superseded |= failure == Failure::Superseded;
        if failure.is_of_the_line() {
            self.pace.not_reached(now, failure.wait());
        } else if failure.is_an_answer() {
            self.pace.reached();
        }
        if let Some(entry) = self.entries.get_mut(id) {
            let until = now + self.pace.delay(entry.attempts, None);
            entry.failed(now, failure, until);
        }
    }

    fn take_off(&mut self, id: SubmissionId, doing: Doing) -> Flight {
        let flight = Flight(self.next);
        self.next += 1;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.flight = Some(flight);
        }
        self.flights.insert(flight, (id, doing));
        flight
    }

    fn land(&mut self, flight: Flight) -> Option<(SubmissionId, Doing)> {
        let (id, doing) = self.flights.remove(&flight)?;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.flight = None;
        }
        Some((id, doing))
    }

    /// Begins whatever is due. The one that was tried longest ago comes first, so that nothing stands in the way of the
    /// others.
    fn begin(&mut self, now: i64, effects: &mut Vec<Effect>) {
        if self.is_superseded {
            return;
        }
        let mut due: Vec<(i64, i64, SubmissionId)> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.flight.is_none() && entry.item.state.has_work())
            .map(|(id, entry)| (self.pace.due(now, entry.not_before), entry.tried, *id))
            .collect();
        due.sort_unstable_by_key(|(_, tried, id)| (*tried, *id));
        // One is enough to find out that the server is back.
        let most = if self.pace.is_away() { 1 } else { MOST_FLIGHTS };
        for (_, _, id) in due.iter().filter(|(at, _, _)| *at <= now) {
            if self.flights.len() >= most {
                break;
            }
            self.start(now, *id, effects);
        }
        let later = due.iter().map(|(at, _, _)| *at).filter(|at| *at > now);
        if let Some(at) = later.min() {
            let millis = u64::try_from(at - now).unwrap_or_default();
            effects.push(Effect::WakeIn(Duration::from_millis(millis)));
        }
    }

    fn start(&mut self, now: i64, id: SubmissionId, effects: &mut Vec<Effect>) {
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        entry.tried = now;
        match entry.item.state.next_file().map(str::to_owned) {
            None => {
                let flight = self.take_off(id, Doing::Submitting);
                effects.push(Effect::Submit(flight, id));
            }
            Some(file) => {
                let flight = self.take_off(id, Doing::Asking(file.clone()));
                effects.push(Effect::AskFile(flight, id, file));
            }
        }
    }
}
