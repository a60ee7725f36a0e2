//! Browsers of other engines, for the first journey: WebKitGTK (the engine of Safari) and Firefox.
//!
//! Their drivers give each session a profile of its own that ends with it, so nothing is looked up after a restart.

use crate::{Page, browser::Browser, home::Home, process::Process, server::Server, settings};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{Capabilities, WebDriver};

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// WebKitGTK's MiniBrowser, driven by `WebKitWebDriver`.
    WebKit,
    /// Firefox, driven by `geckodriver`.
    Firefox,
}

/// So long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(30);

/// Server, driver and display of one journey.
#[derive(Debug)]
pub struct Other {
    /// The server.
    pub server: Server,
    _driver: Driver,
    _display: Option<Process>,
    _home: Home,
}

impl Other {
    /// Starts everything, with the programs that `cargo xtask test` has found.
    pub async fn start(engine: Engine) -> Result<(Other, Page)> {
        let home = Home::new()?;
        let server = Server::start(
            settings::path(settings::DIST)?,
            settings::in_workspace("services"),
            settings::in_workspace("policy"),
            home.path().join("data"),
        )?;
        let (display, screen) = match engine {
            Engine::WebKit => {
                let (display, screen) = display()?;
                (Some(display), Some(screen))
            }
            Engine::Firefox => (None, None),
        };
        let driver = Driver::start(engine, home.path(), screen.as_deref())?;
        let web = WebDriver::new(&driver.url, capabilities(engine)?)
            .await
            .with_context(|| format!("cannot open {engine:?}"))?;
        web.set_script_timeout(Duration::from_secs(60)).await?;
        let page = Page::new(Browser::of(web), server.url(""));
        let other = Other {
            server,
            _driver: driver,
            _display: display,
            _home: home,
        };
        Ok((other, page))
    }
}

fn capabilities(engine: Engine) -> Result<Capabilities> {
    let options = match engine {
        Engine::WebKit => json!({ "webkitgtk:browserOptions": {
            "binary": settings::path(settings::MINI_BROWSER)?,
            "args": ["--automation"],
        } }),
        Engine::Firefox => json!({
            "browserName": "firefox",
            "moz:firefoxOptions": { "args": ["-headless"] },
        }),
    };
    Ok(serde_json::from_value(options)?)
}

/// A screen that nobody sees.
fn display() -> Result<(Process, String)> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24"]);
    command.stderr(Stdio::null());
    Process::start(command, |line| {
        let number: u32 = line.trim().parse().ok()?;
        Some(format!(":{number}"))
    })
}

/// A driver with whatever it starts.
#[derive(Debug)]
struct Driver {
    url: String,
    process: std::process::Child,
}

impl Driver {
    fn start(engine: Engine, home: &Path, screen: Option<&str>) -> Result<Driver> {
        use std::os::unix::process::CommandExt;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let program = match engine {
            Engine::WebKit => settings::path(settings::WEBKIT_DRIVER)?,
            Engine::Firefox => settings::path(settings::GECKODRIVER)?,
        };
        let mut command = Command::new(program);
        command
            .arg(format!("--port={port}"))
            .env("HOME", home)
            .env("TMPDIR", home)
            .env("LANG", "zh_CN.UTF-8")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            // Neither a sandbox inside a container nor a graphics card is to be had.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
            .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        if let Some(screen) = screen {
            command.env("DISPLAY", screen);
        }
        let driver = Driver {
            process: command.spawn()?,
            url: format!("http://127.0.0.1:{port}"),
        };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > PATIENCE {
                bail!("the driver of {engine:?} does not listen");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browser is of the driver's group.
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.process.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.process.wait();
    }
}
