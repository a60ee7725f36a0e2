//! The drafts of this device: read at the start, each kept by itself, deleted with a way back.

mod handle;

pub use handle::DraftHandle;
pub(super) use handle::{KIND, SCHEMA, key};

use super::{
    files::{FileContent, Files},
    record_kind,
    synced_record::{DeviceVault, RecordError},
    tab_message::TabMessage,
};
use crate::platform::{clock, crypto, lifecycle, storage, store::IndexedDb};
use civil_affairs_domain::{
    form::answers::Answers,
    form::definition::{AskStage, ServiceDefinition},
    form::policy::Parameters,
    record::draft::{Draft, Expiry, expiry, merge_drafts},
    value::id::DraftId,
    value::ordered,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc};

/// A draft that cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Its id.
    pub id: String,
    /// Why.
    pub problem: RecordError,
}

/// The drafts of this device. Clones are the same drafts.
#[derive(Clone, Copy)]
pub struct Drafts {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// Counts up when drafts change otherwise than by typing here.
    revision: RwSignal<u32>,
    loaded: RwSignal<bool>,
    /// The draft on the screen.
    shown: RwSignal<Option<String>>,
    elsewhere: RwSignal<bool>,
}

struct Inner {
    vault: DeviceVault,
    handles: RefCell<Vec<DraftHandle>>,
    locked: RefCell<Vec<Locked>>,
    /// Deleted while this page is open, to be brought back: gone from the device, still in memory.
    deleted: RefCell<Vec<Draft>>,
    /// Their photos, by the id of the draft.
    photos: RefCell<Vec<(String, Vec<FileContent>)>>,
    /// Which of them because their last day was over.
    expired: RefCell<Vec<DraftId>>,
    problem: RefCell<Option<RecordError>>,
}

impl Inner {
    fn files(&self) -> Files<IndexedDb> {
        Files::new(self.vault.clone())
    }

    /// Takes the photos of a deleted draft off the device, to be brought back with it.
    async fn take_photos(&self, id: &str) -> Result<(), RecordError> {
        let photos = self.files().take_all(id).await?;
        if !photos.is_empty() {
            self.photos.borrow_mut().push((id.to_owned(), photos));
        }
        // Brought back meanwhile.
        if self.handles.borrow().iter().any(|handle| handle.id() == id) {
            self.put_photos(id).await?;
        }
        Ok(())
    }

    async fn put_photos(&self, id: &str) -> Result<(), RecordError> {
        let taken = {
            let mut photos = self.photos.borrow_mut();
            let at = photos.iter().position(|(draft, _)| draft == id);
            at.map(|at| photos.swap_remove(at).1)
        };
        for photo in taken.into_iter().flatten() {
            self.files().put(id, &photo).await?;
        }
        Ok(())
    }

    /// Takes a draft out of the list.
    fn take(&self, id: &str) -> Option<DraftHandle> {
        let mut handles = self.handles.borrow_mut();
        let at = handles.iter().position(|handle| handle.id() == id)?;
        Some(handles.swap_remove(at))
    }
}

impl Drafts {
    /// Reads what the device has.
    pub fn start(vault: &DeviceVault) -> Drafts {
        let drafts = Drafts {
            inner: StoredValue::new_local(Rc::new(Inner {
                vault: vault.clone(),
                handles: RefCell::default(),
                locked: RefCell::default(),
                deleted: RefCell::default(),
                photos: RefCell::default(),
                expired: RefCell::default(),
                problem: RefCell::default(),
            })),
            revision: RwSignal::new(0),
            loaded: RwSignal::new(false),
            shown: RwSignal::new(None),
            elsewhere: RwSignal::new(false),
        };
        lifecycle::on_hidden(move || drafts.flush());
        TabMessage::on_each(move |message| drafts.on_message(message));
        spawn_local(drafts.load());
        drafts
    }

    /// Says to the other pages which draft is on the screen here; none when it is no draft.
    pub fn show(self, id: Option<&str>) {
        let shown = self.shown.get_untracked();
        if shown.as_deref() == id {
            return;
        }
        if let Some(left) = shown {
            TabMessage::DraftLeft(left).send();
        }
        if let Some(id) = id {
            TabMessage::DraftOpened(id.to_owned()).send();
        }
        self.elsewhere.set(false);
        self.shown.set(id.map(str::to_owned));
    }

    /// Whether the draft on the screen is open in another page as well.
    pub fn is_open_elsewhere(self) -> bool {
        self.elsewhere.get()
    }

