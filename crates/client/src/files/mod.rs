//! Photos and documents of a draft, sealed like everything else: each file is two records that come and go together,
//! its bytes and a slip to show it by.
//!
//! A record's id is the draft's and a random part, never the digest: who holds the disk and a photo must not be able to
//! tell that it was sent. An answer names a file by its digest; the slip, sealed, says which record that is.

use civil_affairs_domain::value::sha256::Sha256;
mod shelf;
#[cfg(test)]
mod tests;

pub use shelf::{
    DraftShelf, Pending, Shelf, provide_files, provide_shelf, provide_shelf_of, use_files,
    use_shelf,
};

use super::kept::RecordError;
use crate::platform::{
    crypto,
    store::{RecordKey, Records},
    vault::{Fresh, Vault},
};
use std::rc::Rc;

/// Form of both records.
const SCHEMA: u32 = 1;
/// Kind of the records with the bytes.
pub(super) const FILE: &str = "file";
/// Kind of the slips: digest in hexadecimal digits, then the thumbnail.
pub(super) const SLIP: &str = "thumbnail";
/// Length of the digest on a slip.
const DIGEST: usize = 64;
/// Between the id of the draft and the random part.
const MARK: char = '.';

/// A file with what it is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// A small JPEG, where the file is a photo.
    pub thumbnail: Option<Vec<u8>>,
}

/// What a file is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// SHA-256 of the file.
    pub sha256: Sha256,
    /// A small JPEG, where the file is a photo.
    pub thumbnail: Option<Vec<u8>>,
}

/// See the module. Clones are the same files.
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
    pub async fn put(&self, draft: &str, file: &Content) -> Result<(), RecordError> {
        let random = crypto::random::<16>().map_err(|_| RecordError::NoCrypto)?;
        let id = format!("{draft}{MARK}{:032x}", u128::from_be_bytes(random));
        let thumbnail = file.thumbnail.as_deref().unwrap_or_default();
        let slip = [file.sha256.to_string().as_bytes(), thumbnail].concat();
        let [bytes, slip_record] = records(&id);
        let both = [
            Fresh {
                key: bytes,
                schema: SCHEMA,
                content: &file.bytes,
            },
            Fresh {
                key: slip_record,
                schema: SCHEMA,
                content: &slip,
            },
        ];
        Ok(self.vault.add(&both).await?)
    }

    /// The slips of a draft. A file that cannot be opened is left out: it hides none of the others.
    pub async fn list(&self, draft: &str) -> Result<Vec<Slip>, RecordError> {
        let slips = self.slips(draft).await?;
        Ok(slips.into_iter().map(|(_, slip)| slip).collect())
    }

    /// A file of a draft; nothing when it is not there.
    pub async fn get(&self, draft: &str, sha256: Sha256) -> Result<Option<Content>, RecordError> {
        match self.find(draft, sha256).await? {
            Some((id, slip)) => self.open(&id, slip).await,
            None => Ok(None),
        }
    }

    /// Takes a file away from a draft and gives it back, to be put again; nothing when it was not there, or could not
    /// be opened.
    pub async fn take(&self, draft: &str, sha256: Sha256) -> Result<Option<Content>, RecordError> {
        let Some((id, slip)) = self.find(draft, sha256).await? else {
            return Ok(None);
        };
        let content = match self.open(&id, slip).await {
            Err(problem) if !problem.is_permanent() => return Err(problem),
            opened => opened.unwrap_or_default(),
        };
        self.vault.remove_all(records(&id).to_vec()).await?;
        Ok(content)
    }

    /// Takes every file away from a draft and gives back those that can be opened: for a draft that is deleted and may
    /// be wanted again while this page is open. Up to some tens of megabytes.
    pub async fn take_all(&self, draft: &str) -> Result<Vec<Content>, RecordError> {
        let mut contents = Vec::new();
        for (id, slip) in self.slips(draft).await? {
            match self.open(&id, slip).await {
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
        let slips = self.slips(draft).await?;
        let lost = slips.into_iter().filter_map(|(id, slip)| {
            let is_named = named.contains(&slip.sha256);
            (!is_named).then_some(id)
        });
        self.remove(lost.collect()).await
    }

    /// Removes the files of which no record of these kinds has the draft's id: what a deletion has left that was cut
    /// short. A draft is written before its first file, and becomes another kind in one step; so nothing that another
    /// page does meanwhile is lost when the kinds come in the order in which a draft goes through them. Tells how many.
    pub async fn sweep(&self, kinds: &[&'static str]) -> Result<usize, RecordError> {
        let mut ids = self.vault.ids(SLIP).await?;
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
        Ok(self.vault.ids(SLIP).await?.len())
    }

    async fn remove(&self, ids: Vec<String>) -> Result<(), RecordError> {
        let keys = ids.iter().flat_map(|id| records(id)).collect();
        Ok(self.vault.remove_all(keys).await?)
    }

    /// Ids of every file of a draft. A slip never stands alone, and neither do bytes.
    async fn ids(&self, draft: &str) -> Result<Vec<String>, RecordError> {
        let mut ids = self.vault.ids(SLIP).await?;
        ids.retain(|id| draft_of(id) == Some(draft));
        Ok(ids)
    }

    async fn slips(&self, draft: &str) -> Result<Vec<(String, Slip)>, RecordError> {
        let mut slips = Vec::new();
        for id in self.ids(draft).await? {
            let [_, key] = records(&id);
            match self.read(&key).await {
                Ok(Some(content)) => slips.extend(slip(&content).map(|slip| (id, slip))),
                // Another page has removed it meanwhile.
                Ok(None) => {}
                Err(problem) if problem.is_permanent() => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(slips)
    }

    async fn find(
        &self,
        draft: &str,
        sha256: Sha256,
    ) -> Result<Option<(String, Slip)>, RecordError> {
        let slips = self.slips(draft).await?;
        Ok(slips.into_iter().find(|(_, slip)| slip.sha256 == sha256))
    }

    async fn open(&self, id: &str, slip: Slip) -> Result<Option<Content>, RecordError> {
        let [key, _] = records(id);
        let bytes = self.read(&key).await?;
        Ok(bytes.map(|bytes| Content {
            sha256: slip.sha256,
            bytes,
            thumbnail: slip.thumbnail,
        }))
    }

    async fn read(&self, key: &RecordKey) -> Result<Option<Vec<u8>>, RecordError> {
        match self.vault.read(key).await? {
            Some(opened) if opened.schema > SCHEMA => Err(RecordError::NewerApp),
            opened => Ok(opened.map(|opened| opened.content)),
        }
    }
}

/// The two records of a file: bytes, slip.
fn records(id: &str) -> [RecordKey; 2] {
    [FILE, SLIP].map(|kind| RecordKey {
        kind,
        id: id.to_owned(),
    })
}

/// The draft that a file belongs to.
fn draft_of(id: &str) -> Option<&str> {
    id.rsplit_once(MARK).map(|(draft, _random)| draft)
}

fn slip(content: &[u8]) -> Option<Slip> {
    let (digest, thumbnail) = content.split_at_checked(DIGEST)?;
    Some(Slip {
        sha256: Sha256::parse(str::from_utf8(digest).ok()?).ok()?,
        thumbnail: (!thumbnail.is_empty()).then(|| thumbnail.to_vec()),
    })
}
