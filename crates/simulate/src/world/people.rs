//! What people do: finish forms, act on what the bureau has, take things back, carry a copy to another device.

use super::{Due, Purpose, Which, World, Wrong};
use crate::{
    device::Record,
    fault::Fault,
    finished_form::FinishedForm,
    post::{Request, digest},
    world_setup::{self, BEGIN},
};
use anyhow::Context;
use civil_affairs_domain::{
    form::answers::{Answers, FileRef, Raw},
    form::rule_context::RuleContext,
    protocol::submission::{Channel, Submission, SubmissionBytes, SubmissionContext},
    protocol::wire::{Action, ProblemCode},
    record::queue::{QueueRecord, SubmissionKeys},
    rules::validate::validate,
    sync::PendingAction,
    value::code::{Capability, Reference, Secret},
    value::date::Date,
    value::id::{ActionId, DraftId, SubmissionId},
    value::instant::Instant,
    value::sha256::Sha256,
    value::slot::{SlotId, TypedSlot},
    value::text::Lang,
    value::word::ServiceId,
};
use std::collections::BTreeMap;

/// The slots that everybody wants.
pub(super) const SLOTS: [&str; 4] = [
    "yiwu/2026-12-04/0900",
    "yiwu/2026-12-04/0930",
    "yiwu/2026-12-07/0900",
    "yiwu/2026-12-08/0930",
];

/// A form that a person has filled in.
#[derive(Clone, Debug)]
pub(super) struct OpenForm {
    on: Which,
    draft: DraftId,
    service: &'static str,
    answers: Answers,
    files: BTreeMap<Sha256, Vec<u8>>,
}

/// How a form is spoilt.
struct Poison {
    code: ProblemCode,
    from: String,
    to: String,
}

