//! The driver process of Chromium.

use crate::process::Process;
use anyhow::Result;
use std::{path::Path, process::Command};

/// How often it is started until it is believed that it cannot be.
const TRIES: u32 = 4;

/// A driver on a free port.
#[derive(Debug)]
pub struct Driver {
    url: String,
    _process: Process,
}

impl Driver {
    /// Starts `chromedriver` (or what `CHROMEDRIVER` names) with a home folder of its own.
    pub fn start(home: &Path) -> Result<Driver> {
        // It takes a port that is free for IPv4 and gives up where that one is not free for IPv6.
        let mut tries = 0;
        loop {
            tries += 1;
            match Driver::try_to_start(home) {
                Err(_) if tries < TRIES => {}
                started => return started,
            }
        }
    }

    fn try_to_start(home: &Path) -> Result<Driver> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(program);
        command
            .arg("--port=0")
            .env("HOME", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME");
        let (process, port) = Process::start(command, |line| {
            let port = line.split("started successfully on port ").nth(1)?;
            port.trim().trim_end_matches('.').parse::<u16>().ok()
        })?;
        Ok(Driver {
            url: format!("http://127.0.0.1:{port}"),
            _process: process,
        })
    }

    /// Where it listens.
    pub fn url(&self) -> &str {
        &self.url
    }
}
