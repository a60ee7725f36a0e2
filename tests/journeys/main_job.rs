//! The main job, whole: one visit, three forms with no network, three receipts, and what the bureau decides.

use super::forms;
use anyhow::{Result, ensure};
use civil_affairs_journeys::keys;

#[tokio::test]
async fn three_forms_filled_without_a_network_are_received_and_what_becomes_of_them_is_seen()
-> Result<()> {
    let (mut world, page) = forms::after_one_visit(&[
        ("slot_capacity", "5"),
        ("senior_card_issue_enabled", "true"),
    ])
    .await?;
    let forms = [
        (
            "marriage-appointment",
            forms::couple()?,
            0,
            ("cancelled", "office"),
        ),
        ("senior-card", forms::senior()?, 0, ("approved", "bureau")),
        (
            "temporary-assistance",
            forms::household()?,
            2,
            ("accepted", "town"),
        ),
    ];
    let mut finished = Vec::new();
    for (service, replies, entries, step) in forms {
        keys::fill(&page, service, &replies, entries).await?;
        let reference = forms::finish(&page).await?;
        finished.push((page.path().await?, reference, step));
    }
    page.open("/applications").await?;
    let waiting: usize = page
        .now("document.querySelectorAll('#waiting .task').length")
        .await?;
    ensure!(waiting == 3, "{waiting} forms wait");
    page.sees("连不上民政局").await?;
    page.is_accessible().await?;
    // Off line, and the browser was closed in between.
    page.into_browser().kill().await?;
    let page = world.browser().await?;
    page.open("/applications").await?;
    world.server.start_again()?;
    // Nobody taps anything.
    page.loses("待提交").await?;
    page.sees("已提交").await?;
    page.is_accessible().await?;
    let cases = world.server.cases()?;
    ensure!(cases.len() == 3, "{cases:?}");

    for (path, reference, (state, actor)) in &finished {
        page.open(path).await?;
        page.sees("受理回执").await?;
        ensure!(
            page.text("#reference").await? == *reference,
            "another reference"
        );
        let before = page.text("#state").await?;
        world
            .server
            .case(&["move", reference, state, "--actor", actor])?;
        page.click("#look-again").await?;
        page.value::<bool>(
            &format!(
                "document.querySelector('#state').innerText !== {} || null",
                serde_json::json!(before)
            ),
            "the new state",
        )
        .await?;
    }
    page.open("/applications").await?;
    page.sees("优待").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}
