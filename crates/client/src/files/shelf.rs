//! Where a question puts its files: those of the draft on the screen, or whatever a test has instead.

use super::{Content, Files, Slip};
use crate::{
    drafts::{Drafts, Paper, use_drafts},
    kept::RecordError,
    platform::store::{IndexedDb, Records},
};
use civil_affairs_domain::form::answers::{FileRef, Raw};
use civil_affairs_domain::value::sha256::Sha256;
use leptos::prelude::*;
use std::{pin::Pin, rc::Rc};

/// What comes of something begun.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, RecordError>> + 'a>>;

/// See the module.
pub trait Shelf {
    /// Keeps a file. `Ok`: it survives a killed browser.
    fn put<'a>(&'a self, file: &'a Content) -> Pending<'a, ()>;

    /// Takes a file away and gives it back, to be put again; nothing when it was not there.
    fn take(&self, sha256: Sha256) -> Pending<'_, Option<Content>>;

    /// What the files are shown by.
    fn list(&self) -> Pending<'_, Vec<Slip>>;

    /// A file that was put, whose question is no longer on the screen: adds it to the answer.
    fn name_late(&self, file: FileRef) -> Pending<'_, ()>;
}

type Context = StoredValue<Rc<dyn Shelf>, LocalStorage>;

/// Gives the questions below a shelf.
pub fn provide_shelf(shelf: Rc<dyn Shelf>) {
    provide_context::<Context>(StoredValue::new_local(shelf));
}

/// The shelf of a question; none where nothing is kept.
pub fn use_shelf() -> Option<Rc<dyn Shelf>> {
    use_context::<Context>()?.try_get_value()
}

/// Gives the app the files of this device.
pub fn provide_files(files: Files<IndexedDb>) {
    provide_context(StoredValue::new_local(files));
}

/// The files of this device; none where the app has no files.
pub fn use_files() -> Option<Files<IndexedDb>> {
    use_context::<StoredValue<Files<IndexedDb>, LocalStorage>>().map(|files| files.get_value())
}

/// Gives the question at a path of a draft its shelf; none where the app has no files.
pub fn provide_shelf_of(paper: &Paper, path: &str) {
    if let Some(files) = use_files() {
        let shelf = DraftShelf::new(files, use_drafts(), paper, path);
        provide_shelf(Rc::new(shelf));
    }
}

/// The files of one question of a draft.
pub struct DraftShelf<R> {
    files: Files<R>,
    drafts: Drafts,
    draft: String,
    path: String,
}

impl<R: Records> DraftShelf<R> {
    /// Of the question at a path.
    pub fn new(files: Files<R>, drafts: Drafts, paper: &Paper, path: &str) -> DraftShelf<R> {
        DraftShelf {
            files,
            drafts,
            draft: paper.id(),
            path: path.to_owned(),
        }
    }
}

impl<R: Records> Shelf for DraftShelf<R> {
    fn put<'a>(&'a self, file: &'a Content) -> Pending<'a, ()> {
        Box::pin(self.files.put(&self.draft, file))
    }

    fn take(&self, sha256: Sha256) -> Pending<'_, Option<Content>> {
        Box::pin(self.files.take(&self.draft, sha256))
    }

    fn list(&self) -> Pending<'_, Vec<Slip>> {
        Box::pin(self.files.list(&self.draft))
    }

    fn name_late(&self, file: FileRef) -> Pending<'_, ()> {
        Box::pin(async move {
            let Some(paper) = self.drafts.get(&self.draft) else {
                // Finished or deleted meanwhile.
                self.files.take(&self.draft, file.sha256).await?;
                return Ok(());
            };
            let mut files = match paper.answers().get(&self.path) {
                Some(Raw::Files(files)) => files.clone(),
                _ => Vec::new(),
            };
            files.push(file);
            paper.set(&self.path, Raw::Files(files));
            paper.flush();
            // The question may be on the screen again, built from the earlier answer.
            self.drafts.changed();
            Ok(())
        })
    }
}
