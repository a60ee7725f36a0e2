//! A home folder of its own: profile, crash files and whatever else a browser leaves behind.

use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// Removed with its content when it goes.
#[derive(Debug)]
pub struct Home(PathBuf);

impl Home {
    /// A new, empty one.
    pub fn new() -> Result<Home> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!(
            "civil-affairs-journey-{}-{count}",
            std::process::id()
        ));
        std::fs::create_dir_all(&path)?;
        Ok(Home(path))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The browser's profile in it.
    pub fn profile(&self) -> PathBuf {
        self.0.join("profile")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A process that is just ending may still write: what remains lies in the system's temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
