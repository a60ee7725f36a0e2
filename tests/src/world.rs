//! Server, driver and home of one journey.

use crate::{
    Page,
    browser::Browser,
    data,
    driver::Driver,
    home::Home,
    server::Server,
    settings::{self, in_workspace},
};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Everything one journey needs, and nothing that another one uses.
#[derive(Debug)]
pub struct World {
    /// The server.
    pub server: Server,
    /// The driver; before `home`, so that it ends first.
    driver: Driver,
    /// The home folder.
    pub home: Home,
}

impl World {
    /// A server that runs on the officers' data as they are, and no browser yet.
    pub fn start() -> Result<World> {
        World::with_parameters(&[])
    }

    /// The same with parameters set as an officer would set them in the data files.
    pub fn with_parameters(set: &[(&str, &str)]) -> Result<World> {
        let home = Home::new()?;
        let policy = if set.is_empty() {
            in_workspace("policy")
        } else {
            data::with_parameters(&in_workspace("policy"), &home.path().join("policy"), set)?
        };
        let services = in_workspace("services");
        World::on(home, settings::path(settings::DIST)?, services, policy)
    }

    /// The same with a built app that the journey can change: `make` fills its folder.
    pub fn with_dist(make: impl Fn(&Path) -> Result<()>) -> Result<World> {
        let home = Home::new()?;
        let dist = home.path().join("dist");
        make(&dist)?;
        World::on(home, dist, in_workspace("services"), in_workspace("policy"))
    }

    /// The same with services of its own, which the journey changes as an officer does.
    pub fn with_own_services() -> Result<World> {
        let home = Home::new()?;
        let services = data::services(&in_workspace("services"), &home.path().join("services"))?;
        let dist = settings::path(settings::DIST)?;
        World::on(home, dist, services, in_workspace("policy"))
    }

    /// The same with the built staff app on a listener of its own.
    pub fn with_window() -> Result<World> {
        let world = World::start()?;
        let server = world
            .server
            .with_staff(settings::path(settings::STAFF_DIST)?)?;
        Ok(World { server, ..world })
    }

    /// The file with the questions of one of its own services.
    pub fn service_file(&self, service: &str) -> PathBuf {
        self.home
            .path()
            .join("services")
            .join(service)
            .join("questions.toml")
    }

    fn on(home: Home, dist: PathBuf, services: PathBuf, policy: PathBuf) -> Result<World> {
        Ok(World {
            server: Server::start(dist, services, policy, home.path().join("data"))?,
            driver: Driver::start(home.path())?,
            home,
        })
    }

    /// Whether the built app is the one for citizens. One for developers carries names and is many times as large.
    pub fn is_release(&self) -> Result<bool> {
        let mut bytes = 0;
        for entry in std::fs::read_dir(self.dist())? {
            let entry = entry?;
            if entry.path().extension().is_some_and(|it| it == "wasm") {
                bytes += entry.metadata()?.len();
            }
        }
        Ok(bytes < 3_000_000)
    }

    /// The folder with the built app.
    pub fn dist(&self) -> PathBuf {
        self.server.dist().to_owned()
    }

    /// Opens a browser of somebody else, who has nothing of the first one.
    pub async fn browser_of_somebody_else(&self) -> Result<Page> {
        let profile = self.home.path().join("somebody-else");
        let browser = Browser::open(&self.driver, &profile).await?;
        Ok(Page::new(browser, self.server.url("")))
    }

    /// Opens a browser of a member of staff, on the staff app.
    pub async fn window(&self) -> Result<Page> {
        let profile = self.home.path().join("staff");
        let browser = Browser::open(&self.driver, &profile).await?;
        Ok(Page::new(browser, self.server.staff_url("")?))
    }

    /// Opens a browser on this world's profile; the second time it is the same profile again.
    pub async fn browser(&self) -> Result<Page> {
        let browser = Browser::open(&self.driver, &self.home.profile()).await?;
        Ok(Page::new(browser, self.server.url("")))
    }
}
