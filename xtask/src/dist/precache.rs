//! Writes into the service worker which files make this version, each with its digest.

use super::{compress::is_twin, files};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256, Sha384};
use std::{fs, path::Path};

/// Fills the worker's two marked lines.
pub(super) fn fill(dist: &Path) -> Result<()> {
    let mut list = Vec::new();
    for (name, path) in files(dist)? {
        if name == "sw.js" || is_twin(&name) {
            continue;
        }
        let content = fs::read(&path)?;
        list.push(serde_json::json!({
            "url": format!("/{name}"),
            "integrity": integrity(&content),
        }));
    }
    let worker = dist.join("sw.js");
    let source = fs::read_to_string(&worker).context("sw.js")?;
    fs::write(&worker, filled(&source, &serde_json::to_string(&list)?)?)?;
    Ok(())
}

/// The version covers the list and the worker itself: either one changes what a visitor runs.
fn filled(source: &str, list: &str) -> Result<String> {
    const VERSION: &str = "const VERSION = \"unbuilt\";";
    const LIST: &str = "const PRECACHE = [];";
    if source.matches(VERSION).count() != 1 || source.matches(LIST).count() != 1 {
        bail!("sw.js must have the lines `{VERSION}` and `{LIST}` once each");
    }
    let digest = Sha256::new()
        .chain_update(source)
        .chain_update(list)
        .finalize();
    let version: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(source
        .replace(VERSION, &format!("const VERSION = \"{version}\";"))
        .replace(LIST, &format!("const PRECACHE = {list};")))
}

/// The digest of a file as Subresource Integrity wants it.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Base64 with padding (RFC 4648 §4), as Subresource Integrity wants it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at > chunk.len() {
                text.push('=');
            } else {
                let six = (bits >> (18 - 6 * at)) & 63;
                let letter = usize::try_from(six).ok().and_then(|six| ALPHABET.get(six));
                text.push(char::from(letter.copied().unwrap_or(b'=')));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn the_version_changes_with_the_list_and_with_the_worker() {
        let source = "const VERSION = \"unbuilt\";\nconst PRECACHE = [];\n";
        let one = filled(source, "[1]").unwrap();
        assert!(one.contains("const PRECACHE = [1];"));
        let version = |text: &str| text.lines().next().unwrap().to_owned();
        assert_ne!(version(&one), version(&filled(source, "[2]").unwrap()));
        assert_ne!(
            version(&one),
            version(&filled(&format!("{source}//"), "[1]").unwrap())
        );
        assert!(filled("no marks", "[]").is_err());
    }
}
