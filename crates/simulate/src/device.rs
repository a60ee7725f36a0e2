//! A device: the real machine that sends, and what lies on its disk.

use civil_affairs_cases::receipt::JwkSet;
use civil_affairs_domain::{
    record::queue::{QueueRecord, QueuedError},
    sync::{Ended, ItemState, Machine},
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use std::collections::{BTreeMap, BTreeSet};

/// A queue record as the page has it, and its bytes as they lie on the disk.
#[derive(Clone, Debug)]
pub struct Record {
    queued: QueueRecord,
    disk: Vec<u8>,
    /// Its files by their digest.
    pub files: BTreeMap<Sha256, Vec<u8>>,
    /// Files that were lost here, or that the bureau refused.
    pub gone: BTreeSet<Sha256>,
    has_work: bool,
    /// Deeds that have ended well.
    pub done: Vec<String>,
}

impl Record {
    /// As it is written down first.
    pub fn new(
        queued: QueueRecord,
        files: BTreeMap<Sha256, Vec<u8>>,
    ) -> Result<Record, QueuedError> {
        Ok(Record {
            disk: queued.to_json()?,
            has_work: queued.item().has_work(),
            queued,
            files,
            gone: BTreeSet::new(),
            done: Vec::new(),
        })
    }

    /// What is kept.
    pub fn queued(&self) -> &QueueRecord {
        &self.queued
    }

    /// Changes it, and writes it down.
    pub fn change(&mut self, change: impl FnOnce(&mut QueueRecord)) -> Result<(), QueuedError> {
        // What another page wrote is read first.
        let mut queued = QueueRecord::from_json(&self.disk)?;
        change(&mut queued);
        self.disk = queued.to_json()?;
        self.has_work = queued.item().has_work();
        self.queued = queued;
        Ok(())
    }

    /// Writes down how it stands, as `crates/client/src/queue.rs` does; files that the bureau has then leave the device.
    pub fn settle(
        &mut self,
        state: &ItemState,
        ended: Option<&Ended>,
        keeps: bool,
    ) -> Result<(), QueuedError> {
        let before: Vec<Sha256> = self.queued.state.files().to_vec();
        self.change(|queued| {
            queued.settle(state.clone(), keeps);
            if let Some(ended) = ended {
                ended.apply(&mut queued.deeds);
            }
        })?;
        if let Some(ended) = ended.filter(|ended| ended.refusal.is_none()) {
            self.done.push(ended.id.clone());
        }
        if !keeps {
            self.files
                .retain(|file, _| !before.contains(file) || state.files().contains(file));
        }
        Ok(())
    }

    /// Read again after the device died.
    pub fn reopen(&mut self) -> Result<(), QueuedError> {
        self.queued = QueueRecord::from_json(&self.disk)?;
        Ok(())
    }
}

/// See the module.
#[derive(Debug)]
pub struct Device {
    /// None while it is off.
    pub machine: Option<Machine>,
    /// Counts starts: what was meant for an earlier one is lost.
    pub life: u32,
    /// Number of the machine's timer; an earlier one is none any more.
    pub timer: u64,
    /// In this life the machine is to hear soon of what lies on the disk.
    pub hears: Option<u32>,
    /// Its clock is off by so much, milliseconds.
    pub off: i64,
    /// What lies on its disk.
    pub disk: BTreeMap<SubmissionId, Record>,
    /// The bureau's keys, once they were fetched.
    pub keys: Option<JwkSet>,
    /// Which definitions it has.
    pub version: usize,
    /// The person wants to keep what was sent.
    pub keeps: bool,
    /// The server has asked it to wait until then, or it was off.
    pub held_until: i64,
    /// When something was last waiting.
    pub drained: i64,
    /// A mistake: what was under way once.
    pub sent: BTreeSet<SubmissionId>,
}

impl Device {
    /// A new one.
    pub fn new(keeps: bool) -> Device {
        Device {
            machine: None,
            life: 0,
            timer: 0,
            hears: None,
            off: 0,
            disk: BTreeMap::new(),
            keys: None,
            version: 0,
            keeps,
            held_until: 0,
            drained: 0,
            sent: BTreeSet::new(),
        }
    }

    /// Whether something waits to be sent.
    pub fn has_work(&self) -> bool {
        self.disk.values().any(|record| record.has_work)
    }
}
