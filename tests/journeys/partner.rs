//! The other party of an appointment agrees on her own phone; and what the bureau holds is shown to whoever sent it.

use super::forms;
use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{Page, World, keys};

/// An appointment that waits for the other party. Gives its path and the part of the link behind the host.
async fn waits_for_the_other() -> Result<(World, Page, String, String)> {
    let set = [
        ("slot_capacity", "1"),
        ("partner_confirmation_required", "true"),
    ];
    let (mut world, page) = forms::after_one_visit(&set).await?;
    keys::fill(&page, "marriage-appointment", &forms::couple()?, 0).await?;
    forms::finish(&page).await?;
    let path = page.path().await?;
    world.server.start_again()?;
    let link = page.text("#invite-link").await?;
    let link = link.split_once("/partner").context("a link")?.1.to_owned();
    Ok((world, page, path, format!("/partner{link}")))
}

#[tokio::test]
async fn the_other_party_agrees_with_the_link_and_only_once() -> Result<()> {
    let (world, page, path, link) = waits_for_the_other().await?;
    page.is_accessible().await?;
    let other = world.browser_of_somebody_else().await?;
    other.open(&link).await?;
    other.has("#when").await?;
    other.is_accessible().await?;
    // Nobody finds the code in the address later.
    ensure!(
        other.now::<bool>("location.hash === ''").await?,
        "the code stays in the address"
    );
    other.push("#agree").await?;
    other.sees("您已同意").await?;
    other.is_accessible().await?;
    other.reload().await?;
    other.sees("请扫对方给您的二维码").await?;
    other.open("/").await?;
    other.open(&link).await?;
    other.sees("您已同意").await?;
    ensure!(
        !other
            .now::<bool>("!!document.querySelector('#disagree')")
            .await?,
        "it can be answered twice"
    );
    other.is_quiet().await?;
    other.into_browser().quit().await?;

    page.click("#look-again").await?;
    page.has("#calendar").await?;
    page.loses("请对方确认").await?;
    // What the bureau holds, and until when.
    page.open("/data").await?;
    page.sees("然后自动删除").await?;
    page.is_accessible().await?;
    page.open(&format!("{path}/copy")).await?;
    page.has("#kept").await?;
    page.sees("金丝雀甲").await?;
    page.sees("还在办理").await?;
    page.is_accessible().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn somebody_who_does_not_agree_gives_the_place_back() -> Result<()> {
    let (mut world, page, path, link) = waits_for_the_other().await?;
    let other = world.browser_of_somebody_else().await?;
    other.open(&link).await?;
    other.push("#disagree").await?;
    other.has("#sure").await?;
    other.push("#do-it").await?;
    other.sees("您没有同意").await?;
    other.into_browser().quit().await?;
    page.click("#look-again").await?;
    page.has("#remove-here").await?;
    page.open(&format!("{path}/copy")).await?;
    page.sees("可以删除").await?;
    // Without a network it says so, and goes on when there is one.
    world.server.stop()?;
    page.open(&format!("{path}/copy")).await?;
    page.sees("现在连不上民政局").await?;
    world.server.start_again()?;
    page.push("#again").await?;
    page.has("#kept").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}
