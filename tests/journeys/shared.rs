//! 这是公用设备: nothing at all stays on a device that others use too.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, canary, draft};

const TEXT: &str = "金丝雀旅馆的房间漏水";
const NAME: &str = "金丝雀小姐";

/// Turns it on, as a person does.
async fn turn_on(page: &Page) -> Result<()> {
    page.open("/settings").await?;
    page.click("#shared").await?;
    page.path_is("/").await?;
    page.has("#shared-on").await?;
    Ok(())
}

/// Types into a text and, where a browser would like to help, into a name.
async fn fill_in(page: &Page) -> Result<String> {
    page.click("a[href='/temporary-assistance']").await?;
    page.click("#start-form").await?;
    page.has("[data-question]").await?;
    let path = page.path().await?;
    for _ in 0..60 {
        let kind: String = page
            .value(
                "document.querySelector('[data-question]')?.dataset.question ?? null",
                "a question",
            )
            .await?;
        match kind.as_str() {
            "incident_text" => {
                page.type_into("#q", TEXT).await?;
                page.sees("公用设备：填的内容只在本页").await?;
                page.does_not_see("已保存").await?;
                return Ok(path);
            }
            kind if kind.ends_with("name") => {
                page.type_into("#q", NAME).await?;
                ensure!(
                    page.now::<bool>("document.querySelector('#q').autocomplete === 'off'")
                        .await?,
                    "the browser may keep the name"
                );
            }
            _ => {}
        }
        page.click("form[data-question] > .actions button[type=button]")
            .await?;
        let gone = format!(
            "document.querySelector('[data-question]')?.dataset.question !== '{kind}' || null"
        );
        page.value::<bool>(&gone, "the next question").await?;
    }
    anyhow::bail!("no text is asked for")
}

#[tokio::test]
async fn nothing_typed_on_a_shared_device_is_in_its_profile_after_a_clean_exit_and_after_a_kill()
-> Result<()> {
    for kill in [false, true] {
        let world = World::start()?;
        let page = world.browser().await?;
        turn_on(&page).await?;
        fill_in(&page).await?;
        page.is_quiet().await?;
        if kill {
            page.into_browser().kill().await?;
        } else {
            page.into_browser().quit().await?;
        }
        for text in [TEXT, NAME] {
            let traces = canary::traces(world.home.path(), text)?;
            ensure!(
                traces.is_empty(),
                "killed: {kill}: {text} lies in {traces:?}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn ending_on_a_shared_device_leaves_the_next_person_nothing_to_go_back_to() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    turn_on(&page).await?;
    let path = fill_in(&page).await?;
    page.click("#leave").await?;
    page.heading_with("您想办什么").await?;
    page.does_not_see("草稿").await?;
    page.web().back().await?;
    page.heading().await?;
    page.does_not_see(TEXT).await?;
    page.open(&path).await?;
    page.does_not_see(TEXT).await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn drafts_that_were_there_are_hidden_and_come_back() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    draft::begin(&page, "temporary-assistance").await?;
    page.open("/").await?;
    page.sees("没填完的").await?;
    turn_on(&page).await?;
    page.does_not_see("没填完的").await?;
    page.open("/settings").await?;
    page.click("#shared").await?;
    page.path_is("/").await?;
    page.sees("没填完的").await?;
    page.into_browser().quit().await
}
