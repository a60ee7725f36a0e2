//! Searches a folder for traces of what was typed.

use anyhow::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files under `folder` that hold `text`, as UTF-8, as UTF-16 or percent-encoded.
pub fn traces(folder: &Path, text: &str) -> Result<Vec<PathBuf>> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let percent: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let forms = [text.as_bytes().to_vec(), wide, percent.into_bytes()];
    let mut found = Vec::new();
    search(folder, &forms, &mut found)?;
    Ok(found)
}

fn search(folder: &Path, forms: &[Vec<u8>], found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let path = entry.path();
        if kind.is_dir() {
            search(&path, forms, found)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path)?;
            if forms.iter().any(|form| contains(&bytes, form)) {
                found.push(path);
            }
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}
