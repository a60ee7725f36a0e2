//! What a person sets up for a device that others can get at: a PIN, and how long drafts are kept.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, canary, draft};

const TEXT: &str = "KANARI-PIN 房子着火了";
const PIN: &str = "135790";

async fn set_pin(page: &Page) -> Result<()> {
    page.open("/settings").await?;
    page.type_into("#pin", PIN).await?;
    page.type_into("#pin-again", "135791").await?;
    page.click("#set-pin").await?;
    page.sees("两次输的不一样").await?;
    page.web()
        .execute("document.querySelector('#pin-again').value = ''", vec![])
        .await?;
    page.type_into("#pin-again", PIN).await?;
    page.click("#set-pin").await?;
    page.has("#remove-pin").await?;
    page.is_accessible().await
}

async fn a_draft(page: &Page) -> Result<String> {
    let draft = draft::begin(page, "temporary-assistance").await?;
    let path = draft::open(page, &draft, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    Ok(path)
}

#[tokio::test]
async fn behind_a_pin_drafts_are_shown_to_who_knows_it() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let path = a_draft(&page).await?;
    set_pin(&page).await?;
    // It was just set: nobody asks for it yet, and typing goes on.
    page.click("a[href='/data']").await?;
    page.sees("草稿").await?;
    page.into_browser().quit().await?;

    let page = world.browser().await?;
    page.open("/").await?;
    page.sees("请输入密码").await?;
    page.does_not_see("没填完的").await?;
    page.is_accessible().await?;
    page.is_quiet().await?;
    // Who needs help gets it without a PIN.
    page.open("/help").await?;
    page.does_not_see("请输入密码").await?;
    page.open(&path).await?;
    page.type_into("#pin", "000000").await?;
    page.click("#unlock").await?;
    page.sees("密码不对").await?;
    page.does_not_see(TEXT).await?;
    page.web()
        .execute("document.querySelector('#pin').value = ''", vec![])
        .await?;
    page.type_into("#pin", PIN).await?;
    page.click("#unlock").await?;
    ensure!(page.field("#q").await? == TEXT, "the text is not there");
    page.type_into("#q", "。").await?;
    page.sees("已保存").await?;
    page.into_browser().kill().await?;
    let traces = canary::traces(world.home.path(), "KANARI-PIN")?;
    ensure!(traces.is_empty(), "{traces:?}");

    let page = world.browser().await?;
    page.open("/settings").await?;
    page.type_into("#pin", PIN).await?;
    page.click("#unlock").await?;
    page.click("#remove-pin").await?;
    page.has("#set-pin").await?;
    page.open(&path).await?;
    ensure!(
        page.field("#q").await? == format!("{TEXT}。"),
        "the text is not there without the PIN"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_form_begun_while_locked_is_kept_once_the_pin_is_given() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    set_pin(&page).await?;
    page.open("/temporary-assistance").await?;
    page.click("#start-form").await?;
    page.type_into("#pin", PIN).await?;
    page.click("#unlock").await?;
    page.has("[data-question]").await?;
    page.has(".saved svg").await?;
    page.reload().await?;
    page.type_into("#pin", PIN).await?;
    page.click("#unlock").await?;
    page.has("[data-question]").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_forgotten_pin_is_given_up_with_the_drafts() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    a_draft(&page).await?;
    set_pin(&page).await?;
    page.open("/").await?;
    page.sees("请输入密码").await?;
    page.click("summary").await?;
    page.click("#give-up").await?;
    page.sees("您想办什么").await?;
    page.does_not_see("没填完的").await?;
    page.open("/data").await?;
    page.sees("这台设备上没有您的内容").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn drafts_are_kept_as_many_days_as_the_person_chose() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    a_draft(&page).await?;
    page.open("/").await?;
    page.sees("没填完的").await?;
    page.does_not_see("保留到").await?;
    page.open("/settings").await?;
    page.click("#keep option[value='1']").await?;
    page.open("/").await?;
    page.sees("保留到").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_pin_that_is_set_locks_the_other_pages_too() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let path = a_draft(&page).await?;
    let first = page.web().window().await?;
    let second = page.web().new_tab().await?;
    page.web().switch_to_window(second).await?;
    set_pin(&page).await?;
    page.web().switch_to_window(first).await?;
    page.sees("请输入密码").await?;
    page.type_into("#pin", PIN).await?;
    page.click("#unlock").await?;
    page.sees("没填完的").await?;
    let draft = path.rsplit_once('/').map_or("", |(draft, _)| draft);
    page.click(&format!("a[href='{draft}']")).await?;
    page.sees("接着填").await?;
    page.into_browser().quit().await
}
