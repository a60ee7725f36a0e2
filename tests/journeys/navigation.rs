//! Back, forward, reload, titles, focus, language and colours.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{
    World,
    keys::{self, Reply},
};
use thirtyfour::Key;

#[tokio::test]
async fn back_forward_and_reload_keep_the_page_and_its_answer() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/temporary-assistance").await?;
    page.click("#check").await?;
    page.path_is("/temporary-assistance/check/1").await?;
    keys::answer(&page, Some(&Reply::Choose("no"))).await?;
    page.path_is("/temporary-assistance/check/2").await?;
    let focus = "document.activeElement.matches('#main h1') || null";
    page.value::<bool>(focus, "the focus on the heading")
        .await?;

    page.web().back().await?;
    page.path_is("/temporary-assistance/check/1").await?;
    let chosen = "document.querySelector('input[name=q]:checked')?.value ?? null";
    ensure!(page.value::<String>(chosen, "the answer").await? == "no");
    page.web().forward().await?;
    page.path_is("/temporary-assistance/check/2").await?;
    page.reload().await?;
    page.path_is("/temporary-assistance/check/2").await?;
    page.web().back().await?;
    page.path_is("/temporary-assistance/check/1").await?;
    ensure!(
        page.value::<String>(chosen, "the answer after reload")
            .await?
            == "no"
    );
    page.is_quiet().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_form_that_is_begun_from_a_result_asks_one_question_after_the_other() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let replies = keys::Replies::from([
        ("danger_now", Reply::Choose("no")),
        ("need_now", Reply::Tick(&["cash"])),
        ("incident_type", Reply::Choose("fire")),
        ("incident_place", Reply::Place("fotang", "")),
    ]);
    keys::walk(&page, "temporary-assistance", &replies).await?;
    page.click("#start-form").await?;
    page.has("[data-question]").await?;
    let draft = page.path().await?.replacen("/1", "", 1);
    for place in 2..8 {
        page.click(".actions .button--quiet").await?;
        page.path_is(&format!("{draft}/{place}")).await?;
    }
    // From the list of answers, who fills in what is open goes on to what else is.
    page.open(&format!("{draft}/answers")).await?;
    page.click("#error-summary a.link").await?;
    page.has("[data-question]").await?;
    let first = page.path().await?;
    page.click(".actions .button--quiet").await?;
    page.has("[data-question]").await?;
    ensure!(page.path().await? != first, "the same question again");
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_question_does_not_show_what_was_typed_into_the_one_before() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/marriage-appointment/check/3").await?;
    page.type_into("#q", "33078219980312901X").await?;
    page.click(keys::GO_ON).await?;
    page.path_is("/marriage-appointment/check/4").await?;
    let fields = "[...document.querySelectorAll('#main input[type=text]')].map((field) => field.value).join('')";
    ensure!(
        page.now::<String>(fields).await?.is_empty(),
        "the next question shows the last answer"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn titles_and_addresses_name_no_question_and_no_answer() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/marriage-appointment/check/1").await?;
    let title = page.web().title().await?;
    for place in 2..6 {
        page.open(&format!("/marriage-appointment/check/{place}"))
            .await?;
        ensure!(
            page.web().title().await? == title,
            "the title tells the question"
        );
        let rest: String = page
            .now("location.search + location.hash + JSON.stringify(history.state)")
            .await?;
        ensure!(rest == "null", "the address or the state holds {rest}");
    }
    page.into_browser().quit().await
}

#[tokio::test]
async fn language_and_colours_are_kept() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.tab_to(".toolbar button[lang=en]").await?;
    page.press(Key::Enter).await?;
    page.heading_with("What do you need").await?;
    ensure!(page.now::<String>("document.documentElement.lang").await? == "en");
    let scheme = "document.documentElement.dataset.scheme ?? 'system'";
    ensure!(page.now::<String>(scheme).await? == "system");
    for wanted in ["light", "dark"] {
        page.click(".toolbar button:not([lang], #elder)").await?;
        page.value::<bool>(&format!("({scheme}) === '{wanted}' || null"), wanted)
            .await?;
    }
    page.reload().await?;
    page.heading_with("What do you need").await?;
    ensure!(page.now::<String>(scheme).await? == "dark");
    page.is_accessible().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn clearing_a_pre_check_clears_it_for_good() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/marriage-appointment/check/3").await?;
    page.type_into("#q", "33078219980312901X").await?;
    page.sees("已保存").await?;
    page.open("/marriage-appointment").await?;
    page.sees("接着上次的预查").await?;
    page.click("#clear").await?;
    page.sees("开始预查").await?;
    page.open("/marriage-appointment/check/3").await?;
    ensure!(page.field("#q").await?.is_empty(), "the answer came back");
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_pre_check_that_is_not_kept_is_gone_after_a_reload() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/senior-card/check/1").await?;
    page.type_into("#q-year", "1950").await?;
    page.sees("回答不保存").await?;
    page.reload().await?;
    ensure!(page.field("#q-year").await?.is_empty(), "the year was kept");
    page.into_browser().quit().await
}

#[tokio::test]
async fn the_skip_link_leads_past_the_header() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.press(Key::Tab).await?;
    ensure!(
        page.now::<bool>("document.activeElement.matches('.skip')")
            .await?,
        "it is not the first stop"
    );
    page.press(Key::Enter).await?;
    page.value::<bool>(
        "document.activeElement.id === 'main' || null",
        "the focus on the content",
    )
    .await?;
    ensure!(
        page.now::<String>("location.hash").await?.is_empty(),
        "the address got a hash"
    );
    page.into_browser().quit().await
}