    /// Another page has written or deleted a draft, or shows one.
    fn on_message(self, message: TabMessage) {
        let is_shown = |id: &str| {
            self.shown
                .with_untracked(|shown| shown.as_deref() == Some(id))
        };
        match message {
            TabMessage::DraftOpened(id) if is_shown(&id) => {
                self.elsewhere.set(true);
                TabMessage::DraftAlsoOpen(id).send();
            }
            TabMessage::DraftAlsoOpen(id) if is_shown(&id) => self.elsewhere.set(true),
            TabMessage::DraftLeft(id) if is_shown(&id) => self.elsewhere.set(false),
            message => {
                if let Some(id) = message.record_of(KIND) {
                    spawn_local(self.follow(id.to_owned()));
                }
            }
        }
    }

    /// Reads a draft that has come onto the device.
    pub(super) async fn find(self, id: String) {
        self.follow(id).await;
    }

    /// Takes over what another page did to a draft.
    async fn follow(self, id: String) {
        let inner = self.inner();
        let Some(handle) = self.get(&id) else {
            if let Ok(name) = DraftId::parse(&id)
                && let Ok(Some(handle)) =
                    DraftHandle::open(&inner.vault, name, Box::new(move || self.changed())).await
            {
                inner.handles.borrow_mut().push(handle);
                self.changed();
            }
            return;
        };
        // What is typed here and not yet written makes a deleted draft anew.
        let read = handle.autosaver().read().await;
        if read.is_ok()
            && handle.autosaver().record().seen().is_none()
            && !handle.autosaver().is_writing()
        {
            inner.take(&id);
            self.changed();
        }
    }

    /// Counts up when drafts change otherwise than by typing here.
    pub fn revision(self) -> u32 {
        self.revision.get()
    }

    /// Whether everything on the device was read.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// Why the drafts of the device could not be read.
    pub fn problem(self) -> Option<RecordError> {
        *self.inner().problem.borrow()
    }

    /// Every draft, the one touched last first.
    pub fn all(self) -> Vec<DraftHandle> {
        let mut handles = Vec::new();
        for handle in self.inner().handles.borrow().iter() {
            ordered::insert(&mut handles, handle.clone(), |handle: &DraftHandle| {
                std::cmp::Reverse(handle.draft().touched)
            });
        }
        handles
    }

    /// Drafts that cannot be opened.
    pub fn locked(self) -> Vec<Locked> {
        self.inner().locked.borrow().clone()
    }

    /// The draft with this id.
    pub fn get(self, id: &str) -> Option<DraftHandle> {
        self.inner()
            .handles
            .borrow()
            .iter()
            .find(|handle| handle.id() == id)
            .cloned()
    }

    /// The draft of a service that was touched last.
    pub fn latest(self, service: &str) -> Option<DraftHandle> {
        self.all()
            .into_iter()
            .find(|handle| handle.service() == service)
    }

    /// Begins a draft with what the pre-check has asked already.
    pub fn begin(
        self,
        service: &ServiceDefinition,
        version: &str,
        precheck: &Answers,
    ) -> Option<DraftHandle> {
        let now = clock::now_millis();
        let mut answers = Answers::default();
        for (_, question) in service.questions() {
            if question.asked == AskStage::Form
                && let Some(raw) = precheck.get(&question.id)
            {
                answers.set(&question.id, raw.clone());
            }
        }
        let id = DraftId::new(now, crypto::random().ok()?);
        let draft = Draft::begin(id, service.id.clone(), version, answers, now);
        let handle = self.add(draft);
        // Even an empty one: the address of its first page has to lead somewhere after a reload.
        handle.autosaver().edited();
        handle.flush();
        // Before anybody has typed much: some browsers ask the person.
        spawn_local(storage::persist());
        Some(handle)
    }

    /// Deletes the drafts whose last day is over (standards-and-duties §3.5). They can be brought back while this
    /// page is open: the clock of a device may be wrong.
    pub fn expire(self, parameters: &Parameters, chosen: Option<u32>) {
        let now = clock::now_millis();
        for handle in self.all() {
            let draft = handle.draft();
            if expiry(draft.touched, now, parameters, chosen) == Expiry::Expired {
                self.delete(&draft.id.to_string());
                self.inner().expired.borrow_mut().push(draft.id);
            }
        }
    }

    /// Whether a deleted draft was deleted because its last day was over.
    pub fn was_expired(self, draft: &Draft) -> bool {
        self.inner().expired.borrow().contains(&draft.id)
    }

    /// Deletes a draft from the device. It can be brought back while this page is open.
    pub fn delete(self, id: &str) {
        let inner = self.inner();
        let removed = inner.take(id);
        inner.locked.borrow_mut().retain(|locked| locked.id != id);
        if let Some(handle) = &removed {
            inner.deleted.borrow_mut().push(handle.draft());
        }
        self.changed();
        let id = id.to_owned();
        spawn_local(async move {
            let key = key(&id);
            if let Err(error) = inner.vault.remove(&key).await {
                // Still on the device, so it stays in the list.
                *inner.problem.borrow_mut() = Some(error.into());
                if let Some(handle) = removed {
                    inner
                        .deleted
                        .borrow_mut()
                        .retain(|draft| draft.id.to_string() != id);
                    inner.handles.borrow_mut().push(handle);
                }
                self.changed();
            } else {
                // What stays behind, the next start sweeps.
                let _ = inner.take_photos(&id).await;
                TabMessage::record_changed(&key).send();
            }
        });
    }

