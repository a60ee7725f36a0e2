//! What must hold, at every moment and at the end.

use super::{CALM, DRAIN, Which, World, Wrong, people::SLOTS};
use crate::{device::Record, world_setup::CAPACITY};
use civil_affairs_domain::{
    protocol::wire::ProblemCode, sync::ItemState, value::id::SubmissionId, value::sha256::Sha256,
    value::slot::SlotId,
};
use civil_affairs_store::Step;

impl World<'_> {
    /// Something is stored as received: the bureau must have it, and the receipt must be its own.
    pub(super) fn is_received(&mut self, which: Which, id: &SubmissionId) -> Result<(), Wrong> {
        let Some(record) = self.device(which).disk.get(id).cloned() else {
            return Ok(());
        };
        let queued = record.queued();
        let ItemState::Received { receipt, .. } = &queued.state else {
            return Ok(());
        };
        let held = self.bureau.held(id)?;
        let is_held = held.is_some_and(|held| Sha256::new(held.sha256) == queued.sha256);
        let first = self.bureau.first_answers.get(id);
        let is_own = first.is_some_and(|(_, first)| first == receipt);
        if is_held && is_own {
            Ok(())
        } else {
            Err(Wrong::False(format!("{id} on {which:?}")))
        }
    }

    /// What must hold once everything is at rest.
    pub(super) fn end(&mut self) -> Result<(), Wrong> {
        self.nothing_is_twice()?;
        for paper in &self.papers {
            let held = self.bureau.held(&paper.id)?;
            let is_held = held.is_some_and(|held| Sha256::new(held.sha256) == paper.sha256);
            let mut holders = 0;
            for (which, record) in self.holders(&paper.id, paper.sha256) {
                holders += 1;
                let name = format!("{} on {which:?}", paper.id);
                match &record.queued().state {
                    ItemState::Waiting => {
                        return Err(Wrong::Lost(format!("{name} waits for ever")));
                    }
                    ItemState::Refused(refusal) => {
                        let told = self.bureau.refused.get(&paper.id);
                        let is_true = told.is_some_and(|codes| codes.contains(&refusal.code));
                        let code = refusal.code;
                        let is_right = paper.poison == Some(code)
                            || self.may_refuse(&paper.id, paper.service, code);
                        if !(is_true && is_right) {
                            return Err(Wrong::Lost(format!("{name} is refused: {code:?}")));
                        }
                    }
                    ItemState::Received { .. } if is_held => {
                        self.is_complete(&name, which, record)?
                    }
                    ItemState::Received { .. } => return Err(Wrong::Lost(name)),
                }
            }
            let is_given_up = Which::BOTH
                .into_iter()
                .any(|which| self.given_up.contains(&(which == Which::One, paper.id)));
            if holders == 0 && !is_held && !is_given_up {
                return Err(Wrong::Lost(format!("{} is nowhere", paper.id)));
            }
        }
        self.slots_are_kept()?;
        self.queues_were_empty_in_time()
    }

    fn holders(&self, id: &SubmissionId, sha256: Sha256) -> Vec<(Which, &Record)> {
        [(Which::One, &self.one), (Which::Other, &self.other)]
            .into_iter()
            .filter_map(|(which, device)| Some((which, device.disk.get(id)?)))
            .filter(|(_, record)| record.queued().sha256 == sha256)
            .collect()
    }

    /// Whether a sound form may be refused so.
    fn may_refuse(&self, id: &SubmissionId, service: &str, code: ProblemCode) -> bool {
        match code {
            ProblemCode::Lapsed => service == "marriage-appointment",
            ProblemCode::IdConflict => {
                let same = self.papers.iter().filter(|paper| paper.id == *id);
                same.count() > 1
            }
            _ => false,
        }
    }

    /// Each submission is held once and answered alike, nothing is held that nobody has finished, and each deed was done
    /// once.
    fn nothing_is_twice(&mut self) -> Result<(), Wrong> {
        for code in self.bureau.refused.values().flatten() {
            self.tally.refusals.count(&format!("{code:?}"));
        }
        for (id, (times, _)) in &self.bureau.first_answers {
            if *times != 1 {
                return Err(Wrong::Twice(format!("{id} was received {times} times")));
            }
        }
        for held in self.bureau.all()? {
            let sha256 = Sha256::new(held.sha256);
            let mut papers = self.papers.iter();
            if !papers.any(|paper| paper.id == held.id && paper.sha256 == sha256) {
                return Err(Wrong::Twice(format!("nobody has finished {}", held.id)));
            }
            let steps = self.bureau.steps(&held.id)?;
            for step in &steps {
                let name = format!("{}: {}", held.service, step.state);
                self.tally.states.count(&name);
            }
            let done = steps.iter().filter(|step| is_a_deed(step)).count();
            let taken = self.accepted.get(&held.id).map_or(0, |deeds| deeds.len());
            if done > taken {
                let id = held.id;
                return Err(Wrong::Twice(format!("{id}: {done} deeds done of {taken}")));
            }
            if done < taken {
                let id = held.id;
                return Err(Wrong::Lost(format!("{id}: {done} deeds done of {taken}")));
            }
        }
        Ok(())
    }

    /// The person knows how it stands, what she did was done, and every file is there.
    fn is_complete(&self, name: &str, which: Which, record: &Record) -> Result<(), Wrong> {
        let queued = record.queued();
        let steps = self.bureau.steps(&queued.id)?;
        let told = queued.state.course().map(|course| {
            let events = course.events.iter();
            events
                .map(|event| (event.seq, event.state.clone()))
                .collect::<Vec<_>>()
        });
        let true_steps = steps.iter();
        let true_steps: Vec<_> = true_steps
            .map(|step| (step.seq, step.state.as_str().into()))
            .collect();
        if told.as_ref() != Some(&true_steps) {
            return Err(Wrong::Law(format!(
                "{name}: the person does not know how it stands"
            )));
        }
        if let Some(deed) = queued.deeds.iter().find(|deed| deed.is_waiting()) {
            return Err(Wrong::Lost(format!(
                "{name}: {:?} waits for ever",
                deed.kind
            )));
        }
        let accepted = self.accepted.get(&queued.id);
        for deed in &record.done {
            if !accepted.is_some_and(|accepted| accepted.contains(deed)) {
                return Err(Wrong::Lost(format!("{name}: a deed was never done")));
            }
        }
        let held = self.bureau.held(&queued.id)?;
        let is_erased = held.is_some_and(|held| held.erased_at.is_some());
        let paper = self
            .papers
            .iter()
            .find(|paper| paper.sha256 == queued.sha256);
        let own = paper.iter().flat_map(|paper| &paper.files);
        let added = self.added.iter().filter(|(on, id, deed, _)| {
            (*on, *id) == (which, queued.id) && record.done.contains(deed)
        });
        for file in own.chain(added.map(|(.., file)| file)) {
            if is_erased && self.bureau.knows_file(&queued.id, *file)? {
                return Err(Wrong::Law(format!(
                    "{name}: a file came after all was erased"
                )));
            }
            let is_given_up = queued.state.unsent().contains(file);
            if is_given_up && !record.gone.contains(file) {
                return Err(Wrong::Lost(format!("{name}: a file was given up too soon")));
            }
            let is_wanted = !is_erased && !is_given_up;
            if is_wanted && !self.bureau.has_file(&queued.id, *file)? {
                return Err(Wrong::Lost(format!("{name}: a file is not there")));
            }
        }
        Ok(())
    }

    fn slots_are_kept(&self) -> Result<(), Wrong> {
        let slots = SLOTS.iter().filter_map(|id| SlotId::parse(id).ok());
        for slot in slots {
            let places = self.bureau.places(&slot)?;
            if places > usize::try_from(CAPACITY).unwrap_or(0) {
                return Err(Wrong::Law(format!("{} has {places} couples", slot)));
            }
        }
        Ok(())
    }

    fn queues_were_empty_in_time(&mut self) -> Result<(), Wrong> {
        for device in [&self.one, &self.other] {
            if device.has_work() {
                return Err(Wrong::Lost("a queue is never empty".to_owned()));
            }
            let free = CALM.max(device.held_until).max(self.bureau.down_until);
            let took = (device.drained - free).max(0);
            self.tally.longest = self.tally.longest.max(took);
            if took > DRAIN {
                return Err(Wrong::Slow(format!("a queue took {took} ms")));
            }
        }
        Ok(())
    }
}

/// Whether a step is what a citizen did, and not what followed from it.
fn is_a_deed(step: &Step) -> bool {
    let follows = matches!(step.state.as_str(), "confirmed" | "slot_lost");
    step.actor == civil_affairs_domain::form::definition::Actor::Citizen.as_str()
        && (step.reason.is_some() || !follows)
}
