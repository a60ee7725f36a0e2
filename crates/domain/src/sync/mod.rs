//! Sending what is finished: a machine without I/O (design §5).
//!
//! It is told what happened and says what to do; the browser does it, or a simulated world does. Nothing is shown as
//! received (已提交) before its receipt was verified and stored. Whatever is lost, late or twice, sending again is always
//! safe: the server holds each submission once and gives its first answer again. Of what is received the machine sends on
//! what the person does with it, and asks now and then what has become of it.

mod answer;
mod backoff;
mod failure;
mod item;

pub use crate::record::queue::{ActionKind, CaseHistory, Ended, ItemState, PendingAction, Refusal};
pub use answer::{HttpReply, Lookup, RequestOutcome};
pub use failure::Failure;
pub use item::QueueItem;

use crate::{
    protocol::receipt::Unverified, protocol::wire::Received, value::id::SubmissionId,
    value::sha256::Sha256,
};
use answer::{Part, PollOutcome, Submitted};
use backoff::Backoff;
use core::time::Duration;
use item::{Entry, Work};
use std::collections::BTreeMap;

/// So many requests are under way at most, each safe by itself.
const MOST_IN_FLIGHT: usize = 4;

/// One request or one piece of work that is under way. Never used twice by one machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InFlight(u64);

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncEvent {
    /// This page sends from now on, and this is what the device has. What another page, or this one before it died,
    /// had under way is sent again.
    Started(Vec<QueueItem>),
    /// Another form was finished, or a person has done something with a received one.
    Queued(QueueItem),
    /// An item left the device.
    Gone(SubmissionId),
    /// The network returned, the page became visible, or the person wants it sent: tries at once, unless the server has
    /// asked to wait.
    Wanted,
    /// The time of [`Effect::WakeIn`] is over.
    Timer,
    /// What came of [`Effect::Submit`], [`Effect::AskFile`], [`Effect::SendPart`], [`Effect::Act`] or [`Effect::Look`].
    Answered(InFlight, RequestOutcome),
    /// What came of [`Effect::Check`].
    Checked(InFlight, SignatureCheck),
    /// What came of [`Effect::Keep`] or [`Effect::End`]: whether it is committed.
    Kept(InFlight, bool),
}

/// What is known of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
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
    Submit(InFlight, SubmissionId),
    /// Check the signature of a receipt. Its content fits already.
    Check(InFlight, Box<Unverified>),
    /// Commit the new state of an item.
    Keep(InFlight, SubmissionId, ItemState),
    /// Ask how much of a file the server has.
    AskFile(InFlight, SubmissionId, Sha256),
    /// Send a part of a file from here on.
    SendPart(InFlight, SubmissionId, Sha256, u64),
    /// Send an action as it is.
    Act(InFlight, SubmissionId, PendingAction),
    /// Commit that an action has ended, with the new state of its item, together.
    End(InFlight, SubmissionId, ItemState, Ended),
    /// Ask what happened with an item since a cursor.
    Look(InFlight, SubmissionId, u64),
    /// Call again with [`SyncEvent::Timer`] after so long. A later one takes the place of an earlier one.
    WakeIn(Duration),
    /// What [`Machine::view`] gives has changed.
    Show,
}

/// What a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Doing {
    Submitting,
    Checking(Received),
    Keeping(ItemState),
    Asking(Sha256),
    Sending(Sha256, u64),
    Acting(PendingAction),
    Ending(ItemState, Ended),
    Looking,
}

/// How an item stands, for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView<'a> {
    /// As it is kept.
    pub state: &'a ItemState,
    /// Something of it is under way.
    pub is_under_way: bool,
    /// Why the last try failed.
    pub failure: Option<&'a Failure>,
    /// When the bureau last told of it, milliseconds.
    pub looked: Option<i64>,
    /// When it is tried next at the latest, milliseconds; none where nothing waits.
    pub next_try: Option<i64>,
}

/// The machine that sends: events go in, effects come out, nothing else happens.
#[derive(Clone, Debug)]
pub struct Machine {
    backoff: Backoff,
    entries: BTreeMap<SubmissionId, Entry>,
    in_flight: BTreeMap<InFlight, (SubmissionId, Doing)>,
    next: u64,
    /// This app is too old for the server. Only a newer one goes on.
    is_superseded: bool,
    /// How often received items are asked about, milliseconds; none: never.
    look_every: Option<i64>,
}

