//! The looks that pass on every page would fail if there were something to see.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{World, browser::Size};

#[tokio::test]
async fn what_must_not_be_is_seen_when_it_is_there() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.set_size(Size::PHONE).await?;
    page.open("/about").await?;
    page.is_quiet().await?;
    page.is_accessible().await?;
    page.fits(Size::PHONE).await?;

    let spoil = "const image = document.createElement('img');
        image.setAttribute('style', 'width: 2000px');
        image.width = 2000;
        document.querySelector('main').append(image);
        setTimeout(() => { throw new Error('uncaught'); });";
    page.web().execute(spoil, vec![]).await?;
    page.value::<bool>("window.__seen.length >= 2 || null", "what was spoilt")
        .await?;
    ensure!(
        page.is_quiet().await.is_err(),
        "a violation of the policy is not seen"
    );
    ensure!(
        page.is_accessible().await.is_err(),
        "a picture without words is not seen"
    );
    ensure!(
        page.fits(Size::PHONE).await.is_err(),
        "a page that is too wide is not seen"
    );
    page.into_browser().quit().await
}
