//! Where a question of a draft keeps its files.

use crate::{
    drafts::{DraftHandle, Drafts, use_drafts},
    files::{FileContent, FilePreview, FileStore, Files, Pending, provide_file_store, use_files},
    platform::store::Records,
};
use civil_affairs_domain::form::answers::{FileRef, Raw};
use civil_affairs_domain::value::sha256::Sha256;
use std::rc::Rc;

/// Gives the question at a path of a draft its file store; none where the app has no files.
pub fn provide_file_store_of(handle: &DraftHandle, path: &str) {
    if let Some(files) = use_files() {
        let file_store = DraftFileStore::new(files, use_drafts(), handle, path);
        provide_file_store(Rc::new(file_store));
    }
}

/// The files of one question of a draft.
pub struct DraftFileStore<R> {
    files: Files<R>,
    drafts: Drafts,
    draft: String,
    path: String,
}

impl<R: Records> DraftFileStore<R> {
    /// Of the question at a path.
    pub fn new(
        files: Files<R>,
        drafts: Drafts,
        handle: &DraftHandle,
        path: &str,
    ) -> DraftFileStore<R> {
        DraftFileStore {
            files,
            drafts,
            draft: handle.id(),
            path: path.to_owned(),
        }
    }
}

impl<R: Records> FileStore for DraftFileStore<R> {
    fn put<'a>(&'a self, file: &'a FileContent) -> Pending<'a, ()> {
        Box::pin(self.files.put(&self.draft, file))
    }

    fn take(&self, sha256: Sha256) -> Pending<'_, Option<FileContent>> {
        Box::pin(self.files.take(&self.draft, sha256))
    }

    fn list(&self) -> Pending<'_, Vec<FilePreview>> {
        Box::pin(self.files.list(&self.draft))
    }

    fn name_late(&self, file: FileRef) -> Pending<'_, ()> {
        Box::pin(async move {
            let Some(handle) = self.drafts.get(&self.draft) else {
                // Finished or deleted meanwhile.
                self.files.take(&self.draft, file.sha256).await?;
                return Ok(());
            };
            let mut files = match handle.answers().get(&self.path) {
                Some(Raw::Files(files)) => files.clone(),
                _ => Vec::new(),
            };
            files.push(file);
            handle.set(&self.path, Raw::Files(files));
            handle.flush();
            // The question may be on the screen again, built from the earlier answer.
            self.drafts.changed();
            Ok(())
        })
    }
}