impl Machine {
    /// Nothing to send yet. The seed makes the jitter of its waiting times.
    pub fn new(seed: u64) -> Machine {
        Machine {
            backoff: Backoff::new(seed),
            entries: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            next: 0,
            is_superseded: false,
            look_every: None,
        }
    }

    /// Asks about each received item so often, and whenever something is wanted.
    pub fn looking_every(mut self, every: Duration) -> Machine {
        self.look_every = i64::try_from(every.as_millis()).ok();
        self
    }

    /// Whether the server was out of reach when it was last asked.
    pub fn is_away(&self) -> bool {
        self.backoff.is_away()
    }

    /// Whether this app is too old for the server.
    pub fn is_superseded(&self) -> bool {
        self.is_superseded
    }

    /// How an item stands.
    pub fn view(&self, id: &SubmissionId) -> Option<ItemView<'_>> {
        let entry = self.entries.get(id)?;
        Some(ItemView {
            state: &entry.item.state,
            is_under_way: entry.in_flight.is_some(),
            failure: entry.failure.as_ref(),
            looked: entry.looked,
            next_try: entry
                .item
                .has_work()
                .then(|| self.backoff.at_earliest(entry.not_before)),
        })
    }

    /// Items that are not among those that `is_there` knows.
    pub fn without(&self, is_there: impl Fn(&SubmissionId) -> bool) -> Vec<SubmissionId> {
        let ids = self.entries.keys().copied();
        ids.filter(|id| !is_there(id)).collect()
    }

    /// Takes an event, at a time in milliseconds, and says what to do. The time may jump: no wait is longer for it.
    pub fn handle(&mut self, now: i64, event: SyncEvent) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            SyncEvent::Started(items) => {
                self.in_flight.clear();
                self.entries.clear();
                for item in items {
                    self.entries.insert(item.id, Entry::new(item));
                }
            }
            SyncEvent::Queued(item) => match self.entries.get_mut(&item.id) {
                Some(entry) => entry.take(item),
                None => {
                    self.entries.insert(item.id, Entry::new(item));
                }
            },
            SyncEvent::Gone(id) => {
                self.entries.remove(&id);
                self.in_flight.retain(|_, (of, _)| *of != id);
            }
            SyncEvent::Wanted => {
                self.backoff.hurry();
                for entry in self.entries.values_mut() {
                    entry.hurry();
                }
            }
            SyncEvent::Timer => {}
            SyncEvent::Answered(in_flight, answer) => {
                self.answered(now, in_flight, answer, &mut effects)
            }
            SyncEvent::Checked(in_flight, checked) => {
                self.checked(now, in_flight, checked, &mut effects)
            }
            SyncEvent::Kept(in_flight, is_kept) => self.kept(now, in_flight, is_kept),
        }
        self.begin(now, &mut effects);
        effects.push(Effect::Show);
        effects
    }

    fn answered(
        &mut self,
        now: i64,
        in_flight: InFlight,
        answer: RequestOutcome,
        effects: &mut Vec<Effect>,
    ) {
        // An answer that nobody waits for any more is none.
        let Some((id, doing)) = self.untrack(in_flight) else {
            return;
        };
        let Some(entry) = self.entries.get(&id) else {
            return;
        };
        match doing {
            Doing::Submitting => match answer.of_submission(&entry.item) {
                Submitted::Received(received, receipt) => {
                    self.backoff.reached();
                    let doing = Doing::Checking(received);
                    let in_flight = self.track(id, doing);
                    effects.push(Effect::Check(in_flight, receipt));
                }
                Submitted::Refused(refusal) => {
                    self.backoff.reached();
                    self.keep(id, ItemState::Refused(refusal), effects);
                }
                Submitted::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Asking(file) | Doing::Sending(file, _) if answer == RequestOutcome::NoFile => {
                self.file_done(id, &file, Some(Failure::FileGone), effects);
            }
            Doing::Asking(file) => match answer.of_part(None) {
                Part::Whole | Part::Unwanted => self.file_done(id, &file, None, effects),
                Part::Refused => {
                    self.file_done(id, &file, Some(Failure::FileRefused), effects);
                }
                Part::From(offset) => self.send_part(id, file, offset, effects),
                Part::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Sending(file, from) => match answer.of_part(Some(from)) {
                Part::Whole | Part::Unwanted => self.file_done(id, &file, None, effects),
                Part::Refused => {
                    self.file_done(id, &file, Some(Failure::FileRefused), effects);
                }
                Part::From(offset) => self.send_part(id, file, offset, effects),
                Part::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Acting(action) => match answer.of_changes(&entry.item) {
                PollOutcome::Changes(changes) => {
                    let course = CaseHistory::with(entry.item.state.course(), *changes, now);
                    let state = entry.item.state.told(course, &action.files);
                    self.end(id, state, action.id, None, effects);
                }
                PollOutcome::Refused(refusal) => {
                    let state = entry.item.state.clone();
                    self.end(id, state, action.id, Some(refusal), effects);
                }
                PollOutcome::Failed(failure) => self.failed(now, &id, failure),
            },
            Doing::Looking => {
                let told = answer.of_changes(&entry.item);
                self.looked(now, id, told, effects);
            }
            // Not a request: what is said of it comes by another event.
            Doing::Checking(_) | Doing::Keeping(_) | Doing::Ending(..) => {
                self.failed(now, &id, Failure::NotOurs);
            }
        }
    }

    fn end(
        &mut self,
        id: SubmissionId,
        state: ItemState,
        action: String,
        refusal: Option<Refusal>,
        effects: &mut Vec<Effect>,
    ) {
        self.backoff.reached();
        let ended = Ended {
            id: action,
            refusal,
        };
        let in_flight = self.track(id, Doing::Ending(state.clone(), ended.clone()));
        effects.push(Effect::End(in_flight, id, state, ended));
    }

    fn looked(&mut self, now: i64, id: SubmissionId, told: PollOutcome, effects: &mut Vec<Effect>) {
        let every = self.look_every.unwrap_or_default();
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        match told {
            PollOutcome::Changes(changes) => {
                entry.next_look = now + every;
                entry.looked = Some(now);
                let course = CaseHistory::with(entry.item.state.course(), *changes, now);
                let state = course.map(|course| entry.item.state.told(Some(course), &[]));
                self.backoff.reached();
                if let Some(state) = state {
                    self.keep(id, state, effects);
                }
            }
            // Nothing waits: the next time is soon enough, but for a line that is down.
            PollOutcome::Refused(_) => {
                entry.next_look = now + every;
                self.failed(now, &id, Failure::Unknown);
            }
            PollOutcome::Failed(failure) => {
                if !failure.is_of_the_line() {
                    entry.next_look = now + every;
                }
                self.failed(now, &id, failure);
            }
        }
    }

    fn checked(
        &mut self,
        now: i64,
        in_flight: InFlight,
        checked: SignatureCheck,
        effects: &mut Vec<Effect>,
    ) {
        let Some((id, Doing::Checking(received))) = self.untrack(in_flight) else {
            return;
        };
        match checked {
            SignatureCheck::Good => self.keep(id, ItemState::received(received), effects),
            SignatureCheck::Bad => self.failed(now, &id, Failure::Forged),
            SignatureCheck::NoKeys => self.failed(now, &id, Failure::NoKeys),
        }
    }

    fn kept(&mut self, now: i64, in_flight: InFlight, is_kept: bool) {
        let (id, state, ended) = match self.untrack(in_flight) {
            Some((id, Doing::Keeping(state))) => (id, state, None),
            Some((id, Doing::Ending(state, ended))) => (id, state, Some(ended)),
            _ => return,
        };
        if is_kept {
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.is_now(state);
                if let Some(ended) = ended {
                    ended.apply(&mut entry.item.deeds);
                }
            }
        } else {
            self.failed(now, &id, Failure::NotStored);
        }
    }

    /// A file is on the server, or will never be.
    fn file_done(
        &mut self,
        id: SubmissionId,
        file: &Sha256,
        failure: Option<Failure>,
        effects: &mut Vec<Effect>,
    ) {
        self.backoff.reached();
        if let Some(entry) = self.entries.get_mut(&id) {
            let state = entry.item.state.without_file(file, failure.is_some());
            if failure.is_some() {
                entry.failure = failure;
            }
            self.keep(id, state, effects);
        }
    }

    fn send_part(
        &mut self,
        id: SubmissionId,
        file: Sha256,
        offset: u64,
        effects: &mut Vec<Effect>,
    ) {
        self.backoff.reached();
        let in_flight = self.track(id, Doing::Sending(file, offset));
        effects.push(Effect::SendPart(in_flight, id, file, offset));
    }

    fn keep(&mut self, id: SubmissionId, state: ItemState, effects: &mut Vec<Effect>) {
        let in_flight = self.track(id, Doing::Keeping(state.clone()));
        effects.push(Effect::Keep(in_flight, id, state));
    }

    fn failed(&mut self, now: i64, id: &SubmissionId, failure: Failure) {
        self.is_superseded |= failure == Failure::Superseded;
        if failure.is_of_the_line() {
            self.backoff.not_reached(now, failure.wait());
        } else if failure.is_an_answer() {
            self.backoff.reached();
        }
        if let Some(entry) = self.entries.get_mut(id) {
            let until = now + self.backoff.delay(entry.attempts, None);
            entry.failed(now, failure, until);
        }
    }

    fn track(&mut self, id: SubmissionId, doing: Doing) -> InFlight {
        let in_flight = InFlight(self.next);
        self.next += 1;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.in_flight = Some(in_flight);
        }
        self.in_flight.insert(in_flight, (id, doing));
        in_flight
    }

    fn untrack(&mut self, in_flight: InFlight) -> Option<(SubmissionId, Doing)> {
        let (id, doing) = self.in_flight.remove(&in_flight)?;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.in_flight = None;
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
            .filter(|(_, entry)| entry.in_flight.is_none())
            .filter_map(|(id, entry)| Some((self.due(now, entry)?, entry.tried, *id)))
            .collect();
        due.sort_unstable_by_key(|(_, tried, id)| (*tried, *id));
        // One is enough to find out that the server is back.
        let most = if self.backoff.is_away() {
            1
        } else {
            MOST_IN_FLIGHT
        };
        for (_, _, id) in due.iter().filter(|(at, _, _)| *at <= now) {
            if self.in_flight.len() >= most {
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

    /// When something is to be done for an item; none where nothing is.
    fn due(&self, now: i64, entry: &Entry) -> Option<i64> {
        let at = self.backoff.due(now, entry.not_before);
        if entry.item.has_work() {
            return Some(at);
        }
        self.look_due(now, entry).map(|look| at.max(look))
    }

    /// When an item is to be asked about; none where it never is.
    fn look_due(&self, now: i64, entry: &Entry) -> Option<i64> {
        let every = self.look_every.filter(|_| entry.item.state.is_received())?;
        // A clock that was set back makes no wait longer.
        Some(if entry.next_look > now + every {
            now
        } else {
            entry.next_look
        })
    }

    fn start(&mut self, now: i64, id: SubmissionId, effects: &mut Vec<Effect>) {
        let Some(entry) = self.entries.get(&id) else {
            return;
        };
        let asks_first = self.look_due(now, entry).is_some_and(|at| at <= now);
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        entry.tried = now;
        // A file that does not get through, for whatever reason, keeps no news from the person.
        let next = entry
            .item
            .next()
            .filter(|work| !(asks_first && matches!(work, Work::File(_))));
        let cursor = entry.item.state.course().map_or(0, |course| course.cursor);
        match next {
            Some(Work::Submit) => {
                let in_flight = self.track(id, Doing::Submitting);
                effects.push(Effect::Submit(in_flight, id));
            }
            Some(Work::Act(action)) => {
                let in_flight = self.track(id, Doing::Acting(action.clone()));
                effects.push(Effect::Act(in_flight, id, action));
            }
            Some(Work::File(file)) => {
                let in_flight = self.track(id, Doing::Asking(file));
                effects.push(Effect::AskFile(in_flight, id, file));
            }
            None => {
                let in_flight = self.track(id, Doing::Looking);
                effects.push(Effect::Look(in_flight, id, cursor));
            }
        }
    }
}
