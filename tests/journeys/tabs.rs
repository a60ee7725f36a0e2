//! Two tabs of one browser on the same pre-check.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::World;

#[tokio::test]
async fn answers_of_two_tabs_are_joined_and_none_is_overwritten() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/marriage-appointment/check/3").await?;
    let first = page.web().window().await?;
    // The second tab has read the device before the first one writes.
    let second = page.web().new_tab().await?;
    page.web().switch_to_window(second).await?;
    page.open("/temporary-assistance/check/5").await?;

    page.web().switch_to_window(first.clone()).await?;
    page.type_into("#q", "33078219980312901X").await?;
    page.sees("已保存").await?;
    let second = page
        .web()
        .windows()
        .await?
        .into_iter()
        .find(|window| *window != first);
    page.web()
        .switch_to_window(second.context("a second tab")?)
        .await?;
    page.type_into("#q-detail", "样例路 1 号").await?;
    page.sees("已保存").await?;

    page.open("/marriage-appointment/check/3").await?;
    ensure!(
        page.field("#q").await? == "33078219980312901X",
        "the first tab's answer is gone"
    );
    page.open("/temporary-assistance/check/5").await?;
    ensure!(
        page.field("#q-detail").await? == "样例路 1 号",
        "the second tab's answer is gone"
    );
    page.into_browser().quit().await
}
