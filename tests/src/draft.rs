//! Drafts as a person reaches them.

use crate::Page;
use anyhow::{Context, Result, bail};
use serde_json::json;

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
