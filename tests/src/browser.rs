//! One Chromium on one profile, headless, with nothing of its own on the network.

use crate::{driver::Driver, process, watch};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::{mem::ManuallyDrop, path::Path, time::Duration};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

/// Switches without which a headless Chromium as root does not start, or talks to others.
const SWITCHES: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // The app begins in Chinese.
    "--accept-lang=zh-CN",
];

/// A running browser; killed when it goes.
#[derive(Debug)]
pub struct Browser {
    /// Never dropped: after a failed test its drop would wait two minutes for a browser that is gone.
    web: ManuallyDrop<WebDriver>,
    /// Its process, where the driver tells it.
    pid: Option<u32>,
}

impl Browser {
    /// A browser of another engine, in a session that is open already. It ends with its driver.
    pub fn of(web: WebDriver) -> Browser {
        Browser {
            web: ManuallyDrop::new(web),
            pid: None,
        }
    }

    /// Opens a browser on a profile, new or used.
    pub async fn open(driver: &Driver, profile: &Path) -> Result<Browser> {
        let mut capabilities = DesiredCapabilities::chrome();
        for switch in SWITCHES {
            capabilities.add_arg(switch)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if let Some(binary) = std::env::var_os("CHROMIUM") {
            capabilities.set_binary(&binary.to_string_lossy())?;
        }
        let web = WebDriver::new(driver.url(), capabilities)
            .await
            .context("cannot open Chromium: is it of the same version as its driver?")?;
        let pid = web
            .capabilities()
            .get("goog:processID")
            .and_then(serde_json::Value::as_u64)
            .and_then(|pid| u32::try_from(pid).ok())
            .context("the driver does not tell the browser's process")?;
        let browser = Browser {
            web: ManuallyDrop::new(web),
            pid: Some(pid),
        };
        browser
            .web
            .set_script_timeout(Duration::from_secs(60))
            .await?;
        watch::install(&browser.web).await?;
        Ok(browser)
    }

    /// The session.
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// Makes the window as large as a device. Headless windows have a minimum width; this has none.
    pub async fn set_size(&self, size: Size) -> Result<()> {
        let parameters = json!({
            "width": size.width,
            "height": size.height,
            "deviceScaleFactor": 1,
            "mobile": size.is_phone,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", parameters)
            .await
    }

    /// Sends a command of the browser's own protocol.
    pub async fn cdp(&self, method: &str, parameters: serde_json::Value) -> Result<()> {
        self.web.cdp().send_raw(method, parameters).await?;
        Ok(())
    }

    /// Cuts the browser's power: nothing is flushed, nothing is told. Returns when it is gone.
    pub async fn kill(self) -> Result<()> {
        let pid = self.pid.context("the driver does not tell the process")?;
        process::signal("KILL", pid)?;
        for _ in 0..1_000 {
            if !process::is_running(pid) {
                // The session is dead too; saying so only spares the driver.
                let _ = tokio::time::timeout(
                    Duration::from_secs(5),
                    WebDriver::clone(&self.web).quit(),
                )
                .await;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        ensure!(false, "process {pid} does not end");
        Ok(())
    }

    /// Ends it as a person would.
    pub async fn quit(self) -> Result<()> {
        WebDriver::clone(&self.web).quit().await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // After a failed test nobody has ended the session: the driver would leave the browser running.
        if let Some(pid) = self.pid.filter(|pid| process::is_running(*pid)) {
            let _ = process::signal("KILL", pid);
        }
    }
}

/// Size of a window in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Touch and viewport of a phone.
    pub is_phone: bool,
}

impl Size {
    /// A small phone.
    pub const PHONE: Size = Size {
        width: 360,
        height: 780,
        is_phone: true,
    };
    /// A desktop window.
    pub const DESKTOP: Size = Size {
        width: 1280,
        height: 800,
        is_phone: false,
    };
    /// The narrowest width that must not scroll sideways (WCAG 1.4.10).
    pub const NARROW: Size = Size {
        width: 320,
        height: 640,
        is_phone: true,
    };
}
