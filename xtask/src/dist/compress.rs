//! Compressed twins beside every file that gains from them.

use super::files;
use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{collections::BTreeMap, fs, io::Write, path::Path};

/// What a file weighs on the wire in brotli, by its path.
pub(super) type Sizes = BTreeMap<String, u64>;

const ENDINGS: [&str; 8] = [
    ".wasm",
    ".js",
    ".css",
    ".html",
    ".json",
    ".svg",
    ".webmanifest",
    ".ico",
];

/// Writes `.br` and `.gz`; returns what each file weighs.
pub(super) fn compress(dist: &Path, release: bool) -> Result<Sizes> {
    let mut sizes = Sizes::new();
    for (name, path) in files(dist)? {
        let content = fs::read(&path)?;
        if !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            sizes.insert(name, content.len() as u64);
            continue;
        }
        let parameters = BrotliEncoderParams {
            quality: if release { 11 } else { 4 },
            lgwin: 24,
            ..Default::default()
        };
        let mut br = Vec::new();
        brotli::BrotliCompress(&mut content.as_slice(), &mut br, &parameters)?;
        let mut gz = GzEncoder::new(
            Vec::new(),
            if release {
                Compression::best()
            } else {
                Compression::fast()
            },
        );
        gz.write_all(&content)?;
        sizes.insert(name.clone(), br.len() as u64);
        fs::write(dist.join(format!("{name}.br")), br)?;
        fs::write(dist.join(format!("{name}.gz")), gz.finish()?)?;
    }
    Ok(sizes)
}
