//! Server, driver and home of one journey.

use crate::{Page, browser::Browser, driver::Driver, home::Home, server::Server};
use anyhow::Result;

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
    /// A server that runs, and no browser yet.
    pub fn start() -> Result<World> {
        let home = Home::new()?;
        Ok(World {
            server: Server::start()?,
            driver: Driver::start(home.path())?,
            home,
        })
    }

    /// Opens a browser on this world's profile; the second time it is the same profile again.
    pub async fn browser(&self) -> Result<Page> {
        let browser = Browser::open(&self.driver, &self.home.profile()).await?;
        Ok(Page::new(browser, self.server.url("")))
    }
}