    /// Drafts that can be brought back, the last deleted first.
    pub fn deleted(self) -> Vec<Draft> {
        self.inner()
            .deleted
            .borrow()
            .iter()
            .rev()
            .cloned()
            .collect()
    }

    /// Brings a deleted draft back.
    pub fn restore(self, id: &str) {
        let inner = self.inner();
        let found = {
            let mut deleted = inner.deleted.borrow_mut();
            let at = deleted.iter().position(|draft| draft.id.to_string() == id);
            at.map(|at| deleted.remove(at))
        };
        if let Some(mut draft) = found {
            inner.expired.borrow_mut().retain(|id| *id != draft.id);
            // It is wanted: its days begin anew.
            draft.touched = clock::now_millis();
            let id = id.to_owned();
            spawn_local(async move {
                // It is shown once all of it is on the device again: a page left at once loses nothing then.
                let mut put = inner.put_photos(&id).await;
                let handle = self.handle(draft);
                handle.autosaver().save().await;
                inner.handles.borrow_mut().push(handle);
                // Photos that were still on their way out.
                put = put.and(inner.put_photos(&id).await);
                if let Err(problem) = put {
                    *inner.problem.borrow_mut() = Some(problem);
                }
                self.changed();
            });
        }
    }

    /// Takes in a draft that comes from elsewhere. One that is here already is joined with it: nothing is known of what
    /// both began with, so every question that both answer differently is shown side by side.
    pub fn take_in(self, theirs: Draft) {
        let id = theirs.id.to_string();
        match self.get(&id) {
            Some(handle) => {
                let mine = handle.draft();
                let base = Draft::begin(
                    mine.id,
                    mine.service.clone(),
                    &mine.definition_version,
                    Answers::default(),
                    mine.created,
                );
                handle.replace(merge_drafts(&base, &mine, &theirs));
            }
            None => {
                let mut draft = theirs;
                // Its days begin anew: it was brought here on purpose.
                draft.touched = clock::now_millis();
                let handle = self.add(draft);
                handle.autosaver().edited();
            }
        }
        self.changed();
    }

    /// Forgets a draft that has left for the queue: its record is already gone.
    pub fn forget(self, id: &str) {
        self.inner().take(id);
        self.changed();
    }

    /// Forgets all drafts of this page: the records are gone.
    pub fn forget_all(self) {
        let inner = self.inner();
        inner.handles.borrow_mut().clear();
        inner.locked.borrow_mut().clear();
        inner.deleted.borrow_mut().clear();
        inner.photos.borrow_mut().clear();
        self.changed();
    }

    /// Writes at once what is not yet written.
    pub fn flush(self) {
        for handle in self.inner().handles.borrow().iter() {
            handle.flush();
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.read_value().clone()
    }

    /// Shows pages anew after a change that was not typed.
    pub fn changed(self) {
        self.revision.update(|revision| *revision += 1);
    }

    fn handle(self, draft: Draft) -> DraftHandle {
        let vault = self.inner().vault.clone();
        DraftHandle::new(vault, draft, Box::new(move || self.changed()))
    }

    fn add(self, draft: Draft) -> DraftHandle {
        let handle = self.handle(draft);
        self.inner().handles.borrow_mut().push(handle.clone());
        handle
    }

    async fn load(self) {
        let inner = self.inner();
        match inner.vault.ids(KIND).await {
            Ok(ids) => {
                for id in ids {
                    let Ok(name) = DraftId::parse(&id) else {
                        let problem = RecordError::Damaged;
                        inner.locked.borrow_mut().push(Locked { id, problem });
                        continue;
                    };
                    match DraftHandle::open(&inner.vault, name, Box::new(move || self.changed()))
                        .await
                    {
                        Ok(Some(handle)) => {
                            inner.handles.borrow_mut().push(handle);
                        }
                        Ok(None) => {}
                        Err(problem) => inner.locked.borrow_mut().push(Locked { id, problem }),
                    }
                }
            }
            Err(error) => *inner.problem.borrow_mut() = Some(error.into()),
        }
        self.loaded.set(true);
        self.changed();
        // If it fails, the next start does it.
        let swept = inner.files().sweep(&[KIND, record_kind::QUEUED]).await;
        if swept.is_ok_and(|swept| swept > 0) {
            // A page that counts what is there has counted them.
            self.changed();
        }
    }
}

/// The drafts of the app.
pub fn use_drafts() -> Drafts {
    expect_context::<Drafts>()
}
