//! The staff app on its own listener: a page in both languages that says that the window is not set up, that anybody can
//! use, and that starts without a line.

use anyhow::Result;
use civil_affairs_journeys::{Page, World, browser::Size};
use thirtyfour::Key;

/// Says who can set it up and where that is written, and what others do meanwhile.
async fn says_what_to_do(page: &Page) -> Result<()> {
    page.heading_with("窗口端尚未启用").await?;
    for text in [
        "The service window is not set up yet",
        "系统管理员",
        "deploy/README.md",
    ] {
        page.sees(text).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_window_says_that_it_is_not_set_up_and_what_to_do() -> Result<()> {
    let world = World::with_window()?;
    let page = world.window().await?;
    page.open("/").await?;
    says_what_to_do(&page).await?;
    for scheme in ["light", "dark"] {
        let set = format!("document.documentElement.dataset.scheme = '{scheme}'");
        page.web().execute(&set, vec![]).await?;
        for size in [Size::NARROW, Size::DESKTOP] {
            page.set_size(size).await?;
            page.fits(size).await?;
            page.is_accessible().await?;
        }
    }
    page.tab_to(".skip").await?;
    page.press(Key::Enter).await?;
    page.value::<bool>(
        "document.activeElement.id === 'main' || null",
        "the focus on the page",
    )
    .await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn the_window_starts_without_a_line() -> Result<()> {
    let mut world = World::with_window()?;
    let page = world.window().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    world.server.stop()?;
    page.open("/another/page").await?;
    says_what_to_do(&page).await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}
