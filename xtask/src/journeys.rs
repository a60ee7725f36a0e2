//! What everything that drives a real browser needs: the built app, the server, the browser, axe-core.

use crate::{
    app,
    browser::{self, Browser},
    process::root,
    tools,
    web_app::WebApp,
};
use anyhow::Result;
use std::{path::PathBuf, process::Command};

/// Built and installed.
pub(crate) struct Journeys {
    server: PathBuf,
    /// The app as citizens get it.
    pub(crate) dist: PathBuf,
    /// The app as staff get it.
    window: PathBuf,
    axe: PathBuf,
    browser: Browser,
}

impl Journeys {
    /// Builds the releases of the apps and installs what is missing.
    pub(crate) fn ready() -> Result<Journeys> {
        let browser = browser::ready()?;
        let server = app::tested_server()?;
        Ok(Journeys {
            dist: app::build(WebApp::Citizen, &app::Options::default(), &server)?,
            window: app::build(WebApp::Window, &app::Options::default(), &server)?,
            server,
            axe: tools::axe()?,
            browser,
        })
    }

    /// Tells a program where everything is, by the variables of `tests/src/settings.rs`.
    pub(crate) fn tell(&self, program: &mut Command) {
        program
            .env("CIVIL_AFFAIRS_BIN", &self.server)
            .env("CIVIL_AFFAIRS_DIST", &self.dist)
            .env("CIVIL_AFFAIRS_STAFF_DIST", &self.window)
            .env("CIVIL_AFFAIRS_AXE", &self.axe)
            .env("CIVIL_AFFAIRS_ROOT", root())
            .env("CHROMIUM", &self.browser.chromium)
            .env("CHROMEDRIVER", &self.browser.driver);
    }
}
