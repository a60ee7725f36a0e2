//! Answers of pre-checks: in memory for every page, and on the device where the service's definition says so.

use super::{
    autosaver::{Autosaver, Saving},
    merge::{ByService, merge_services},
    synced_record::{DeviceVault, RecordContent, RecordError, SyncedRecord},
};
use crate::platform::{lifecycle, store::RecordKey};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::ServiceDefinition,
    value::decode::{self, Decode, DecodeError, field},
};
use leptos::{prelude::*, task::spawn_local};
use serde::Serialize;
use std::{cell::RefCell, rc::Rc};

/// Form of the content.
pub(super) const SCHEMA: u32 = 1;

/// Kind of the record.
pub(super) const KIND: &str = "precheck";

/// One record for all services: what lies on the disk does not tell which service somebody looked at.
pub(super) fn key() -> RecordKey {
    RecordKey {
        kind: KIND,
        id: "all".to_owned(),
    }
}

/// The answers of all pre-checks of this device. Clones are the same answers.
#[derive(Clone, Copy)]
pub struct Prechecks {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    revision: RwSignal<u32>,
}

struct Inner {
    autosaver: Autosaver,
    /// On the device as well.
    stored: Rc<Stored>,
    /// In memory only.
    passing: RefCell<ByService>,
}

/// The answers of the record.
pub(super) struct Stored {
    pub(super) services: RefCell<ByService>,
    /// Called when they change otherwise than by typing here.
    pub(super) changed: Box<dyn Fn()>,
}

/// What the record holds.
#[derive(Serialize)]
struct Record {
    services: ByService,
}

impl Decode for Record {
    fn decode(value: &serde_json::Value) -> Result<Record, DecodeError> {
        Ok(Record {
            services: field(value, "services")?,
        })
    }
}

impl RecordContent for Stored {
    fn bytes(&self) -> Result<Vec<u8>, RecordError> {
        let services = self.services.borrow().clone();
        serde_json::to_vec(&Record { services }).map_err(|_| RecordError::Storage)
    }

    fn join(&self, base: Option<&[u8]>, theirs: Option<&[u8]>) -> Result<(), RecordError> {
        let read = |bytes: Option<&[u8]>| match bytes {
            None => Ok(ByService::new()),
            Some(bytes) => decode::read::<Record>(bytes)
                .map(|record| record.services)
                .map_err(|_| RecordError::Damaged),
        };
        let joined = merge_services(&read(base)?, &self.services.borrow(), &read(theirs)?);
        if *self.services.borrow() != joined {
            *self.services.borrow_mut() = joined;
            (self.changed)();
        }
        Ok(())
    }
}

impl Prechecks {
    /// Reads what the device has; writes from now on.
    pub fn start(vault: &DeviceVault) -> Prechecks {
        let revision = RwSignal::new(0);
        let stored = Rc::new(Stored {
            services: RefCell::default(),
            changed: Box::new(move || revision.update(|revision| *revision += 1)),
        });
        let kept = SyncedRecord::new(vault.clone(), key(), SCHEMA);
        let autosaver = Autosaver::new(kept, stored.clone());
        let reading = autosaver.clone();
        let prechecks = Prechecks {
            inner: StoredValue::new_local(Rc::new(Inner {
                autosaver,
                stored,
                passing: RefCell::default(),
            })),
            revision,
        };
        lifecycle::on_hidden(move || prechecks.flush());
        spawn_local(async move {
            // A failure is told by the autosaver.
            let _ = reading.read().await;
        });
        prechecks
    }

    /// Counts up when answers change otherwise than by typing here: read from the device, joined, cleared.
    pub fn revision(self) -> u32 {
        self.revision.get()
    }

    /// The answers for a service, as they are now.
    pub fn answers(self, service: &ServiceDefinition) -> Answers {
        self.inner()
            .of(service)
            .borrow()
            .get(service.id.as_str())
            .cloned()
            .unwrap_or_default()
    }

    /// What is said about keeping.
    pub fn saving(self) -> Saving {
        self.autosaver().saving()
    }

    /// Who keeps them.
    pub fn autosaver(self) -> Autosaver {
        self.inner().autosaver.clone()
    }

    /// Takes an answer, as it is typed.
    pub fn set(self, service: &ServiceDefinition, path: &str, raw: Raw) {
        let inner = self.inner();
        let before = self.answers(service);
        let mut after = before.clone();
        after.set(path, raw);
        if after != before {
            inner
                .of(service)
                .borrow_mut()
                .insert(service.id.to_string(), after);
            self.edited(service);
        }
    }

    /// Forgets the answers for a service, here and on the device.
    pub fn clear(self, service: &ServiceDefinition) {
        let removed = self
            .inner()
            .of(service)
            .borrow_mut()
            .remove(service.id.as_str());
        if removed.is_some() {
            self.edited(service);
            self.flush();
            self.revision.update(|revision| *revision += 1);
        }
    }

    /// Forgets all answers of this page: the records are gone.
    pub fn forget(self) {
        let inner = self.inner();
        inner.stored.services.borrow_mut().clear();
        inner.passing.borrow_mut().clear();
        inner.autosaver.record().forgotten();
        self.revision.update(|revision| *revision += 1);
    }

    /// Whether there are answers to any pre-check on the device.
    pub fn any_stored(self) -> bool {
        !self.inner().stored.services.borrow().is_empty()
    }

    /// Writes at once what is not yet written: a field was left, the page is hidden or left.
    pub fn flush(self) {
        self.inner().autosaver.flush();
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.read_value().clone()
    }

    fn edited(self, service: &ServiceDefinition) {
        if service.precheck.kept {
            self.inner().autosaver.edited();
        }
    }
}

impl Inner {
    fn of(&self, service: &ServiceDefinition) -> &RefCell<ByService> {
        if service.precheck.kept {
            &self.stored.services
        } else {
            &self.passing
        }
    }
}

/// The answers of the app.
pub fn use_prechecks() -> Prechecks {
    expect_context::<Prechecks>()
}
