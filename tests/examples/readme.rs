//! The pictures of the README: `cargo xtask pictures`.

use anyhow::{Context, Result};
use civil_affairs_journeys::{Page, World, browser::Size, picture};
use std::path::PathBuf;

/// As people hold them.
const PHONE: Size = Size {
    width: 360,
    height: 740,
    is_phone: true,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.set_size(PHONE).await?;
    page.open("/").await?;
    page.works_off_line().await?;
    picture::screen(&page, &folder.join("home.png")).await?;

    page.open("/marriage-appointment").await?;
    page.click("#start-form").await?;
    page.has("[data-question]").await?;
    let draft = page.path().await?;
    let draft = draft.strip_suffix("/1").context("the first question")?;
    // From here on there is no network, and the pictures show that nothing is missing.
    world.server.stop()?;
    question(&page, draft, "slot_id").await?;
    page.click("[data-question] input, [data-question] button")
        .await?;
    picture::screen(&page, &folder.join("slot.png")).await?;

    page.open("/senior-card").await?;
    page.click("#elder").await?;
    picture::screen(&page, &folder.join("elder.png")).await?;
    page.click("#elder").await?;

    dark(&page).await?;
    page.set_size(Size::DESKTOP).await?;
    page.open("/temporary-assistance").await?;
    picture::screen(&page, &folder.join("desktop-dark.png")).await?;
    page.into_browser().quit().await
}

/// Opens the page of a question, answering what stands before it with its first choice.
async fn question(page: &Page, draft: &str, wanted: &str) -> Result<()> {
    for place in 1..20 {
        page.open(&format!("{draft}/{place}")).await?;
        let here: String = page
            .value(
                "document.querySelector('[data-question]')?.dataset.question ?? null",
                "a question",
            )
            .await?;
        if here == wanted {
            return Ok(());
        }
        page.click("[data-question] input").await?;
        page.sees("已保存").await?;
    }
    anyhow::bail!("{wanted} is not asked")
}

async fn dark(page: &Page) -> Result<()> {
    let set = "localStorage.scheme = 'dark'";
    page.web().execute(set, vec![]).await?;
    page.reload().await
}
