//! Answers of pre-checks: in memory for every page, and on the device where the service's definition says so.

use super::{
    autosave::{Autosave, Outcome},
    kept::{Kept, Problem},
    merge::ByService,
};
use crate::platform::{
    clock, lifecycle,
    store::{Connection, IndexedDb},
    timer::Timeout,
    vault::Vault,
};
use civil_affairs_domain::{
    answers::{Answers, Raw},
    definition::ServiceDefinition,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc};

/// What is said about keeping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing typed yet.
    Nothing,
    /// Typed, not yet committed.
    Writing,
    /// Everything typed is committed, since this time (milliseconds since 1970).
    Saved(i64),
    /// It is not kept.
    Failed(Problem),
}

/// See the module. Clones are the same answers.
#[derive(Clone, Copy)]
pub struct Prechecks {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    revision: RwSignal<u32>,
    saving: RwSignal<Saving>,
}

struct Inner {
    kept: Kept,
    /// On the device as well.
    stored: RefCell<ByService>,
    /// In memory only.
    passing: RefCell<ByService>,
    autosave: RefCell<Autosave>,
    timer: RefCell<Option<Timeout>>,
}

impl Prechecks {
    /// Reads what the device has; writes from now on.
    pub fn start(connection: &Connection) -> Prechecks {
        let vault = Vault::new(IndexedDb::new(connection.clone()), connection.clone());
        let inner = Rc::new(Inner {
            kept: Kept::new(vault),
            stored: RefCell::default(),
            passing: RefCell::default(),
            autosave: RefCell::default(),
            timer: RefCell::default(),
        });
        let prechecks = Prechecks {
            inner: StoredValue::new_local(inner),
            revision: RwSignal::new(0),
            saving: RwSignal::new(Saving::Nothing),
        };
        lifecycle::on_hidden(move || prechecks.flush());
        spawn_local(prechecks.read());
        prechecks
    }

    /// Counts up when answers change otherwise than by typing here: read from the device, joined, cleared.
    pub fn revision(self) -> u32 {
        self.revision.get()
    }

    /// The answers for a service, as they are now.
    pub fn answers(self, service: &ServiceDefinition) -> Answers {
        self.inner
            .read_value()
            .of(service)
            .borrow()
            .get(&service.id)
            .cloned()
            .unwrap_or_default()
    }

    /// What is said about keeping.
    pub fn saving(self) -> Saving {
        self.saving.get()
    }

    /// Takes an answer, as it is typed.
    pub fn set(self, service: &ServiceDefinition, path: &str, raw: Raw) {
        let inner = self.inner();
        let before = inner
            .of(service)
            .borrow()
            .get(&service.id)
            .cloned()
            .unwrap_or_default();
        let mut after = before.clone();
        after.set(path, raw);
        if after != before {
            inner
                .of(service)
                .borrow_mut()
                .insert(service.id.clone(), after);
            self.edited(service);
        }
    }

    /// Forgets the answers for a service, here and on the device.
    pub fn clear(self, service: &ServiceDefinition) {
        if self
            .inner()
            .of(service)
            .borrow_mut()
            .remove(&service.id)
            .is_some()
        {
            self.edited(service);
            self.flush();
            self.revision.update(|revision| *revision += 1);
        }
    }

    /// Writes at once what is not yet written: a field was left, the page is hidden or left.
    pub fn flush(self) {
        let inner = self.inner();
        inner.timer.borrow_mut().take();
        if inner.autosave.borrow_mut().begin_at_once() {
            spawn_local(self.write());
        }
    }

    /// Gives up a stored record that cannot be opened, and keeps what this page has instead.
    pub fn forget_stored(self) {
        spawn_local(async move {
            let inner = self.inner();
            match inner.kept.forget().await {
                Ok(()) => {
                    inner.autosave.borrow_mut().edited(clock::now_millis());
                    self.flush();
                }
                Err(problem) => self.saving.set(Saving::Failed(problem)),
            }
        });
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.read_value().clone()
    }

    fn edited(self, service: &ServiceDefinition) {
        if !service.precheck.kept {
            return;
        }
        let inner = self.inner();
        inner.autosave.borrow_mut().edited(clock::now_millis());
        let told = self.saving.get_untracked();
        // A permanent failure stays told while the next write fails like the last one.
        let lasting = matches!(told, Saving::Failed(problem) if problem.is_permanent());
        if !lasting && told != Saving::Writing {
            self.saving.set(Saving::Writing);
        }
        self.wait();
    }

    /// Sets the timer for the next write.
    fn wait(self) {
        let inner = self.inner();
        let due = inner.autosave.borrow().due();
        *inner.timer.borrow_mut() = due.map(|due| {
            let delay = u32::try_from(due - clock::now_millis()).unwrap_or(0);
            Timeout::new(delay, move || {
                if self
                    .inner()
                    .autosave
                    .borrow_mut()
                    .begin(clock::now_millis())
                {
                    spawn_local(self.write());
                } else {
                    self.wait();
                }
            })
        });
    }

    async fn write(self) {
        let inner = self.inner();
        let written = inner
            .kept
            .write(&|| inner.stored.borrow().clone(), &|joined| {
                self.take(joined)
            })
            .await;
        let now = clock::now_millis();
        let outcome = match written {
            Ok(()) => Outcome::Saved,
            Err(problem) if problem.is_permanent() => Outcome::FailedForGood,
            Err(_) => Outcome::FailedForNow,
        };
        inner.autosave.borrow_mut().finished(outcome, now);
        let settled = inner.autosave.borrow().is_settled();
        match written {
            Ok(()) if settled => self.saving.set(Saving::Saved(now)),
            Ok(()) => {}
            Err(problem) => self.saving.set(Saving::Failed(problem)),
        }
        self.wait();
    }

    async fn read(self) {
        let inner = self.inner();
        match inner.kept.read(&|| inner.stored.borrow().clone()).await {
            Ok(joined) => self.take(joined),
            Err(problem) => self.saving.set(Saving::Failed(problem)),
        }
    }

    fn take(self, joined: ByService) {
        let inner = self.inner();
        if *inner.stored.borrow() != joined {
            *inner.stored.borrow_mut() = joined;
            self.revision.update(|revision| *revision += 1);
        }
    }
}

impl Inner {
    fn of(&self, service: &ServiceDefinition) -> &RefCell<ByService> {
        if service.precheck.kept {
            &self.stored
        } else {
            &self.passing
        }
    }
}

/// The answers of the app.
pub fn use_prechecks() -> Prechecks {
    expect_context::<Prechecks>()
}
