//! Runs axe-core in the page.

use crate::settings;
use anyhow::{Context, Result};
use serde::Deserialize;
use thirtyfour::WebDriver;

/// One rule that is broken.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    /// Name of the rule.
    pub id: String,
    /// What it asks for.
    pub help: String,
    /// Selectors of the elements that break it.
    pub targets: Vec<String>,
}

const RUN: &str = r#"
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then(
  (result) => done(result.violations.map((rule) => ({
    id: rule.id, help: rule.help, targets: rule.nodes.map((node) => node.target.join(" ") + " | " + node.failureSummary),
  }))),
  (error) => done([{ id: "axe-failed", help: String(error), targets: [] }]),
);
"#;

/// Every finding on the page as it is now.
pub async fn findings(web: &WebDriver) -> Result<Vec<Violation>> {
    let source = std::fs::read_to_string(settings::path(settings::AXE)?)?;
    let loaded = web
        .execute("return typeof axe === 'object'", vec![])
        .await?;
    if !loaded.convert::<bool>()? {
        web.execute(&source, vec![])
            .await
            .context("axe-core does not load")?;
    }
    Ok(web.execute_async(RUN, vec![]).await?.convert()?)
}
