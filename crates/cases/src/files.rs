//! Files: sent in parts, each part exactly where the last one ended, checked by their hash at the end.

use super::{Intake, IntakeProblem, Moment};
use civil_affairs_domain::{
    value::code::Capability, value::id::SubmissionId, value::sha256::Sha256,
};
use civil_affairs_store::CaseRow;
use sha2::Digest;

/// Bytes of a part.
pub const MOST_PART: usize = 256 * 1024;
/// Bytes of a file: more than the policy allows a photo or a document (`photo_file_max_kilobytes`).
const MOST_FILE: u64 = 8 * 1024 * 1024;
/// Files of a submission, with all that is added later: more than anybody is asked for.
const MOST_FILES: u32 = 100;

/// Which file, and who sends it.
#[derive(Clone, Debug)]
pub struct FileName {
    /// The submission it belongs to, received or still to come.
    pub id: SubmissionId,
    /// The submission's capability.
    pub capability: Capability,
    /// SHA-256 of the whole.
    pub sha256: Sha256,
}

/// A part of a file.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// Where it begins.
    pub offset: u64,
    /// Whether the file ends with it.
    pub last: bool,
    /// At most [`MOST_PART`] of them.
    pub bytes: Vec<u8>,
}

/// How much of a file is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes.
    pub offset: u64,
    /// Whether that is all.
    pub complete: bool,
}

/// How much of a file is here.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] where the submission or the file belongs to another capability; [`IntakeProblem::NotNow`] where
/// everything was erased and nothing more is wanted.
pub async fn progress(intake: &Intake, file: &FileName) -> Result<Progress, IntakeProblem> {
    let sender = sender(file);
    let case = intake.store.submission(file.id).await?;
    if let Some(case) = &case {
        if case.capability_hash != sender {
            return Err(IntakeProblem::NotFound);
        }
        refuse_erased(case)?;
    }
    let stored = intake.store.file(file.id, file.sha256).await?;
    match stored.filter(|stored| case.is_none() || stored.capability_hash == sender) {
        Some(stored) if stored.capability_hash != sender => Err(IntakeProblem::NotFound),
        Some(stored) => Ok(Progress {
            offset: stored.length,
            complete: stored.complete,
        }),
        None => Ok(Progress {
            offset: 0,
            complete: false,
        }),
    }
}

/// Takes a part.
///
/// # Errors
///
/// [`IntakeProblem::Offset`] with the place where the next part begins; [`IntakeProblem::FileDigest`] where the whole is not
/// what its name says, and is to be sent from the beginning; [`IntakeProblem::NotNow`] where everything was erased.
pub async fn put(
    intake: &Intake,
    at: &Moment,
    file: &FileName,
    part: FilePart,
) -> Result<Progress, IntakeProblem> {
    let sender = sender(file);
    let end = part.offset.saturating_add(part.bytes.len() as u64);
    if part.bytes.len() > MOST_PART || end > MOST_FILE {
        return Err(IntakeProblem::TooLarge);
    }
    let (id, sha256) = (file.id, file.sha256);
    let mut tx = intake.store.write().await?;
    let case = tx.submission(id).await?;
    if let Some(case) = &case {
        if case.capability_hash != sender {
            return Err(IntakeProblem::NotFound);
        }
        refuse_erased(case)?;
    }
    let mut stored = tx.file(id, sha256).await?;
    if case.is_some()
        && stored
            .as_ref()
            .is_some_and(|stored| stored.capability_hash != sender)
    {
        // Somebody else began it before the form had come, and does not own the form.
        tx.drop_file(id, sha256);
        stored = None;
    }
    let here = match &stored {
        Some(stored) if stored.capability_hash != sender => return Err(IntakeProblem::NotFound),
        Some(stored) => stored.length,
        None => 0,
    };
    if stored.as_ref().is_some_and(|stored| stored.complete) || part.offset != here {
        return Err(IntakeProblem::Offset { offset: here });
    }
    if stored.is_none() {
        if tx.count_files(id).await? >= MOST_FILES {
            return Err(IntakeProblem::TooLarge);
        }
        tx.begin_file(id, sha256, &sender, at.now);
    }
    tx.add_part(id, sha256, here, &part.bytes)?;
    if part.last {
        let whole = sha2::Sha256::digest(tx.file_bytes(id, sha256).await?);
        if Sha256::new(whole.into()) != sha256 {
            tx.drop_file(id, sha256);
            tx.commit().await?;
            return Err(IntakeProblem::FileDigest);
        }
        tx.complete_file(id, sha256);
    }
    tx.commit().await?;
    Ok(Progress {
        offset: end,
        complete: part.last,
    })
}

/// Whatever was still on its way when everything was erased must not stay.
fn refuse_erased(case: &CaseRow) -> Result<(), IntakeProblem> {
    match case.erased_at {
        None => Ok(()),
        Some(_) => Err(IntakeProblem::NotNow {
            state: case.state.clone(),
        }),
    }
}

fn sender(file: &FileName) -> [u8; 32] {
    sha2::Sha256::digest(file.capability.to_string()).into()
}
