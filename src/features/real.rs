//! The services and the policy as their files are today, to try the pages' pure parts on.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where its ground is not there"
)]

use civil_affairs_client::context::Ground;
use civil_affairs_domain::{
    source::{SourceFile, compile},
    value::date::Date,
    value::text::Lang,
};
use std::{fs, path::Path, sync::Arc};

/// On Tuesday, 2026-12-01, at nine in the morning.
pub(super) fn ground(lang: Lang) -> Ground {
    let folders = ["services", "policy", "policy/lists"];
    let files: Vec<SourceFile> = folders.iter().flat_map(|folder| files(folder)).collect();
    let catalogue = Arc::new(compile(&files).unwrap().catalogue);
    let today = Date::new(2026, 12, 1).unwrap();
    let mut ground = Ground::new(catalogue, today, lang);
    ground.minute = Some(9 * 60);
    ground
}

fn files(folder: &str) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let written = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    written
        .map(|path| SourceFile {
            path: format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap()),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect()
}
