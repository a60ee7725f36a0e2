//! The first journey in browsers of other engines. `cargo xtask test` runs them where their drivers are to be had, and
//! says where they are not.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{
    Page, draft,
    other::{Engine, Other},
};

const TEXT: &str = "厨房着火，锅碗都没了";

/// Loads the page again, as a person does by its address. Firefox's driver reloads past the service worker.
async fn again(page: &Page) -> Result<()> {
    let path = page.path().await?;
    page.open(&path).await
}

async fn first_journey(engine: Engine) -> Result<()> {
    let (mut other, page) = Other::start(engine).await?;
    page.open("/").await?;
    page.web()
        .execute("localStorage.lang = 'zh'", vec![])
        .await?;
    page.works_off_line().await?;
    again(&page).await?;
    page.heading_with("您想办什么").await?;

    // From here on there is no network.
    other.server.stop()?;
    again(&page).await?;
    page.heading_with("您想办什么").await?;
    let draft = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &draft, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    again(&page).await?;
    ensure!(page.field("#q").await? == TEXT, "the text is not there");
    page.open(&format!("{draft}/answers")).await?;
    page.sees(TEXT).await?;
    page.click("#finish").await?;
    let reference = page.text("#reference").await?;
    page.sees("待提交").await?;
    again(&page).await?;
    ensure!(
        page.text("#reference").await? == reference,
        "another reference"
    );
    page.open("/").await?;
    page.sees("待提交").await?;
    page.into_browser().quit().await
}

#[tokio::test]
#[ignore = "needs WebKitWebDriver, MiniBrowser and Xvfb"]
async fn webkit_finishes_a_form_without_a_network() -> Result<()> {
    first_journey(Engine::WebKit).await
}

#[tokio::test]
#[ignore = "needs geckodriver and Firefox"]
async fn firefox_finishes_a_form_without_a_network() -> Result<()> {
    first_journey(Engine::Firefox).await
}
