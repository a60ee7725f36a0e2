//! Every page on phone and desktop, in both languages and schemes: no finding of axe-core, no violation of the
//! policy, no uncaught error, nothing to scroll sideways.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{Page, World, browser::Size};

const SERVICES: [&str; 3] = [
    "marriage-appointment",
    "senior-card",
    "temporary-assistance",
];

async fn every_page(page: &Page, size: Size) -> Result<()> {
    for path in ["/", "/help", "/about", "/no/such/page"] {
        good(page, path, size).await?;
    }
    for service in SERVICES {
        good(page, &format!("/{service}"), size).await?;
        good(page, &format!("/{service}/check/result"), size).await?;
        for place in 1..40 {
            let path = format!("/{service}/check/{place}");
            page.open(&path).await?;
            let asks: bool = page
                .now("!!document.querySelector('form[data-question]')")
                .await?;
            if !asks {
                ensure!(place > 2, "{service} asks nothing");
                break;
            }
            good(page, &path, size).await?;
        }
    }
    Ok(())
}

async fn good(page: &Page, path: &str, size: Size) -> Result<()> {
    page.open(path).await?;
    page.is_quiet().await?;
    page.is_accessible().await?;
    page.fits(size).await?;
    let title = page.web().title().await?;
    ensure!(title.contains(" · "), "{path} has the title {title}");
    Ok(())
}

async fn in_form(lang: &str, scheme: &str) -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    let set = format!("localStorage.lang = '{lang}'; localStorage.scheme = '{scheme}'");
    page.web().execute(&set, vec![]).await?;
    for size in [Size::PHONE, Size::DESKTOP, Size::NARROW] {
        page.set_size(size).await?;
        every_page(&page, size)
            .await
            .with_context(|| format!("{lang}, {scheme}, {} wide", size.width))?;
    }
    page.into_browser().quit().await
}

#[tokio::test]
async fn every_page_is_good_in_chinese_and_light() -> Result<()> {
    in_form("zh", "light").await
}

#[tokio::test]
async fn every_page_is_good_in_chinese_and_dark() -> Result<()> {
    in_form("zh", "dark").await
}

#[tokio::test]
async fn every_page_is_good_in_english_and_light() -> Result<()> {
    in_form("en", "light").await
}

#[tokio::test]
async fn every_page_is_good_in_english_and_dark() -> Result<()> {
    in_form("en", "dark").await
}
