//! Trunk starts the app by an inline script, which the policy forbids: it becomes a file named by its content.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// Moves the one inline script of `index.html` out.
pub(super) fn move_out(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let (name, script, html) = split(&html)?;
    fs::write(dist.join(&name), script)?;
    fs::write(&page, html)?;
    Ok(())
}

/// The script's name and text, and the page that refers to it.
fn split(html: &str) -> Result<(String, String, String)> {
    const OPEN: &str = "<script type=\"module\"";
    let start = html.find(OPEN).context("index.html has no module script")?;
    let (before, from_tag) = html.split_at(start);
    let (tag, rest) = from_tag.split_once('>').context("an open script tag")?;
    let (script, after) = rest
        .split_once("</script>")
        .context("a script without an end")?;
    if tag.contains("src=") || script.trim().is_empty() {
        bail!("the module script of index.html is not inline");
    }
    if after.contains(OPEN) {
        bail!("index.html has a second module script");
    }
    let digest = Sha256::digest(script.as_bytes());
    let hash: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("start-{hash}.js");
    let page = format!("{before}<script type=\"module\" src=\"/{name}\"></script>{after}");
    Ok((name, script.to_owned(), page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inline_script_becomes_a_file_named_by_its_content() {
        let html = "<head><script type=\"module\" nonce=\"x\">run();</script><link></head>";
        let (name, script, page) = split(html).unwrap();
        assert_eq!(script, "run();");
        assert_eq!(
            page,
            format!("<head><script type=\"module\" src=\"/{name}\"></script><link></head>")
        );
    }

    #[test]
    fn a_page_without_exactly_one_inline_script_is_refused() {
        assert!(split("<head></head>").is_err());
        assert!(split("<script type=\"module\" src=\"/a.js\"></script>").is_err());
        let one = "<script type=\"module\">run();</script>";
        assert!(split(&format!("{one}{one}")).is_err());
    }
}
