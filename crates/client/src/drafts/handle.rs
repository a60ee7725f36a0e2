//! One draft: its content as this page has it, and who keeps it.

use super::super::{
    autosaver::{Autosaver, Saving},
    record_kind,
    synced_record::{DeviceVault, RecordContent, RecordError, SyncedRecord},
};
use crate::platform::{clock, store::RecordKey};
use civil_affairs_domain::{
    form::answers::{Answers, GroupEntry, Raw},
    record::draft::{Draft, DraftError, Take, merge_drafts},
    value::id::{DraftId, EntryId},
};
use std::{cell::RefCell, rc::Rc};

/// Form of the content.
pub(crate) const SCHEMA: u32 = 1;
/// Kind of the records.
pub(crate) const KIND: &str = record_kind::DRAFT;

/// Where a draft stands in the store.
pub(crate) fn key(id: &str) -> RecordKey {
    RecordKey {
        kind: KIND,
        id: id.to_owned(),
    }
}

/// A draft. Clones are the same one.
#[derive(Clone)]
pub struct DraftHandle {
    autosaver: Autosaver,
    content: Rc<DraftContent>,
}

/// What is kept of it.
struct DraftContent {
    draft: RefCell<Draft>,
    changed: Box<dyn Fn()>,
}

impl RecordContent for DraftContent {
    fn bytes(&self) -> Result<Vec<u8>, RecordError> {
        self.draft
            .borrow()
            .to_json()
            .map_err(|_| RecordError::Storage)
    }

    fn join(&self, base: Option<&[u8]>, theirs: Option<&[u8]>) -> Result<(), RecordError> {
        let Some(theirs) = theirs else {
            // Another page has deleted it; what is typed here now makes it anew.
            return Ok(());
        };
        let theirs = read(theirs)?;
        let mine = self.draft.borrow().clone();
        let joined = match base.map(read).transpose()? {
            Some(base) => merge_drafts(&base, &mine, &theirs),
            None => theirs,
        };
        if joined != mine {
            *self.draft.borrow_mut() = joined;
            (self.changed)();
        }
        Ok(())
    }
}

fn read(bytes: &[u8]) -> Result<Draft, RecordError> {
    Draft::from_json(bytes).map_err(|error| match error {
        DraftError::Newer(_) => RecordError::NewerApp,
        DraftError::Content(_) | DraftError::Json(_) => RecordError::Damaged,
    })
}

impl DraftHandle {
    /// Around a draft. `changed` is called when it changes otherwise than by typing here.
    pub(super) fn new(vault: DeviceVault, draft: Draft, changed: Box<dyn Fn()>) -> DraftHandle {
        let key = key(&draft.id.to_string());
        let content = Rc::new(DraftContent {
            draft: RefCell::new(draft),
            changed,
        });
        DraftHandle {
            autosaver: Autosaver::new(SyncedRecord::new(vault, key, SCHEMA), content.clone()),
            content,
        }
    }

    /// Reads the draft with this id; nothing when there is none.
    pub(super) async fn open(
        vault: &DeviceVault,
        id: DraftId,
        changed: Box<dyn Fn()>,
    ) -> Result<Option<DraftHandle>, RecordError> {
        let unread = Draft::begin(id, "".into(), "", Answers::default(), 0);
        let handle = DraftHandle::new(vault.clone(), unread, changed);
        handle.autosaver.read().await?;
        Ok(handle.autosaver.record().seen().is_some().then_some(handle))
    }

    /// As it is now.
    pub fn draft(&self) -> Draft {
        self.content.draft.borrow().clone()
    }

    /// Its id.
    pub fn id(&self) -> String {
        self.content.draft.borrow().id.to_string()
    }

    /// Its service.
    pub fn service(&self) -> String {
        self.content.draft.borrow().service.to_string()
    }

    /// The answers as they are now.
    pub fn answers(&self) -> Answers {
        self.content.draft.borrow().answers.clone()
    }

    /// Who keeps it.
    pub fn autosaver(&self) -> &Autosaver {
        &self.autosaver
    }

    /// What is said about keeping.
    pub fn saving(&self) -> Saving {
        self.autosaver.saving()
    }

    /// Takes the place of what is there, joined with something that came from elsewhere.
    pub(super) fn replace(&self, joined: Draft) {
        self.change(|draft| *draft = joined);
    }

    /// Takes an answer, as it is typed: with each key, so only this answer is looked at.
    pub fn set(&self, path: &str, raw: Raw) {
        let mut draft = self.content.draft.borrow_mut();
        let before = draft.answers.get(path).cloned();
        draft.answers.set(path, raw);
        if draft.answers.get(path) != before.as_ref() {
            draft.touched = clock::now_millis();
            drop(draft);
            self.autosaver.edited();
        }
    }

    /// Gives it a name; a blank one takes the name away.
    pub fn rename(&self, name: &str) {
        self.change(|draft| draft.rename(name));
    }

    /// Takes one of the two values of a conflict.
    pub fn settle(&self, at: usize, take: Take) {
        self.change(|draft| draft.settle(at, take));
    }

    /// The person has seen what a newer definition moved: from now on the draft goes by it.
    pub fn go_by(&self, definition_version: &str) {
        self.change(|draft| definition_version.clone_into(&mut draft.definition_version));
    }

    /// Notes where the person is.
    pub fn note_place(&self, path: &str) {
        if self.content.draft.borrow().place.as_deref() != Some(path) {
            self.content.draft.borrow_mut().place = Some(path.to_owned());
        }
    }

    /// Adds an entry to a repeated group, and gives its index.
    pub fn add_entry(&self, group: &str, id: EntryId) -> usize {
        let entry = GroupEntry {
            id: id.to_string(),
            ..GroupEntry::default()
        };
        let mut index = 0;
        self.change(|draft| {
            let entries = draft.answers.entries.entry(group.to_owned()).or_default();
            index = entries.len();
            entries.push(entry);
        });
        index
    }

    /// Takes an entry out, and gives it back for undoing.
    pub fn remove_entry(&self, group: &str, index: usize) -> Option<GroupEntry> {
        let mut removed = None;
        self.change(|draft| {
            if let Some(entries) = draft.answers.entries.get_mut(group)
                && index < entries.len()
            {
                removed = Some(entries.remove(index));
                if entries.is_empty() {
                    draft.answers.entries.remove(group);
                }
            }
        });
        removed
    }

    /// Puts an entry back where it was.
    pub fn restore_entry(&self, group: &str, index: usize, entry: GroupEntry) {
        self.change(|draft| {
            let entries = draft.answers.entries.entry(group.to_owned()).or_default();
            entries.insert(index.min(entries.len()), entry);
        });
    }

    /// Moves an entry one place up.
    pub fn raise_entry(&self, group: &str, index: usize) {
        self.change(|draft| {
            if let Some(entries) = draft.answers.entries.get_mut(group)
                && index > 0
                && index < entries.len()
            {
                entries.swap(index - 1, index);
            }
        });
    }

    /// Writes at once what is not yet written.
    pub fn flush(&self) {
        self.autosaver.flush();
    }

    fn change(&self, edit: impl FnOnce(&mut Draft)) {
        let before = self.draft();
        edit(&mut self.content.draft.borrow_mut());
        if *self.content.draft.borrow() != before {
            self.content.draft.borrow_mut().touched = clock::now_millis();
            self.autosaver.edited();
        }
    }
}
