//! Every page on phone and desktop, in both languages and schemes, normal and 长辈版: no finding of axe-core, no
//! violation of the policy, no uncaught error, nothing to scroll sideways, not even on the narrowest phone.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{Page, World, browser::Size, draft};

const SERVICES: [&str; 3] = [
    "marriage-appointment",
    "senior-card",
    "temporary-assistance",
];

async fn every_page(page: &Page) -> Result<()> {
    for path in [
        "/",
        "/help",
        "/about",
        "/data",
        "/install",
        "/settings",
        "/transfer",
        "/progress",
        "/applications",
        "/partner",
        "/read/privacy-notice",
        "/no/such/page",
    ] {
        good(page, path).await?;
    }
    for service in SERVICES {
        good(page, &format!("/{service}")).await?;
        good(page, &format!("/{service}/check/result")).await?;
        every_question(page, &format!("/{service}/check")).await?;
    }
    Ok(())
}

/// The question pages below a path, as far as there are any.
async fn every_question(page: &Page, below: &str) -> Result<()> {
    for place in 1..90 {
        let path = format!("{below}/{place}");
        page.open(&path).await?;
        let asks: bool = page
            .now("!!document.querySelector('[data-question]')")
            .await?;
        if !asks {
            ensure!(place > 2, "{below} asks nothing");
            return Ok(());
        }
        good(page, &path).await?;
    }
    Ok(())
}

/// The pages of each form, from a fresh draft to what is finished.
async fn every_form(page: &Page) -> Result<()> {
    for service in SERVICES {
        let draft = draft::begin(page, service).await?;
        good(page, &draft).await?;
        every_question(page, &draft).await?;
        good(page, &format!("{draft}/answers")).await?;
    }
    // Nothing keeps temporary assistance from being finished.
    page.click("#finish").await?;
    page.has("#course").await?;
    let finished = page.path().await?;
    good(page, &finished).await?;
    good(page, &format!("{finished}/supplement")).await?;
    let copy = format!("{finished}/copy");
    page.open(&copy).await?;
    page.has("#kept").await?;
    good(page, &copy).await?;
    good(page, "/applications").await?;
    good(page, "/").await?;
    good(page, "/data").await
}

async fn good(page: &Page, path: &str) -> Result<()> {
    if page.path().await? != path {
        page.open(path).await?;
    }
    let title = page.web().title().await?;
    ensure!(title.contains(" · "), "{path} has the title {title}");
    for (mode, size, looked_at) in [
        ("elder", Size::NARROW, false),
        ("elder", Size::PHONE, true),
        ("", Size::NARROW, false),
        ("", Size::PHONE, false),
        ("", Size::DESKTOP, true),
    ] {
        page.set_size(size).await?;
        let set = format!("document.documentElement.dataset.mode = '{mode}'");
        page.web().execute(&set, vec![]).await?;
        let shown = || format!("{path}, {mode} {} wide", size.width);
        page.fits(size).await.with_context(shown)?;
        if looked_at {
            page.is_accessible().await.with_context(shown)?;
        }
    }
    page.is_quiet().await
}

async fn in_look(lang: &str, scheme: &str, forms: bool) -> Result<()> {
    let world = if forms {
        World::with_parameters(&[("senior_card_issue_enabled", "true")])?
    } else {
        World::start()?
    };
    let page = world.browser().await?;
    page.open("/").await?;
    let set = format!("localStorage.lang = '{lang}'; localStorage.scheme = '{scheme}'");
    page.web().execute(&set, vec![]).await?;
    if forms {
        page.stored("catalogue", "newest").await?;
    }
    page.reload().await?;
    let looked = if forms {
        every_form(&page).await
    } else {
        every_page(&page).await
    };
    looked.with_context(|| format!("{lang}, {scheme}"))?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn every_page_is_good_in_chinese_and_light() -> Result<()> {
    in_look("zh", "light", false).await
}

#[tokio::test]
async fn every_page_is_good_in_chinese_and_dark() -> Result<()> {
    in_look("zh", "dark", false).await
}

#[tokio::test]
async fn every_page_is_good_in_english_and_light() -> Result<()> {
    in_look("en", "light", false).await
}

#[tokio::test]
async fn every_page_is_good_in_english_and_dark() -> Result<()> {
    in_look("en", "dark", false).await
}

#[tokio::test]
async fn every_form_is_good_in_chinese_and_light() -> Result<()> {
    in_look("zh", "light", true).await
}

#[tokio::test]
async fn every_form_is_good_in_english_and_dark() -> Result<()> {
    in_look("en", "dark", true).await
}
