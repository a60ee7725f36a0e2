//! A file with which drafts and what is finished leave a device sealed, and come to another one (加密备份). Pure: what is
//! in it and how it is read; sealing is the caller's business.
//!
//! The outside, in clear: `YWCA`, one byte version, 16 bytes salt, 12 bytes initialisation vector, then AES-256-GCM over
//! the inside with all before it as additional data. The key is derived from a recovery code (design §6). The inside is
//! a row of parts: one byte kind, four bytes length (big endian), content.

use crate::value::sha256::Sha256;
use crate::{record::draft::Draft, record::queue::QueueRecord, value::id::DraftId};

/// First bytes of every file.
const MAGIC: &[u8; 4] = b"YWCA";
/// Version of the form.
const VERSION: u8 = 1;
/// Bytes of the salt.
pub const SALT: usize = 16;
/// Bytes of the initialisation vector.
pub const IV: usize = 12;
const HEAD: usize = MAGIC.len() + 1 + SALT + IV;

const DRAFT: u8 = 1;
const FILE: u8 = 2;
const QUEUED: u8 = 3;
/// Length of an id as it is shown.
const ID: usize = 36;
/// Length of a digest in hexadecimal digits.
const DIGEST: usize = 64;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransferError {
    /// It is something else.
    #[error("not a file of this app")]
    NotOurs,
    /// A newer app made it.
    #[error("made by a newer app")]
    Newer,
    /// It is cut short, or holds what no app wrote.
    #[error("damaged")]
    Damaged,
}

/// The outside of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelEnvelope {
    /// From which, with the recovery code, the key is derived.
    pub salt: [u8; SALT],
    /// Initialisation vector.
    pub iv: [u8; IV],
    /// The sealed inside with its tag.
    pub sealed: Vec<u8>,
}

impl ParcelEnvelope {
    /// What the tag covers besides the inside.
    pub fn head(salt: &[u8; SALT], iv: &[u8; IV]) -> Vec<u8> {
        [MAGIC.as_slice(), &[VERSION], salt, iv].concat()
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = ParcelEnvelope::head(&self.salt, &self.iv);
        bytes.extend_from_slice(&self.sealed);
        bytes
    }

    /// Reads a file.
    pub fn parse(bytes: &[u8]) -> Result<ParcelEnvelope, TransferError> {
        let rest = bytes
            .strip_prefix(MAGIC.as_slice())
            .ok_or(TransferError::NotOurs)?;
        match rest.first() {
            Some(&VERSION) => {}
            Some(&version) if version > VERSION => return Err(TransferError::Newer),
            _ => return Err(TransferError::Damaged),
        }
        let (head, sealed) = bytes.split_at_checked(HEAD).ok_or(TransferError::Damaged)?;
        let (head, iv) = head.split_at(HEAD - IV);
        let salt = head.get(HEAD - IV - SALT..).unwrap_or_default();
        Ok(ParcelEnvelope {
            salt: salt.try_into().map_err(|_| TransferError::Damaged)?,
            iv: iv.try_into().map_err(|_| TransferError::Damaged)?,
            sealed: sealed.to_vec(),
        })
    }
}

/// A photo or document of a draft or of what is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelFile {
    /// The draft, or the draft that was finished.
    pub draft: DraftId,
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// A small JPEG; empty where the file is no photo.
    pub thumbnail: Vec<u8>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The inside of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    /// Drafts.
    pub drafts: Vec<Draft>,
    /// What is finished. Two devices may send the same: the server holds it once.
    pub queued: Vec<QueueRecord>,
    /// Files of both.
    pub files: Vec<ParcelFile>,
}

impl Parcel {
    /// The inside in bytes; nothing when a record cannot be written, or something is longer than 4 GB.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for draft in &self.drafts {
            part(&mut bytes, DRAFT, &[&draft.to_json().ok()?])?;
        }
        for queued in &self.queued {
            part(&mut bytes, QUEUED, &[&queued.to_json().ok()?])?;
        }
        for file in &self.files {
            let thumbnail = u32::try_from(file.thumbnail.len()).ok()?.to_be_bytes();
            let (id, digest) = (file.draft.to_string(), file.sha256.to_string());
            let content = [
                id.as_bytes(),
                digest.as_bytes(),
                &thumbnail,
                &file.thumbnail,
                &file.bytes,
            ];
            part(&mut bytes, FILE, &content)?;
        }
        Some(bytes)
    }

    /// Reads the inside. Files of what is not in it are left out.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Parcel, TransferError> {
        let mut parcel = Parcel::default();
        while let Some((kind, rest)) = bytes.split_first() {
            let (content, rest) = counted(rest).ok_or(TransferError::Damaged)?;
            match *kind {
                DRAFT => {
                    let draft = Draft::from_json(content).map_err(|_| TransferError::Damaged)?;
                    parcel.drafts.push(draft);
                }
                QUEUED => {
                    let queued =
                        QueueRecord::from_json(content).map_err(|_| TransferError::Damaged)?;
                    parcel.queued.push(queued);
                }
                FILE => parcel
                    .files
                    .push(file(content).ok_or(TransferError::Damaged)?),
                _ => return Err(TransferError::Damaged),
            }
            bytes = rest;
        }
        let drafts = parcel.drafts.iter().map(|draft| draft.id);
        let queued = parcel.queued.iter().map(|queued| queued.draft);
        let named: Vec<DraftId> = drafts.chain(queued).collect();
        parcel.files.retain(|file| named.contains(&file.draft));
        Ok(parcel)
    }
}

fn part(bytes: &mut Vec<u8>, kind: u8, content: &[&[u8]]) -> Option<()> {
    let length: usize = content.iter().map(|piece| piece.len()).sum();
    bytes.push(kind);
    bytes.extend_from_slice(&u32::try_from(length).ok()?.to_be_bytes());
    for piece in content {
        bytes.extend_from_slice(piece);
    }
    Some(())
}

/// A length and so many bytes; and what follows.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

fn file(content: &[u8]) -> Option<ParcelFile> {
    let (id, rest) = content.split_at_checked(ID)?;
    let (digest, rest) = rest.split_at_checked(DIGEST)?;
    let (thumbnail, bytes) = counted(rest)?;
    Some(ParcelFile {
        draft: DraftId::parse(str::from_utf8(id).ok()?).ok()?,
        sha256: Sha256::parse(str::from_utf8(digest).ok()?).ok()?,
        thumbnail: thumbnail.to_vec(),
        bytes: bytes.to_vec(),
    })
}
