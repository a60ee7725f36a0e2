//! What a first visit costs a person who pays for every megabyte, counted on the wire.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, proxy::Proxy};

/// The budgets of the two parts that are near theirs (`xtask/src/dist/budget.rs`: 250 and 340 kB), the catalogue and the
/// rest as they are (65 kB), and 25 kB for the headers of each answer. The tight limits are the build's; this one finds
/// what is fetched twice.
const MOST: u64 = 680_000;
/// A second start asks whether there is something new, and loads none of it again.
const MOST_AGAIN: u64 = 15_000;

#[tokio::test]
async fn a_first_visit_downloads_every_file_once_and_a_second_one_next_to_nothing() -> Result<()> {
    let world = World::start()?;
    let proxy = Proxy::to(world.server.address())?;
    let page = through(&world, &proxy).await?;
    page.open("/").await?;
    page.works_off_line().await?;
    page.into_browser().quit().await?;
    let first = proxy.downloaded();
    println!("a first visit, everything kept for off line: {first} bytes on the wire");

    let page = through(&world, &proxy).await?;
    page.open("/").await?;
    page.works_off_line().await?;
    page.into_browser().quit().await?;
    let again = proxy.downloaded() - first;
    println!("a second start: {again} bytes on the wire");

    ensure!(first > 100_000, "{first} bytes: the proxy counts nothing");
    // A build for developers is neither small nor compressed.
    if world.is_release()? {
        ensure!(first <= MOST, "a first visit downloads {first} bytes");
    }
    ensure!(
        again <= MOST_AGAIN,
        "a second start downloads {again} bytes"
    );
    Ok(())
}

async fn through(world: &World, proxy: &Proxy) -> Result<Page> {
    Ok(Page::new(
        world.browser().await?.into_browser(),
        proxy.url(),
    ))
}