impl World<'_> {
    /// A person finishes a form: its record is written down, then the machine hears of it.
    pub(super) fn finish(&mut self, which: Which) -> Result<(), Wrong> {
        if self.device(which).machine.is_none() {
            return Ok(());
        }
        let twin = match self.last.clone() {
            Some(form) if form.on != which && self.chance.one_in(2) => Some(form),
            _ => None,
        };
        let is_twin = twin.is_some();
        let form = twin.unwrap_or_else(|| self.fill_in(which));
        let Some((record, paper)) = self.hand_in(which, &form)? else {
            return Ok(());
        };
        if self.strikes(Fault::DeviceDisk, 25) {
            // The person is told, and the draft stays a draft.
            return Ok(());
        }
        if is_twin {
            self.fault(Fault::Twin);
        }
        if paper.poison.is_some() {
            self.fault(Fault::Poison);
        }
        let in_force = self.bureau.version();
        if self.device(which).version < in_force {
            self.fault(Fault::OlderVersion);
        }
        self.note(|| format!("{which:?} finishes {paper:?}"));
        self.tally.submissions += 1;
        let early = record.files.keys().next().copied();
        self.device(which).disk.insert(paper.id, record);
        if let Some(file) = early.filter(|_| self.chance.one_in(2)) {
            self.send_early(which, &paper.id, file);
        }
        self.papers.push(paper);
        self.last = Some(OpenForm { on: which, ..form });
        self.heard(which)
    }

    /// A file goes out before its form, part by part.
    fn send_early(&mut self, which: Which, id: &SubmissionId, file: Sha256) {
        let Some(record) = self.device(which).disk.get(id).cloned() else {
            return;
        };
        let bytes = record.files.get(&file).cloned().unwrap_or_default();
        self.fault(Fault::EarlyFile);
        let mut offset = 0;
        while offset < bytes.len() {
            let from = u64::try_from(offset).unwrap_or(u64::MAX);
            let request = Request::part(record.queued(), file, &bytes, from);
            offset += request.body.len().max(1);
            self.send(which, Purpose::Aside, request);
        }
    }

    fn fill_in(&mut self, on: Which) -> OpenForm {
        let service = match self.chance.below(8) {
            0..4 => "temporary-assistance",
            4..7 => "marriage-appointment",
            _ => "senior-card",
        };
        let mut answers = world_setup::answers(service);
        let mut files = BTreeMap::new();
        match service {
            "marriage-appointment" => {
                // Sometimes a couple that has been here before.
                let couple = if self.chance.one_in(8) {
                    0
                } else {
                    self.chance.below(2_000)
                };
                let [one, other] = world_setup::pair(couple);
                answers.set("party_a.id_number", Raw::Text(one));
                answers.set("party_b.id_number", Raw::Text(other));
                let mut wishes = self.wishes().into_iter();
                if let Some(first) = wishes.next() {
                    answers.set("slot_id", Raw::Slot(typed(&first)));
                }
                answers.set(
                    "alt_slots",
                    Raw::Slots(wishes.map(|slot| typed(&slot)).collect()),
                );
            }
            "senior-card" if self.chance.one_in(2) => {
                answers.set("photo_source", Raw::Text("id_base".to_owned()));
                answers.set("id_photo_reuse", Raw::Flag(true));
            }
            "senior-card" => {
                answers.set("photo_source", Raw::Text("upload".to_owned()));
                answers.set("photo_file", Raw::Files(self.photos(1, &mut files)));
            }
            _ if self.chance.one_in(4) => {}
            _ => {
                let photos = 1 + self.chance.below(3);
                answers.set("photo_upload", Raw::Flag(true));
                answers.set("photos", Raw::Files(self.photos(photos, &mut files)));
            }
        }
        OpenForm {
            on,
            draft: DraftId::new(BEGIN + self.now, self.chance.bytes()),
            service,
            answers,
            files,
        }
    }

    fn photos(&mut self, many: u32, files: &mut BTreeMap<Sha256, Vec<u8>>) -> Vec<FileRef> {
        let mut photos = Vec::new();
        for number in 0..many {
            let parts = 1 + self.chance.below(24);
            let bytes: Vec<u8> = (0..parts).flat_map(|_| self.chance.bytes::<64>()).collect();
            let sha256 = digest(&bytes);
            photos.push(FileRef {
                name: format!("{number}.jpg"),
                media_type: "image/jpeg".to_owned(),
                bytes: u64::try_from(bytes.len()).unwrap_or(0),
                sha256,
            });
            files.insert(sha256, bytes);
        }
        photos
    }

    /// One to three of the slots that everybody wants.
    fn wishes(&mut self) -> Vec<SlotId> {
        let mut wishes: Vec<SlotId> = Vec::new();
        for _ in 0..1 + self.chance.below(3) {
            let slot = self
                .chance
                .pick(&SLOTS)
                .and_then(|id| SlotId::parse(id).ok());
            wishes.extend(slot.filter(|slot| !wishes.contains(slot)));
        }
        wishes
    }

    /// Makes the submission of a form; nothing where the device's own check keeps it a draft.
    fn hand_in(
        &mut self,
        on: Which,
        form: &OpenForm,
    ) -> Result<Option<(Record, FinishedForm)>, Wrong> {
        let device = self.device(on);
        let (clock, version) = (BEGIN + device.off, device.version);
        let clock = clock + self.now;
        let catalogue = &self.works.setup.catalogue(version).catalogue;
        let service = catalogue.service(form.service).context("a service")?;
        let today = Date::from_unix_millis(clock).context("a day")?;
        let setting = RuleContext::new(service, &catalogue.policy, today)
            .at(Date::minute_of_unix_millis(clock));
        let validation = validate(&setting, &form.answers);
        let versions = &catalogue.versions;
        let (id, reference) = self.names(on, clock)?;
        let handing = SubmissionContext {
            id,
            reference,
            definition_version: versions.get(form.service).cloned().context("a version")?,
            lang: Lang::Zh,
            channel: Channel::OwnDevice,
            now: Instant::from_unix_millis(clock).context("a moment")?,
        };
        let Ok(submission) = Submission::build(&validation, handing) else {
            return Ok(None);
        };
        let files = submission.files.iter();
        let files = files.map(|file| file.sha256).collect();
        let version = submission.definition_version.clone();
        let mut finished = submission.write().context("a submission")?;
        let poison = self.poison(form.service, &version);
        if let Some(poison) = &poison {
            spoil(&mut finished, poison);
        }
        let sha256 = digest(&finished.bytes);
        let paper = FinishedForm {
            id,
            sha256,
            service: form.service,
            reference: finished.reference.clone(),
            files,
            poison: poison.map(|poison| poison.code),
        };
        let mut random = self.random();
        let keys = SubmissionKeys {
            capability: Capability::new(self.chance.bytes()),
            secret: Secret::draw(&mut random).context("a secret")?,
        };
        let answers = form.answers.clone();
        let queued = QueueRecord::new(finished, form.draft, answers, sha256, keys, clock)?;
        Ok(Some((Record::new(queued, form.files.clone())?, paper)))
    }

    /// A new id and reference; now and then those of something else, where chance was bad.
    fn names(&mut self, on: Which, clock: i64) -> Result<(SubmissionId, Reference), Wrong> {
        let mut random = self.random();
        let mut id = SubmissionId::new(clock, self.chance.bytes());
        let mut reference = Reference::draw(&mut random).context("a reference")?;
        if let Some(paper) = self.chance.pick(&self.papers).cloned() {
            let is_free = !self.device(on).disk.contains_key(&paper.id);
            if is_free && self.chance.one_in(2) {
                self.fault(Fault::SameId);
                id = paper.id;
            }
            if self.chance.one_in(3) {
                self.fault(Fault::SameReference);
                reference = paper.reference;
            }
        }
        Ok((id, reference))
    }

    fn random(&mut self) -> impl Iterator<Item = u8> + use<> {
        self.chance.bytes::<128>().into_iter()
    }

    /// What the server will never take: bytes that it cannot read, definitions that it never had.
    fn poison(&mut self, service: &str, version: &str) -> Option<Poison> {
        let (code, from, to) = match self.chance.below(24) {
            0 => (
                ProblemCode::NotDecodable,
                "\"v\":1".to_owned(),
                "\"v\":9".to_owned(),
            ),
            1 => (
                ProblemCode::UnknownVersion,
                version.to_owned(),
                "0".repeat(64),
            ),
            2 => (
                ProblemCode::UnknownService,
                format!("\"service\":\"{service}\""),
                "\"service\":\"no-such-service\"".to_owned(),
            ),
            3 => (
                ProblemCode::NotDecodable,
                "\"lang\":".to_owned(),
                "\"language\":".to_owned(),
            ),
            _ => return None,
        };
        Some(Poison { code, from, to })
    }

    /// A person does something with what the bureau has: written down first, then the machine hears of it.
    pub(super) fn act(&mut self, which: Which) -> Result<(), Wrong> {
        let disk = &self.device(which).disk;
        let received = disk.values().map(Record::queued);
        let received: Vec<(SubmissionId, ServiceId)> = received
            .filter(|queued| queued.state.is_received())
            .map(|queued| (queued.id, queued.service.clone()))
            .collect();
        let Some((id, service)) = self.chance.pick(&received).cloned() else {
            // Nobody has anything yet: a little later.
            if self.is_wild() {
                self.later(10_000, Due::Act(which));
            }
            return Ok(());
        };
        let mut files = BTreeMap::new();
        let action = match (service.as_str(), self.chance.below(8)) {
            ("marriage-appointment", 0..4) => Action::Change {
                wishes: self.wishes(),
            },
            ("marriage-appointment", 4..6) => Action::Cancel {},
            (_, 0..2) => Action::Withdraw {},
            (_, 6) => Action::Erase {},
            _ => Action::Supplement {
                answers: serde_json::Map::new(),
                files: if self.chance.one_in(2) {
                    self.photos(1, &mut files)
                } else {
                    Vec::new()
                },
            },
        };
        if self.strikes(Fault::DeviceDisk, 25) {
            return Ok(());
        }
        self.fault(Fault::Deed);
        self.tally.deeds += 1;
        let name = ActionId::new(BEGIN + self.now, self.chance.bytes()).to_string();
        let deed = PendingAction::new(name, &action, BEGIN + self.now).context("a deed")?;
        self.note(|| format!("{which:?} wants {action:?} of {id}"));
        for file in files.keys() {
            let (deed, file) = (deed.id.clone(), *file);
            self.added.push((which, id, deed, file));
        }
        if let Some(record) = self.device(which).disk.get_mut(&id) {
            record.files.extend(files);
            record.change(|queued| {
                queued.deeds.retain(PendingAction::is_waiting);
                queued.deeds.push(deed);
            })?;
        }
        self.hear(which);
        Ok(())
    }

    /// A person takes up again what waits and is not under way. What the bureau has of it stays there.
    pub(super) fn take_back(&mut self, which: Which) -> Result<(), Wrong> {
        let device = self.device(which);
        let Some(machine) = &device.machine else {
            return Ok(());
        };
        let waiting: Vec<SubmissionId> = device
            .disk
            .iter()
            .filter(|(id, record)| {
                let view = machine.view(id);
                !record.queued().state.is_received() && view.is_none_or(|view| !view.is_under_way)
            })
            .map(|(id, _)| *id)
            .collect();
        let Some(id) = self.chance.pick(&waiting).copied() else {
            return Ok(());
        };
        self.fault(Fault::TakenBack);
        if self.bureau.held(&id)?.is_some() {
            self.tally.taken_back += 1;
        }
        let device = self.device(which);
        device.disk.remove(&id);
        device.sent.remove(&id);
        self.given_up.insert((which == Which::One, id));
        self.tell(which, civil_affairs_domain::sync::SyncEvent::Gone(id))
    }

    /// A copy of what lies on one device goes to the other, as an encrypted file would bring it.
    pub(super) fn copy(&mut self, from: Which) -> Result<(), Wrong> {
        let to = from.other();
        let there: Vec<SubmissionId> = self.device(to).disk.keys().copied().collect();
        let here = self.device(from).disk.iter();
        let copies: Vec<(SubmissionId, Record)> = here
            .filter(|(id, _)| !there.contains(id))
            .map(|(id, record)| (*id, record.clone()))
            .collect();
        let Some((id, mut record)) = self.chance.pick(&copies).cloned() else {
            if self.is_wild() {
                self.later(10_000, Due::Copy(from));
            }
            return Ok(());
        };
        self.fault(Fault::Copy);
        record.done.clear();
        self.device(to).disk.insert(id, record);
        self.heard(to)
    }

    /// Somebody asks from elsewhere.
    pub(super) fn ask_status(&mut self, which: Which) -> Result<(), Wrong> {
        let disk: Vec<&Record> = match which {
            Which::One => self.one.disk.values().collect(),
            Which::Other => self.other.disk.values().collect(),
        };
        let Some(record) = self.chance.pick(&disk) else {
            return Ok(());
        };
        let queued = record.queued();
        let request = Request::status(&queued.reference, &queued.secret);
        self.fault(Fault::Status);
        self.send(which, Purpose::Aside, request);
        Ok(())
    }
}

fn spoil(finished: &mut SubmissionBytes, poison: &Poison) {
    let text = String::from_utf8_lossy(&finished.bytes);
    let text = text.replacen(&poison.from, &poison.to, 1);
    finished.bytes = text.into_bytes();
}

fn typed(slot: &SlotId) -> TypedSlot {
    TypedSlot::from_id(&slot.to_string()).unwrap_or_default()
}
