//! Where a question puts its files: those of the draft on the screen, or whatever a test has instead.

use super::{FileContent, FilePreview, Files};
use crate::{platform::store::IndexedDb, synced_record::RecordError};
use civil_affairs_domain::form::answers::FileRef;
use civil_affairs_domain::value::sha256::Sha256;
use leptos::prelude::*;
use std::{pin::Pin, rc::Rc};

/// What comes of something begun.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, RecordError>> + 'a>>;

/// Keeps the files of one question.
pub trait FileStore {
    /// Keeps a file. `Ok`: it survives a killed browser.
    fn put<'a>(&'a self, file: &'a FileContent) -> Pending<'a, ()>;

    /// Takes a file away and gives it back, to be put again; nothing when it was not there.
    fn take(&self, sha256: Sha256) -> Pending<'_, Option<FileContent>>;

    /// What the files are shown by.
    fn list(&self) -> Pending<'_, Vec<FilePreview>>;

    /// A file that was put, whose question is no longer on the screen: adds it to the answer.
    fn name_late(&self, file: FileRef) -> Pending<'_, ()>;
}

type Context = StoredValue<Rc<dyn FileStore>, LocalStorage>;

/// Gives the questions below a file store.
pub fn provide_file_store(file_store: Rc<dyn FileStore>) {
    provide_context::<Context>(StoredValue::new_local(file_store));
}

/// The file store of a question; none where nothing is kept.
pub fn use_file_store() -> Option<Rc<dyn FileStore>> {
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
