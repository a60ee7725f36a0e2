//! Keeps one content on the device while it is typed: autosave, its timer and what is said about it.

use super::{
    autosave::{Autosave, WriteOutcome},
    synced_record::{RecordContent, RecordError, SyncedRecord},
};
use crate::platform::{clock, timer::Timeout};
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
    Failed(RecordError),
}

/// Writes one content soon after it changes, and says what came of it. Clones are the same autosaver.
#[derive(Clone)]
pub struct Autosaver {
    inner: Rc<Inner>,
}

struct Inner {
    record: SyncedRecord,
    content: Rc<dyn RecordContent>,
    saving: ArcRwSignal<Saving>,
    autosave: RefCell<Autosave>,
    timer: RefCell<Option<Timeout>>,
}

impl Autosaver {
    /// Of a content in a record.
    pub fn new(record: SyncedRecord, content: Rc<dyn RecordContent>) -> Autosaver {
        Autosaver {
            inner: Rc::new(Inner {
                record,
                content,
                saving: ArcRwSignal::new(Saving::Nothing),
                autosave: RefCell::default(),
                timer: RefCell::default(),
            }),
        }
    }

    /// The record.
    pub fn record(&self) -> &SyncedRecord {
        &self.inner.record
    }

    /// What is said about keeping.
    pub fn saving(&self) -> Saving {
        self.inner.saving.get()
    }

    /// Whether something is typed and not yet committed.
    pub fn is_writing(&self) -> bool {
        !self.inner.autosave.borrow().is_settled()
    }

    /// Something was typed.
    pub fn edited(&self) {
        self.inner.autosave.borrow_mut().edited(clock::now_millis());
        let told = self.inner.saving.get_untracked();
        // A permanent failure stays told while the next write fails like the last one.
        let lasting = matches!(told, Saving::Failed(problem) if problem.is_permanent());
        if !lasting && told != Saving::Writing {
            self.inner.saving.set(Saving::Writing);
        }
        // A key only puts the write off: whoever waits already looks again when it is time.
        if self.inner.timer.borrow().is_none() {
            self.wait();
        }
    }

    /// Writes at once what is not yet written: a field was left, the page is hidden or left.
    pub fn flush(&self) {
        self.inner.timer.borrow_mut().take();
        if self.inner.autosave.borrow_mut().begin_at_once() {
            spawn_local(self.clone().write());
        }
    }

    /// Writes the content as it is, and returns when that is done or has failed.
    pub async fn save(&self) {
        self.edited();
        if self.inner.autosave.borrow_mut().begin_at_once() {
            self.clone().write().await;
        }
    }

    /// Reads what is stored and joins it.
    pub async fn read(&self) -> Result<(), RecordError> {
        let read = self.inner.record.read(self.inner.content.as_ref()).await;
        if let Err(problem) = read {
            self.inner.saving.set(Saving::Failed(problem));
        }
        read
    }

    /// Gives up a stored record that cannot be opened, and keeps what this page has instead.
    pub fn forget_stored(&self) {
        let autosaver = self.clone();
        spawn_local(async move {
            match autosaver.inner.record.forget().await {
                Ok(()) => {
                    autosaver
                        .inner
                        .autosave
                        .borrow_mut()
                        .edited(clock::now_millis());
                    autosaver.flush();
                }
                Err(problem) => autosaver.inner.saving.set(Saving::Failed(problem)),
            }
        });
    }

    /// Sets the timer for the next write.
    fn wait(&self) {
        let due = self.inner.autosave.borrow().due();
        *self.inner.timer.borrow_mut() = due.map(|due| {
            let delay = u32::try_from(due - clock::now_millis()).unwrap_or(0);
            let autosaver = self.clone();
            Timeout::new(delay, move || {
                let _fired = autosaver.inner.timer.borrow_mut().take();
                let begun = autosaver
                    .inner
                    .autosave
                    .borrow_mut()
                    .begin(clock::now_millis());
                if begun {
                    spawn_local(autosaver.write());
                } else {
                    autosaver.wait();
                }
            })
        });
    }

    async fn write(self) {
        let inner = &self.inner;
        let written = inner.record.write(inner.content.as_ref()).await;
        let now = clock::now_millis();
        let outcome = match written {
            Ok(()) => WriteOutcome::Saved,
            Err(problem) if problem.is_permanent() => WriteOutcome::FailedForGood,
            Err(_) => WriteOutcome::FailedForNow,
        };
        inner.autosave.borrow_mut().finished(outcome, now);
        let settled = inner.autosave.borrow().is_settled();
        match written {
            Ok(()) if settled => inner.saving.set(Saving::Saved(now)),
            Ok(()) => {}
            Err(problem) => inner.saving.set(Saving::Failed(problem)),
        }
        self.wait();
    }
}
