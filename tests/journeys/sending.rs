//! What is finished reaches the bureau by itself, once, and is shown as received with its receipt only.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, draft, proxy::Proxy};

const SERVICE: &str = "temporary-assistance";
const TEXT: &str = "KANARI-SENT 厨房着火";

/// Finishes a form with one answer. Gives the page of what came of it, and its reference.
async fn finished(page: &Page) -> Result<(String, String)> {
    let draft = draft::begin(page, SERVICE).await?;
    draft::open(page, &draft, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    page.open(&format!("{draft}/answers")).await?;
    page.click("#finish").await?;
    let reference = page.text("#reference").await?;
    Ok((page.path().await?, reference))
}

/// There is nothing to press any more: it went out by itself.
fn it_went_out(error: anyhow::Error) -> Result<()> {
    if error.to_string().contains("did not come") {
        Ok(())
    } else {
        Err(error)
    }
}

#[tokio::test]
async fn with_a_network_a_finished_form_is_received_by_itself() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let (path, reference) = finished(&page).await?;
    page.sees("已提交").await?;
    page.sees("受理回执").await?;
    page.has("#received").await?;
    page.does_not_see("待提交").await?;
    page.is_accessible().await?;
    page.is_quiet().await?;
    page.reload().await?;
    page.sees("受理回执").await?;
    ensure!(
        page.text("#reference").await? == reference,
        "another reference"
    );
    // The bureau has the answers: they have left the device.
    page.does_not_see(TEXT).await?;
    page.open("/").await?;
    page.sees("已提交").await?;
    page.open(&path).await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn what_was_finished_without_a_network_goes_out_when_it_returns() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    world.server.stop()?;
    let (path, reference) = finished(&page).await?;
    page.sees("待提交").await?;
    page.sees("连不上民政局").await?;
    page.does_not_see("已提交").await?;
    page.sees(TEXT).await?;
    page.is_accessible().await?;
    page.into_browser().kill().await?;

    let page = world.browser().await?;
    page.open(&path).await?;
    page.sees("待提交").await?;
    world.server.start_again()?;
    // Nobody taps anything.
    page.sees("已提交").await?;
    ensure!(
        page.now::<bool>("document.querySelector('#away') === null")
            .await?,
        "the header says that there is no network"
    );
    ensure!(
        page.text("#reference").await? == reference,
        "another reference"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_finished_form_that_waits_can_be_taken_back_and_changed() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    world.server.stop()?;
    finished(&page).await?;
    page.sees("连不上民政局").await?;
    // Nobody can tell now whether the bureau has it.
    page.click("#take-up-again").await?;
    page.sees("可能已经送到").await?;
    page.is_accessible().await?;
    page.click("#do-it").await?;
    page.has("#finish").await?;
    page.sees(TEXT).await?;
    page.open("/data").await?;
    page.sees("草稿").await?;
    page.does_not_see("待提交").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn what_the_bureau_has_already_is_not_taken_back() -> Result<()> {
    let world = World::start()?;
    let proxy = Proxy::to(world.server.address())?;
    let page = Page::new(world.browser().await?.into_browser(), proxy.url());
    page.open("/").await?;
    page.works_off_line().await?;
    // The bureau gets the form, and its answer is lost.
    proxy.break_after(0);
    finished(&page).await?;
    page.sees("待提交").await?;
    proxy.mend();
    page.click("#take-up-again").await.or_else(it_went_out)?;
    page.sees("受理回执").await?;
    let cases = world.server.cases()?;
    ensure!(cases.len() == 1, "{cases:?}");
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_line_that_breaks_at_every_point_of_sending_makes_nothing_twice() -> Result<()> {
    let world = World::start()?;
    let proxy = Proxy::to(world.server.address())?;
    let page = Page::new(world.browser().await?.into_browser(), proxy.url());
    page.open("/").await?;
    page.works_off_line().await?;
    // The first answers that come back are cut after so many bytes: before the head, in it, in the body.
    for bytes in [0, 40, 200, 600] {
        proxy.break_after(bytes);
        let (path, _) = finished(&page).await?;
        page.sees("待提交").await?;
        proxy.mend();
        page.click("#send-now").await.or_else(it_went_out)?;
        page.sees("已提交").await?;
        page.open(&path).await?;
        page.sees("受理回执").await?;
    }
    let rows: Vec<String> = {
        page.open("/data").await?;
        page.sees("已提交").await?;
        page.now("[...document.querySelectorAll('.defs dt')].map((dt) => dt.innerText)")
            .await?
    };
    let received = rows.iter().filter(|row| row.contains("已提交")).count();
    ensure!(received == 4, "{rows:?}");
    let cases = world.server.cases()?;
    ensure!(cases.len() == 4, "the bureau has {cases:?}");
    page.into_browser().quit().await
}
