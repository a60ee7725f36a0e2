//! Photos and documents of a draft, sealed like everything else: each file is two records that come and go together,
//! its bytes and a preview to show it by.
//!
//! A record's id is the draft's and a random part, never the digest: who holds the disk and a photo must not be able to
//! tell that it was sent. An answer names a file by its digest; the preview, sealed, says which record that is.

use civil_affairs_domain::value::sha256::Sha256;
mod file_store;
#[cfg(test)]
mod tests;

pub use file_store::{
    FileStore, Pending, provide_file_store, provide_files, use_file_store, use_files,
};

use super::synced_record::RecordError;
use crate::platform::{
    crypto,
    store::{RecordKey, Records},
    vault::{Fresh, Vault},
};
use std::rc::Rc;

/// FileFormat of both records.
const SCHEMA: u32 = 1;
/// Kind of the records with the bytes.
pub(super) const FILE: &str = "file";
/// Kind of the previews: digest in hexadecimal digits, then the thumbnail.
pub(super) const PREVIEW: &str = "thumbnail";
/// Length of the digest on a preview.
const DIGEST: usize = 64;
/// Between the id of the draft and the random part.
const MARK: char = '.';

/// A file with what it is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileContent {
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// A small JPEG, where the file is a photo.
    pub thumbnail: Option<Vec<u8>>,
}

/// What a file is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePreview {
    /// SHA-256 of the file.
    pub sha256: Sha256,
    /// A small JPEG, where the file is a photo.
    pub thumbnail: Option<Vec<u8>>,
}

/// The files of all drafts and queued items in a vault. Clones are the same files.
pub struct Files<R> {
    vault: Rc<Vault<R>>,
}

impl<R> Clone for Files<R> {
    fn clone(&self) -> Files<R> {
        Files {
            vault: self.vault.clone(),
        }
    }
}

impl<R: Records> Files<R> {
    /// In a vault.
    pub fn new(vault: Rc<Vault<R>>) -> Files<R> {
        Files { vault }
    }

    /// Keeps a file with a draft. When it returns `Ok`, the file survives a killed browser.
    pub async fn put(&self, draft: &str, file: &FileContent) -> Result<(), RecordError> {
        let random = crypto::random::<16>().map_err(|_| RecordError::NoCrypto)?;
        let id = format!("{draft}{MARK}{:032x}", u128::from_be_bytes(random));
        let thumbnail = file.thumbnail.as_deref().unwrap_or_default();
        let preview = [file.sha256.to_string().as_bytes(), thumbnail].concat();
        let [bytes, preview_record] = records(&id);
        let both = [
            Fresh {
                key: bytes,
                schema: SCHEMA,
                content: &file.bytes,
            },
            Fresh {
                key: preview_record,
                schema: SCHEMA,
                content: &preview,
            },
        ];
        Ok(self.vault.add(&both).await?)
    }

    /// The previews of a draft. A file that cannot be opened is left out: it hides none of the others.
    pub async fn list(&self, draft: &str) -> Result<Vec<FilePreview>, RecordError> {
        let previews = self.previews(draft).await?;
        Ok(previews.into_iter().map(|(_, preview)| preview).collect())
    }

    /// A file of a draft; nothing when it is not there.
    pub async fn get(
        &self,
        draft: &str,
        sha256: Sha256,
    ) -> Result<Option<FileContent>, RecordError> {
        match self.find(draft, sha256).await? {
            Some((id, preview)) => self.open(&id, preview).await,
            None => Ok(None),
        }
    }

    /// Takes a file away from a draft and gives it back, to be put again; nothing when it was not there, or could not
    /// be opened.
    pub async fn take(
        &self,
        draft: &str,
        sha256: Sha256,
    ) -> Result<Option<FileContent>, RecordError> {
        let Some((id, preview)) = self.find(draft, sha256).await? else {
            return Ok(None);
        };
        let content = match self.open(&id, preview).await {
            Err(problem) if !problem.is_permanent() => return Err(problem),
            opened => opened.unwrap_or_default(),
        };
        self.vault.remove_all(records(&id).to_vec()).await?;
        Ok(content)
    }

    /// Takes every file away from a draft and gives back those that can be opened: for a draft that is deleted and may
    /// be wanted again while this page is open. Up to some tens of megabytes.
    pub async fn take_all(&self, draft: &str) -> Result<Vec<FileContent>, RecordError> {
        let mut contents = Vec::new();
        for (id, preview) in self.previews(draft).await? {
            match self.open(&id, preview).await {
                Err(problem) if !problem.is_permanent() => return Err(problem),
                opened => contents.extend(opened.unwrap_or_default()),
            }
        }
        self.remove_all(draft).await?;
        Ok(contents)
    }

