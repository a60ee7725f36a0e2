//! The style sheets become one file named by its content: a part for each concern in the tree, one request and one
//! compression for those who load it.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

const LINK: &str = "<link rel=\"stylesheet\" href=\"/";

/// Joins what `index.html` links, in its order.
pub(super) fn join(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let (names, html) = take_links(&html)?;
    let mut style = String::new();
    for name in &names {
        let file = dist.join(name);
        let part = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        style.push_str(&shorten(&part)?);
        fs::remove_file(&file)?;
    }
    let hash: String = Sha256::digest(style.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("style-{hash}.css");
    fs::write(dist.join(&name), style)?;
    fs::write(&page, html.replace(PLACE, &format!("{LINK}{name}\">")))?;
    Ok(())
}

/// Stands where the one link goes.
const PLACE: &str = "<!--style-->";

/// Names of the linked style sheets, and the page with one place instead of them.
fn take_links(html: &str) -> Result<(Vec<String>, String)> {
    let mut names = Vec::new();
    let mut page = String::new();
    let mut rest = html;
    while let Some((before, from_name)) = rest.split_once(LINK) {
        let (name, after) = from_name.split_once('"').context("an open link tag")?;
        let (_, after) = after.split_once('>').context("an open link tag")?;
        page.push_str(before.trim_end_matches(' '));
        if names.is_empty() {
            page.push_str(PLACE);
        }
        names.push(name.to_owned());
        rest = after.trim_start_matches('\n');
    }
    if names.is_empty() {
        bail!("index.html links no style sheet");
    }
    page.push_str(rest);
    Ok((names, page))
}

/// Without comments and indentation.
fn shorten(style: &str) -> Result<String> {
    let mut kept = String::new();
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").context("an open comment")?.1;
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_of_a_page_become_one_in_the_place_of_the_first() {
        let html = "<head>\n  <link rel=\"stylesheet\" href=\"/a-1.css\" integrity=\"x\"/>\n  \
                    <link rel=\"stylesheet\" href=\"/b-2.css\">\n<title></title></head>";
        let (names, page) = take_links(html).unwrap();
        assert_eq!(names, ["a-1.css", "b-2.css"]);
        assert_eq!(page, "<head>\n<!--style--><title></title></head>");
    }

    #[test]
    fn a_page_without_style_is_refused() {
        assert!(take_links("<head></head>").is_err());
    }

    #[test]
    fn comments_and_indentation_go_and_rules_stay() {
        let style = "/* why */\n.a {\n  color: red; /* b */\n}\n\n.b { margin: 0; }\n";
        assert_eq!(
            shorten(style).unwrap(),
            ".a {\ncolor: red;\n}\n.b { margin: 0; }\n"
        );
        assert!(shorten("/* open").is_err());
    }
}
