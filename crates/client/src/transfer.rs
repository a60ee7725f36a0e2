//! Drafts and what is finished, with their photos, out into a sealed file and in from one.

use super::{
    drafts::Drafts,
    files::{FileContent, Files},
    queue::Queue,
    synced_record::RecordError,
};
use crate::platform::{
    crypto::{self, CodeKey, CryptoError},
    store::IndexedDb,
};
use civil_affairs_domain::{
    record::transfer::{IV, Parcel, ParcelEnvelope, ParcelFile, SALT, TransferError},
    value::code::RecoveryCode,
    value::id::DraftId,
};

/// Why a file was not made or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferRefusal {
    /// It is something else.
    NotOurs,
    /// A newer app made it.
    Newer,
    /// Another code, or changed bytes: the tag does not say which.
    CodeOrDamage,
    /// This browser does not encrypt.
    NoCrypto,
    /// Storage fails, or the file cannot be read.
    Storage,
}

impl From<TransferError> for TransferRefusal {
    fn from(error: TransferError) -> TransferRefusal {
        match error {
            TransferError::NotOurs => TransferRefusal::NotOurs,
            TransferError::Newer => TransferRefusal::Newer,
            TransferError::Damaged => TransferRefusal::CodeOrDamage,
        }
    }
}

impl From<CryptoError> for TransferRefusal {
    fn from(error: CryptoError) -> TransferRefusal {
        match error {
            CryptoError::TagMismatch => TransferRefusal::CodeOrDamage,
            _ => TransferRefusal::NoCrypto,
        }
    }
}

impl From<RecordError> for TransferRefusal {
    fn from(_: RecordError) -> TransferRefusal {
        TransferRefusal::Storage
    }
}

/// A file with the code that opens it.
pub struct SealedExport {
    /// The code. It is shown and nowhere kept.
    pub code: RecoveryCode,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Puts every draft and every finished form of this device, with their photos, into a sealed file.
pub async fn make(
    drafts: Drafts,
    queue: Queue,
    files: &Files<IndexedDb>,
) -> Result<SealedExport, TransferRefusal> {
    let mut parcel = Parcel::default();
    for handle in drafts.all() {
        let draft = handle.draft();
        pack_files(&mut parcel, draft.id, files).await?;
        parcel.drafts.push(draft);
    }
    for item in queue.all() {
        pack_files(&mut parcel, item.draft, files).await?;
        parcel.queued.push((*item).clone());
    }
    let inside = parcel.to_bytes().ok_or(TransferRefusal::Storage)?;
    let random: [u8; 128] = crypto::random()?;
    let code = RecoveryCode::draw(&mut random.into_iter()).ok_or(TransferRefusal::NoCrypto)?;
    let (salt, iv): ([u8; SALT], [u8; IV]) = (crypto::random()?, crypto::random()?);
    let key = CodeKey::derive(code.key_material(), &salt).await?;
    let head = ParcelEnvelope::head(&salt, &iv);
    let sealed = key.seal(&inside, &iv, &head).await?;
    let bytes = ParcelEnvelope { salt, iv, sealed }.to_bytes();
    Ok(SealedExport { code, bytes })
}

async fn pack_files(
    parcel: &mut Parcel,
    draft: DraftId,
    files: &Files<IndexedDb>,
) -> Result<(), TransferRefusal> {
    let id = draft.to_string();
    for preview in files.list(&id).await.unwrap_or_default() {
        if let Some(content) = files.get(&id, preview.sha256).await? {
            parcel.files.push(ParcelFile {
                draft,
                sha256: content.sha256,
                thumbnail: content.thumbnail.unwrap_or_default(),
                bytes: content.bytes,
            });
        }
    }
    Ok(())
}

/// Opens a file with its code. Nothing is kept yet.
pub async fn open(bytes: &[u8], code: &RecoveryCode) -> Result<Parcel, TransferRefusal> {
    let ParcelEnvelope { salt, iv, sealed } = ParcelEnvelope::parse(bytes)?;
    let key = CodeKey::derive(code.key_material(), &salt).await?;
    let head = ParcelEnvelope::head(&salt, &iv);
    let inside = key.open(&sealed, &iv, &head).await?;
    Ok(Parcel::from_bytes(&inside)?)
}

/// Takes what was opened onto this device. A draft that is here already is joined: what differs in one question is
/// shown side by side, for the person to choose. Gives how many were left out: what is finished on one of the two
/// devices and still a draft on the other stays here as it is.
pub async fn take_in(
    parcel: Parcel,
    drafts: Drafts,
    queue: Queue,
    files: &Files<IndexedDb>,
) -> Result<usize, TransferRefusal> {
    let Parcel {
        drafts: mut come,
        queued: mut finished,
        files: photos,
    } = parcel;
    let all = come.len() + finished.len();
    come.retain(|draft| queue.get(&draft.id.to_string()).is_none());
    finished.retain(|item| drafts.get(&item.draft.to_string()).is_none());
    let left_out = all - come.len() - finished.len();
    // Files first: what is finished goes out as soon as it is here.
    for photo in photos {
        let is_taken = come.iter().any(|draft| draft.id == photo.draft)
            || finished.iter().any(|item| item.draft == photo.draft);
        if is_taken {
            unpack_file(photo, files).await?;
        }
    }
    for draft in come {
        drafts.take_in(draft);
    }
    drafts.flush();
    for item in finished {
        queue.take_in(item, drafts).await?;
    }
    Ok(left_out)
}

async fn unpack_file(file: ParcelFile, files: &Files<IndexedDb>) -> Result<(), TransferRefusal> {
    let draft = file.draft.to_string();
    // The digest is looked at again: an answer must never name other bytes.
    if crypto::sha256(&file.bytes).await? != file.sha256 {
        return Err(TransferRefusal::CodeOrDamage);
    }
    let here = files.list(&draft).await?;
    if here.iter().all(|preview| preview.sha256 != file.sha256) {
        let content = FileContent {
            sha256: file.sha256,
            bytes: file.bytes,
            thumbnail: Some(file.thumbnail).filter(|jpeg| !jpeg.is_empty()),
        };
        files.put(&draft, &content).await?;
    }
    Ok(())
}
