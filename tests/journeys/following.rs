//! What became of an application: the bureau moves it and asks, the person sees it, answers, withdraws.

use super::forms;
use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, draft, keys};

const SERVICE: &str = "temporary-assistance";
const NOTE: &str = "家里三口人";

/// Finishes a form without an answer, and waits until the bureau has told of it. Gives its path and its reference.
async fn received(page: &Page) -> Result<(String, String)> {
    let draft = draft::begin(page, SERVICE).await?;
    page.open(&format!("{draft}/answers")).await?;
    page.click("#finish").await?;
    page.has("#course").await?;
    Ok((page.path().await?, page.text("#reference").await?))
}

#[tokio::test]
async fn what_the_bureau_asks_for_is_seen_and_sent_from_a_phone_that_was_off_line() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    let (path, reference) = received(&page).await?;
    let ask = [
        "ask",
        &reference,
        "--document",
        "户口本首页",
        "--note",
        "请补户口本的照片",
    ];
    world.server.case(&ask)?;
    page.click("#look-again").await?;
    page.sees("请补户口本的照片").await?;
    page.sees("户口本首页").await?;
    page.is_accessible().await?;

    world.server.stop()?;
    page.click("#supplement").await?;
    page.has("#send-supplement").await?;
    // Nothing is sent for nothing.
    page.click("#send-supplement").await?;
    page.sees("请添加一份材料").await?;
    draft::choose_file(&page, "with-position.jpg").await?;
    page.has("img.file__picture").await?;
    page.type_into("#note", NOTE).await?;
    // What is being put together survives a killed browser.
    page.click("h1").await?;
    page.sees("已保存").await?;
    page.open(&format!("{path}/supplement")).await?;
    page.has("img.file__picture").await?;
    ensure!(page.field("#note").await? == NOTE, "the note is gone");
    page.click("#send-supplement").await?;
    page.path_is(&path).await?;
    page.sees("待提交：民政局还不知道").await?;
    page.is_accessible().await?;
    page.into_browser().kill().await?;

    let page = world.browser().await?;
    page.open(&path).await?;
    page.sees("待提交：民政局还不知道").await?;
    world.server.start_again()?;
    // Nobody taps anything.
    page.sees("您补交了材料或说明").await?;
    page.loses("待提交").await?;
    page.loses("还有文件在传").await?;
    let shown = world.server.case(&["show", &reference])?;
    ensure!(shown.matches("supplemented").count() == 1, "{shown}");
    page.into_browser().quit().await
}

#[tokio::test]
async fn an_application_is_withdrawn_once_it_was_asked_whether_it_is_meant() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let (path, reference) = received(&page).await?;
    page.click("#withdraw").await?;
    page.sees("要撤回吗").await?;
    page.is_accessible().await?;
    page.click("#do-it").await?;
    page.sees("已撤回").await?;
    page.has("#erase").await?;
    let shown = world.server.case(&["show", &reference])?;
    ensure!(shown.contains("withdrawn"), "{shown}");
    // At its end, personal data can go: there, and here.
    page.click("#erase").await?;
    page.click("#do-it").await?;
    page.sees("个人信息已删除").await?;
    page.click("#remove-here").await?;
    page.click("#do-it").await?;
    page.path_is("/").await?;
    page.loses("已提交").await?;
    page.open(&path).await?;
    page.does_not_see(&reference).await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn an_officer_who_was_faster_wins_and_the_person_is_told_why() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    let (_, reference) = received(&page).await?;
    world.server.stop()?;
    page.click("#withdraw").await?;
    page.click("#do-it").await?;
    page.sees("待提交：民政局还不知道").await?;
    // Until it is decided she may take it back; from then on no more.
    for state in ["accepted", "confirmed"] {
        world.server.case(&["move", &reference, state])?;
    }
    world.server.start_again()?;
    page.sees("已经不能这样做了").await?;
    page.click("#understood").await?;
    page.loses("已经不能这样做了").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn anybody_with_reference_and_code_sees_how_it_stands_and_nobody_else() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let (_, reference) = received(&page).await?;
    let secret = page.text("#secret").await?;
    page.into_browser().quit().await?;

    let other = world.browser_of_somebody_else().await?;
    other.open("/progress").await?;
    other.click("#look-up").await?;
    other.sees("编号不对").await?;
    other.is_accessible().await?;
    other
        .type_into("#reference", &reference.to_lowercase().replace('-', " "))
        .await?;
    other.type_into("#secret", "2222-2222").await?;
    other.click("#look-up").await?;
    other.sees("没有查到").await?;
    other.open("/progress").await?;
    other.type_into("#reference", &reference).await?;
    other.type_into("#secret", &secret).await?;
    other.push("#look-up").await?;
    other.has("#course").await?;
    other.is_accessible().await?;
    // Nothing of it stays on that device.
    other.reload().await?;
    ensure!(other.field("#reference").await?.is_empty(), "it is kept");
    other.into_browser().quit().await
}

#[tokio::test]
async fn an_appointment_is_moved_and_given_back() -> Result<()> {
    let (mut world, page) = forms::after_one_visit(&[("slot_capacity", "1")]).await?;
    keys::fill(&page, "marriage-appointment", &forms::couple()?, 0).await?;
    let reference = forms::finish(&page).await?;
    let path = page.path().await?;
    world.server.start_again()?;
    page.has("#change-time").await?;
    let before = world.server.case(&["show", &reference])?;
    page.click("#change-time").await?;
    page.has("#send-time").await?;
    page.click("#send-time").await?;
    page.sees("请选一天和一个时间").await?;
    page.is_accessible().await?;
    page.push(".slot #q-0").await?;
    page.tick("input[name=q-time]").await?;
    page.click("#send-time").await?;
    page.path_is(&path).await?;
    page.has("#cancel-time").await?;
    page.value::<bool>(
        "document.querySelectorAll('#course > li').length > 3 || null",
        "the steps of the change",
    )
    .await?;
    let after = world.server.case(&["show", &reference])?;
    ensure!(before != after && after.contains("changed"), "{after}");
    page.click("#cancel-time").await?;
    page.click("#do-it").await?;
    page.has("#remove-here").await?;
    ensure!(
        world
            .server
            .case(&["show", &reference])?
            .contains("cancelled"),
        "it is not cancelled"
    );
    page.into_browser().quit().await
}