    /// Removes every file of a draft, whether or not it can be opened.
    pub async fn remove_all(&self, draft: &str) -> Result<(), RecordError> {
        let ids = self.ids(draft).await?;
        self.remove(ids).await
    }

    /// Removes the files of a draft that none of its answers names: an app that was ended between two steps leaves
    /// them. What cannot be opened stays, since nobody knows what it is. Only while no other page adds files to this
    /// draft: one that is put and not yet named would go.
    pub async fn retain(&self, draft: &str, named: &[Sha256]) -> Result<(), RecordError> {
        let previews = self.previews(draft).await?;
        let lost = previews.into_iter().filter_map(|(id, preview)| {
            let is_named = named.contains(&preview.sha256);
            (!is_named).then_some(id)
        });
        self.remove(lost.collect()).await
    }

    /// Removes the files of which no record of these kinds has the draft's id: what a deletion has left that was cut
    /// short. A draft is written before its first file, and becomes another kind in one step; so nothing that another
    /// page does meanwhile is lost when the kinds come in the order in which a draft goes through them. Tells how many.
    pub async fn sweep(&self, kinds: &[&'static str]) -> Result<usize, RecordError> {
        let mut ids = self.vault.ids(PREVIEW).await?;
        for kind in kinds {
            let drafts = self.vault.ids(kind).await?;
            ids.retain(|id| drafts.iter().all(|draft| draft_of(id) != Some(draft)));
        }
        let swept = ids.len();
        self.remove(ids).await?;
        Ok(swept)
    }

    /// How many there are on this device.
    pub async fn count(&self) -> Result<usize, RecordError> {
        Ok(self.vault.ids(PREVIEW).await?.len())
    }

    async fn remove(&self, ids: Vec<String>) -> Result<(), RecordError> {
        let keys = ids.iter().flat_map(|id| records(id)).collect();
        Ok(self.vault.remove_all(keys).await?)
    }

    /// Ids of every file of a draft. A preview never stands alone, and neither do bytes.
    async fn ids(&self, draft: &str) -> Result<Vec<String>, RecordError> {
        let mut ids = self.vault.ids(PREVIEW).await?;
        ids.retain(|id| draft_of(id) == Some(draft));
        Ok(ids)
    }

    async fn previews(&self, draft: &str) -> Result<Vec<(String, FilePreview)>, RecordError> {
        let mut previews = Vec::new();
        for id in self.ids(draft).await? {
            let [_, key] = records(&id);
            match self.read(&key).await {
                Ok(Some(content)) => {
                    previews.extend(preview(&content).map(|preview| (id, preview)))
                }
                // Another page has removed it meanwhile.
                Ok(None) => {}
                Err(problem) if problem.is_permanent() => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(previews)
    }

    async fn find(
        &self,
        draft: &str,
        sha256: Sha256,
    ) -> Result<Option<(String, FilePreview)>, RecordError> {
        let previews = self.previews(draft).await?;
        Ok(previews
            .into_iter()
            .find(|(_, preview)| preview.sha256 == sha256))
    }

    async fn open(
        &self,
        id: &str,
        preview: FilePreview,
    ) -> Result<Option<FileContent>, RecordError> {
        let [key, _] = records(id);
        let bytes = self.read(&key).await?;
        Ok(bytes.map(|bytes| FileContent {
            sha256: preview.sha256,
            bytes,
            thumbnail: preview.thumbnail,
        }))
    }

    async fn read(&self, key: &RecordKey) -> Result<Option<Vec<u8>>, RecordError> {
        match self.vault.read(key).await? {
            Some(opened) if opened.schema > SCHEMA => Err(RecordError::NewerApp),
            opened => Ok(opened.map(|opened| opened.content)),
        }
    }
}

/// The two records of a file: bytes, preview.
fn records(id: &str) -> [RecordKey; 2] {
    [FILE, PREVIEW].map(|kind| RecordKey {
        kind,
        id: id.to_owned(),
    })
}

/// The draft that a file belongs to.
fn draft_of(id: &str) -> Option<&str> {
    id.rsplit_once(MARK).map(|(draft, _random)| draft)
}

fn preview(content: &[u8]) -> Option<FilePreview> {
    let (digest, thumbnail) = content.split_at_checked(DIGEST)?;
    Some(FilePreview {
        sha256: Sha256::parse(str::from_utf8(digest).ok()?).ok()?,
        thumbnail: (!thumbnail.is_empty()).then(|| thumbnail.to_vec()),
    })
}
