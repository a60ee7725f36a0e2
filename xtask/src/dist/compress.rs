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

/// Writes `.br` and `.gz` beside each file that gains from them.
pub(super) fn compress(dist: &Path, release: bool) -> Result<()> {
    for (name, path) in files(dist)? {
        if !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let content = fs::read(&path)?;
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
        fs::write(dist.join(format!("{name}.br")), br)?;
        fs::write(dist.join(format!("{name}.gz")), gz.finish()?)?;
    }
    Ok(())
}

/// What each file of a completed build weighs: its brotli twin, or itself where it has none.
pub(super) fn weigh(dist: &Path) -> Result<Sizes> {
    let mut sizes = Sizes::new();
    for (name, path) in files(dist)? {
        if !is_twin(&name) {
            let twin = dist.join(format!("{name}.br"));
            let sent = if twin.is_file() { twin } else { path };
            sizes.insert(name, fs::metadata(sent)?.len());
        }
    }
    Ok(sizes)
}

/// Whether a file is the compressed form of another.
pub(super) fn is_twin(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_weighs_what_is_sent_of_it() {
        let dist = std::env::temp_dir().join(format!("civil-affairs-weigh-{}", std::process::id()));
        fs::create_dir_all(dist.join("icons")).unwrap();
        fs::write(dist.join("app.js"), "run();".repeat(1000)).unwrap();
        fs::write(dist.join("icons/a.png"), "12345").unwrap();
        compress(&dist, true).unwrap();
        let sizes = weigh(&dist).unwrap();
        let compressed = fs::metadata(dist.join("app.js.br")).unwrap().len();
        let _ = fs::remove_dir_all(&dist);
        assert!(compressed < 100);
        let wanted = [("app.js", compressed), ("icons/a.png", 5)];
        assert_eq!(
            sizes,
            wanted.map(|(name, size)| (name.to_owned(), size)).into()
        );
    }
}
