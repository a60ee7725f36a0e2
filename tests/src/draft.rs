//! Drafts as a person reaches them.

use crate::{Page, settings};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::path::Path;

/// Begins a form, and waits until the draft is kept. Gives its path.
pub async fn begin(page: &Page, service: &str) -> Result<String> {
    page.open(&format!("/{service}")).await?;
    page.click("#start-form").await?;
    page.has(".saved svg").await?;
    let path = page.path().await?;
    Ok(path
        .strip_suffix("/1")
        .context("the first question")?
        .to_owned())
}

/// Opens the page of a question of a draft. Gives its path.
pub async fn open(page: &Page, draft: &str, question: &str) -> Result<String> {
    let selector = format!("[data-question='{question}']");
    let here = format!("!!document.querySelector({})", json!(selector));
    for place in 1..90 {
        let path = format!("{draft}/{place}");
        page.open(&path).await?;
        if page.now::<bool>(&here).await? {
            return Ok(path);
        }
    }
    bail!("{question} is not asked")
}

/// Gives the consent that photos need and opens their question. Gives its path.
pub async fn at_photos(page: &Page, draft: &str) -> Result<String> {
    open(page, draft, "photo_upload").await?;
    page.click("[data-question] input").await?;
    page.has(".saved svg").await?;
    open(page, draft, "photos").await
}

/// Chooses a file as the browser's own dialogue does.
pub async fn choose_file(page: &Page, file: &str) -> Result<()> {
    let path = settings::in_workspace("tests/fixtures/photos").join(file);
    choose_path(page, &path).await
}

/// The same for a file anywhere.
pub async fn choose_path(page: &Page, path: &Path) -> Result<()> {
    // The driver wants a path without detours.
    let path = path.canonicalize()?;
    let path = path.to_str().context("a path in Unicode")?;
    page.on("#q-choose", async |input| input.send_keys(path).await)
        .await
}

/// Puts a photo into a draft. Gives the path of its question.
pub async fn photo(page: &Page, draft: &str) -> Result<String> {
    let path = at_photos(page, draft).await?;
    choose_file(page, "with-position.jpg").await?;
    page.has("img.file__picture").await?;
    page.has(".saved svg").await?;
    Ok(path)
}
