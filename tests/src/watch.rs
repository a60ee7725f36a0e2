//! Collects in the page what must never happen: violations of the content security policy, uncaught errors.

use anyhow::Result;
use serde_json::json;
use thirtyfour::WebDriver;

/// Runs before every page's own scripts, outside its policy.
const COLLECT: &str = r#"
window.__seen = [];
addEventListener("securitypolicyviolation", (e) =>
  window.__seen.push("policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample), true);
addEventListener("error", (e) => window.__seen.push("error: " + (e.message || e.target)), true);
addEventListener("unhandledrejection", (e) => window.__seen.push("rejected: " + e.reason));
"#;

/// Watches every page that is loaded from now on.
pub async fn install(web: &WebDriver) -> Result<()> {
    web.cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": COLLECT }),
        )
        .await?;
    Ok(())
}

/// What the browser says of a server that is gone and of a line that breaks.
const OUTAGES: [&str; 5] = [
    "net::ERR_CONNECTION_REFUSED",
    "net::ERR_CONNECTION_RESET",
    "net::ERR_CONNECTION_CLOSED",
    "net::ERR_EMPTY_RESPONSE",
    "net::ERR_SOCKET_NOT_CONNECTED",
];

/// What happened in this page since it was loaded, and what the browser logged as severe since the last call.
pub async fn seen(web: &WebDriver) -> Result<Vec<String>> {
    let value = web.execute("return window.__seen", vec![]).await?;
    let mut seen: Vec<String> = value.convert()?;
    for entry in web.browser_log().await? {
        let level = format!("{:?}", entry.level).to_uppercase();
        // While the server is away, asking it fails: that is the outage and not a mistake.
        let is_outage = OUTAGES.iter().any(|outage| entry.message.contains(outage));
        if (level.contains("SEVERE") || level.contains("ERROR")) && !is_outage {
            seen.push(format!("log: {}", entry.message));
        }
    }
    Ok(seen)
}
