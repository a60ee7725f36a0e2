//! `case files`.

use super::Looked;
use crate::commands::outcome::said;
use civil_affairs_cases::{Intake, Moment};
use civil_affairs_domain::value::sha256::Sha256;
use civil_affairs_domain::{protocol::submission::Submission, protocol::wire::Action};
use civil_affairs_store::CaseRow;
use clap::Args;
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

#[derive(Clone, Debug, Args)]
pub(super) struct FilesArgs {
    #[command(flatten)]
    looked: Looked,
    /// Folder to write them into. It is made where it is missing; no file there is ever written over.
    #[arg(long)]
    to: PathBuf,
}

/// Writes the photos and documents that are here whole. They get the names of their case and no names that a citizen
/// has chosen: those are only printed.
#[expect(clippy::print_stdout, reason = "a command line tool answers there")]
pub(super) async fn run(intake: &Intake, at: &Moment, options: &FilesArgs) -> Result<(), String> {
    let store = &intake.store;
    let case = options.looked.log_access(store, at).await?;
    let here = store.complete_files(case.id, &case.capability_hash).await;
    let here = here.map_err(said)?;
    if here.is_empty() {
        return Err(format!("{}: no files are here", case.reference));
    }
    let names = names(intake, &case).await?;
    let folder = &options.to;
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()))?;
    for (at, sha256) in here.iter().enumerate() {
        let bytes = store.file_bytes(case.id, *sha256).await.map_err(said)?;
        let ending = if bytes.starts_with(b"%PDF") {
            "pdf"
        } else {
            "jpg"
        };
        let path = folder.join(format!("{}-{}.{ending}", case.reference, at + 1));
        put(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = names.get(sha256).map_or("", String::as_str);
        println!("{}: {name:?}, {} bytes", path.display(), bytes.len());
    }
    Ok(())
}

/// What the citizen called them, by their hash.
async fn names(intake: &Intake, case: &CaseRow) -> Result<BTreeMap<Sha256, String>, String> {
    let body = intake.store.body(case.id).await.map_err(said)?;
    let submission = body.and_then(|body| Submission::decode(&body).ok());
    let own = submission
        .into_iter()
        .flat_map(|submission| submission.files);
    let later = intake.store.supplements(case.id).await.map_err(said)?;
    let added =
        later.iter().flat_map(
            |added| match serde_json::from_slice::<Action>(&added.body) {
                Ok(Action::Supplement { files, .. }) => files,
                _ => Vec::new(),
            },
        );
    let named = own.chain(added).map(|file| (file.sha256, file.name));
    Ok(named.collect())
}

/// A new file that nobody else on the machine may read.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
