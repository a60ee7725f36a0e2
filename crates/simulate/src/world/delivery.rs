//! What a device does: what the machine says, as `client::sync_driver` does it in the app.

use super::{Due, Purpose, Which, World, Wrong};
use crate::{
    fault::{FAILURES, Fault, Mistake, effect},
    post::Request,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use civil_affairs_cases::receipt::{JwkSet, verify};
use civil_affairs_domain::{
    protocol::receipt::Unverified,
    record::queue::QueueRecord,
    sync::{
        Effect, Ended, InFlight, ItemState, Machine, RequestOutcome, SignatureCheck, SyncEvent,
    },
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use std::time::Duration;

/// How often received items are asked about. In the app it is less often.
const LOOK: Duration = Duration::from_secs(60);
/// No `Retry-After` counts for longer.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

impl World<'_> {
    pub(super) fn start(&mut self, which: Which) -> Result<(), Wrong> {
        let (seed, now) = (self.chance.draw(), self.now);
        let forgets = self.mistake == Some(Mistake::Recovery);
        let device = self.device(which);
        device.life += 1;
        device.keys = None;
        device.held_until = device.held_until.max(now);
        device.machine = Some(Machine::new(seed).looking_every(LOOK));
        let mut items = Vec::new();
        for (id, record) in &mut device.disk {
            record.reopen()?;
            if !(forgets && device.sent.contains(id)) {
                items.push(record.queued().item());
            }
        }
        self.tell(which, SyncEvent::Started(items))
    }

    /// It dies, and is switched on again.
    pub(super) fn die(&mut self, which: Which) {
        self.fault(Fault::DeviceDied);
        self.replace(which);
    }

    fn replace(&mut self, which: Which) {
        let device = self.device(which);
        device.machine = None;
        device.life += 1;
        let longest = if self.is_wild() { 10_000 } else { 500 };
        let rest = 1 + self.chance.time(longest);
        self.later(rest, Due::Start(which));
    }

    pub(super) fn tell(&mut self, which: Which, event: SyncEvent) -> Result<(), Wrong> {
        let now = self.now;
        let device = self.device(which);
        let Some(mut machine) = device.machine.take() else {
            return Ok(());
        };
        let effects = machine.handle(now + device.off, event);
        let mut failures = Vec::new();
        for (id, record) in &device.disk {
            let Some(view) = machine.view(id) else {
                continue;
            };
            failures.extend(view.failure.map(|failure| failure.kind()));
            if view.state.is_received() && !record.queued().state.is_received() {
                return Err(Wrong::False(format!("{id} is shown before it is stored")));
            }
        }
        let is_superseded = machine.is_superseded();
        device.machine = Some(machine);
        for kind in failures {
            let name = FAILURES.get(kind).copied().unwrap_or("unnamed");
            self.tally.failures.count(name);
        }
        if is_superseded {
            // The newer app takes its place.
            self.replace(which);
            return Ok(());
        }
        for next in effects {
            // It may die before each of them.
            if self.is_wild() && self.chance.one_in(250) {
                self.tally.crashed.count(effect(&next));
                self.die(which);
                return Ok(());
            }
            self.perform(which, next)?;
        }
        Ok(())
    }

    fn perform(&mut self, which: Which, effect: Effect) -> Result<(), Wrong> {
        self.note(|| format!("{which:?}: {effect:?}").chars().take(300).collect());
        match effect {
            Effect::Show => {}
            Effect::WakeIn(wait) => {
                let device = self.device(which);
                device.timer += 1;
                let due = Due::Timer(which, device.life, device.timer);
                self.later(i64::try_from(wait.as_millis()).unwrap_or(super::END), due);
            }
            Effect::Submit(flight, id) => self.submit(which, flight, id)?,
            Effect::Check(flight, unverified) => self.check(which, flight, unverified),
            Effect::Keep(flight, id, state) => self.keep(which, flight, &id, &state, None)?,
            Effect::End(flight, id, state, ended) => {
                self.keep(which, flight, &id, &state, Some(&ended))?;
            }
            Effect::Act(flight, id, deed) => {
                let request = self.request(which, &id, |queued| Request::act(queued, &deed));
                if self.mistake == Some(Mistake::DeedsDropped)
                    && let Some(record) = self.device(which).disk.get_mut(&id)
                {
                    let state = record.queued().state.clone();
                    let (id, refusal) = (deed.id, None);
                    record.settle(&state, Some(&Ended { id, refusal }), true)?;
                }
                self.ask(which, flight, request);
            }
            Effect::Look(flight, id, since) => {
                let request = self.request(which, &id, |queued| Request::look(queued, since));
                self.ask(which, flight, request);
            }
            Effect::AskFile(flight, id, file) => {
                let request = self.request(which, &id, |queued| Request::ask_file(queued, file));
                self.ask(which, flight, request);
            }
            Effect::SendPart(flight, id, file, offset) => {
                self.send_part(which, flight, &id, file, offset);
            }
        }
        Ok(())
    }

    fn submit(&mut self, which: Which, flight: InFlight, id: SubmissionId) -> Result<(), Wrong> {
        let mut request = self.request(which, &id, Request::submit);
        self.device(which).sent.insert(id);
        if self.mistake == Some(Mistake::Blocking) {
            let refused = &self.bureau.refused;
            let device = match which {
                Which::One => &self.one,
                Which::Other => &self.other,
            };
            let blocks = |other: &SubmissionId| *other != id && refused.contains_key(other);
            if device.sent.iter().any(blocks) {
                request = None;
            }
        }
        if self.mistake == Some(Mistake::Early)
            && let Some(record) = self.device(which).disk.get_mut(&id)
        {
            // The program itself cannot make one; a damaged record could.
            let made_up = serde_json::from_value(serde_json::json!({ "received": {
                "receipt": "made.up.",
                "reference": record.queued().reference,
                "files": [],
            } }))
            .unwrap_or(ItemState::Waiting);
            record.settle(&made_up, None, true)?;
            self.is_received(which, &id)?;
        }
        self.ask(which, flight, request);
        Ok(())
    }

    fn request(
        &mut self,
        which: Which,
        id: &SubmissionId,
        write: impl FnOnce(&QueueRecord) -> Request,
    ) -> Option<Request> {
        let record = self.device(which).disk.get(id)?;
        Some(write(record.queued()))
    }

    fn ask(&mut self, which: Which, flight: InFlight, request: Option<Request>) {
        match request {
            Some(request) => self.send(which, Purpose::InFlight(flight), request),
            None => self.say(which, SyncEvent::Answered(flight, RequestOutcome::None)),
        }
    }

    /// Tells the machine a little later, like everything that takes a moment on a device.
    fn say(&mut self, which: Which, event: SyncEvent) {
        let life = self.device(which).life;
        let wait = 1 + self.chance.time(50);
        self.later(wait, Due::Event(which, life, event));
    }

    fn send_part(
        &mut self,
        which: Which,
        flight: InFlight,
        id: &SubmissionId,
        file: Sha256,
        offset: u64,
    ) {
        let is_lost = self.is_wild() && self.chance.one_in(3);
        let Some(record) = self.device(which).disk.get_mut(id) else {
            return self.ask(which, flight, None);
        };
        if is_lost {
            record.files.remove(&file);
        }
        let Some(bytes) = record.files.get(&file) else {
            record.gone.insert(file);
            self.fault(Fault::FileGone);
            return self.say(which, SyncEvent::Answered(flight, RequestOutcome::NoFile));
        };
        let request = Request::part(record.queued(), file, bytes, offset);
        self.ask(which, flight, Some(request));
    }

    /// Checks the signature with the bureau's keys; asks for them where it has none that fits.
    fn check(&mut self, which: Which, flight: InFlight, unverified: Box<Unverified>) {
        if self.mistake == Some(Mistake::Unverified) {
            return self.say(which, SyncEvent::Checked(flight, SignatureCheck::Good));
        }
        let known = self.device(which).keys.as_ref();
        match known.and_then(|keys| is_signed(&unverified, keys)) {
            Some(true) => self.say(which, SyncEvent::Checked(flight, SignatureCheck::Good)),
            Some(false) => self.say(which, SyncEvent::Checked(flight, SignatureCheck::Bad)),
            None => self.send(which, Purpose::Keys(flight, unverified), Request::keys()),
        }
    }

    /// What came of a request.
    pub(super) fn answered(
        &mut self,
        which: Which,
        purpose: Purpose,
        mut answer: RequestOutcome,
    ) -> Result<(), Wrong> {
        if let RequestOutcome::Http(http) = &mut answer {
            if let Some(asked) = http.retry_after {
                let asked = asked.min(LONGEST_ASKED).as_millis();
                let until = self.now + i64::try_from(asked).unwrap_or(0);
                let device = self.device(which);
                device.held_until = device.held_until.max(until);
            }
            if self.mistake == Some(Mistake::FilesCut) && http.is_complete == Some(false) {
                http.is_complete = Some(http.offset.is_some_and(|offset| offset > 0));
            }
        }
        match purpose {
            Purpose::Aside => Ok(()),
            Purpose::InFlight(flight) => self.tell(which, SyncEvent::Answered(flight, answer)),
            Purpose::Keys(flight, unverified) => {
                let checked = match keys(&answer) {
                    None => SignatureCheck::NoKeys,
                    Some(keys) => {
                        let signed = is_signed(&unverified, &keys);
                        self.device(which).keys = Some(keys);
                        match signed {
                            Some(true) => SignatureCheck::Good,
                            Some(false) | None => SignatureCheck::Bad,
                        }
                    }
                };
                self.tell(which, SyncEvent::Checked(flight, checked))
            }
        }
    }

    /// Writes down how an item stands.
    fn keep(
        &mut self,
        which: Which,
        flight: InFlight,
        id: &SubmissionId,
        state: &ItemState,
        ended: Option<&Ended>,
    ) -> Result<(), Wrong> {
        let fails = self.strikes(Fault::DeviceDisk, 25);
        let device = self.device(which);
        let keeps = device.keeps;
        let record = device.disk.get_mut(id).filter(|_| !fails);
        let is_kept = record.is_some();
        if let Some(record) = record {
            record.settle(state, ended, keeps)?;
            if ended.is_some_and(|ended| ended.refusal.is_some()) {
                self.fault(Fault::DeedRefused);
            }
            if state.is_received() {
                self.is_received(which, id)?;
            }
            self.hear(which);
        }
        self.say(which, SyncEvent::Kept(flight, is_kept));
        Ok(())
    }

    /// The page of the queue has seen a change, and tells the machine soon.
    pub(super) fn hear(&mut self, which: Which) {
        let device = self.device(which);
        let life = device.life;
        if device.hears == Some(life) {
            return;
        }
        device.hears = Some(life);
        let wait = self.chance.time(50);
        self.later(wait, Due::Heard(which, life));
    }

    pub(super) fn heard(&mut self, which: Which) -> Result<(), Wrong> {
        let device = self.device(which);
        device.hears = None;
        let life = device.life;
        let records = device.disk.values();
        let items: Vec<_> = records.map(|record| record.queued().item()).collect();
        for item in items {
            if self.device(which).life == life {
                self.tell(which, SyncEvent::Queued(item))?;
            }
        }
        Ok(())
    }
}

/// The keys in an answer.
fn keys(answer: &RequestOutcome) -> Option<JwkSet> {
    match answer {
        RequestOutcome::Http(http) if (200..300).contains(&http.status) => {
            serde_json::from_slice(&http.body).ok()
        }
        _ => None,
    }
}

/// Whether the key that the receipt names has signed it; nothing when it is not among these.
fn is_signed(unverified: &Unverified, keys: &JwkSet) -> Option<bool> {
    keys.keys.iter().find(|key| key.kid == unverified.kid)?;
    let signature = BASE64_URL_SAFE_NO_PAD.encode(unverified.signature);
    let compact = format!("{}.{signature}", unverified.signing_input);
    Some(verify(&compact, keys).is_ok())
}
