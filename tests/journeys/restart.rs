//! What was acknowledged as saved is there after the worst: server gone, browser killed.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{World, canary};
use thirtyfour::By;

/// A test number of standards-and-duties §1.
const NUMBER: &str = "33078219980312901X";
const NUMBER_PAGE: &str = "/marriage-appointment/check/3";

#[tokio::test]
async fn an_answer_survives_a_killed_browser_while_the_server_is_gone() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;

    page.click("a[href='/marriage-appointment']").await?;
    page.heading_with("结婚登记").await?;
    page.click("a[href='/marriage-appointment/check/1']")
        .await?;
    page.path_is("/marriage-appointment/check/1").await?;
    page.open(NUMBER_PAGE).await?;
    page.type_into("#q", NUMBER).await?;
    page.sees("已保存").await?;
    page.is_quiet().await?;

    world.server.stop()?;
    page.into_browser().kill().await?;

    let page = world.browser().await?;
    page.open(NUMBER_PAGE).await?;
    ensure!(page.field("#q").await? == NUMBER, "the number is not there");
    page.is_quiet().await?;
    the_policy_is_in_force(&page).await?;

    page.into_browser().quit().await?;
    let traces = canary::traces(world.home.path(), NUMBER)?;
    ensure!(traces.is_empty(), "the number lies in clear in {traces:?}");
    Ok(())
}

#[tokio::test]
async fn nothing_typed_is_readable_in_the_profile_of_a_killed_browser() -> Result<()> {
    let place = "金丝雀路八百号";
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/temporary-assistance/check/5").await?;
    page.type_into("#q-detail", place).await?;
    page.sees("已保存").await?;
    page.into_browser().kill().await?;
    let traces = canary::traces(world.home.path(), place)?;
    ensure!(traces.is_empty(), "the place lies in clear in {traces:?}");
    // The search itself finds what is there.
    std::fs::write(world.home.path().join("control"), place)?;
    ensure!(
        canary::traces(world.home.path(), place)?.len() == 1,
        "the search finds nothing"
    );
    Ok(())
}

/// An injected inline script does not run, whoever answers: the network or the worker.
async fn the_policy_is_in_force(page: &civil_affairs_journeys::Page) -> Result<()> {
    let inject = "const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);";
    page.web().execute(inject, vec![]).await?;
    let ran: bool = page.now("window.injected === true").await?;
    ensure!(!ran, "an inline script ran");
    page.value::<bool>(
        "window.__seen.some((one) => one.startsWith('policy: script-src')) || null",
        "a violation",
    )
    .await?;
    ensure!(
        page.web().find_all(By::Css("#main h1")).await?.len() == 1,
        "the page is gone"
    );
    Ok(())
}
