//! Documents that point into the code are true: what `docs/where.md`, the glossary and the architecture name is there.

use super::{
    source::sources,
    type_names::{FOLDERS, types},
    verdict,
};
use crate::count::Count;
use std::{collections::BTreeSet, fs, path::Path};

/// So many files at most are opened for an answer.
const MOST_OPENINGS: usize = 3;
/// A newcomer asks so many questions.
const QUESTIONS: usize = 14;

/// Checks all of them.
pub(super) fn documents(root: &Path) -> Count {
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap_or_default();
    let mut findings = of_where(&read("docs/where.md"), |file| {
        fs::read_to_string(root.join(file)).ok()
    });
    let sources = sources(root, &FOLDERS);
    let names: BTreeSet<&str> = sources.iter().flat_map(types).map(|own| own.name).collect();
    findings.extend(of_glossary(&read("docs/glossary.md"), &names));
    for name in ["ARCHITECTURE.md", "README.md"] {
        findings.extend(of_paths(name, &read(name), |path| root.join(path).exists()));
    }
    verdict(&findings)
}

/// The cells of a row of a table; nothing for other lines, and for the row below the heading.
fn cells(line: &str) -> Option<Vec<&str>> {
    let row = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let is_rule = cells
        .iter()
        .all(|cell| cell.chars().all(|c| matches!(c, '-' | ':')));
    (!is_rule).then_some(cells)
}

/// What stands between the backticks of a cell that is code as a whole.
fn code(cell: &str) -> Option<&str> {
    cell.strip_prefix('`')?.strip_suffix('`')
}

/// Each question (`## `) has rows of file, what stands there, and a word that is found in the file.
fn of_where(text: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut findings = Vec::new();
    let questions: Vec<&str> = text.split("\n## ").skip(1).collect();
    if questions.len() < QUESTIONS {
        findings.push(format!(
            "docs/where.md answers {} questions of {QUESTIONS}",
            questions.len()
        ));
    }
    for question in questions {
        let title = question.lines().next().unwrap_or_default();
        let mut files = BTreeSet::new();
        for cells in question.lines().filter_map(cells) {
            let [file, _, word] = cells.as_slice() else {
                findings.push(format!(
                    "docs/where.md: {title}: a row without file, meaning and word"
                ));
                continue;
            };
            let (Some(file), Some(word)) = (code(file), code(word)) else {
                // The heading of the table.
                continue;
            };
            files.insert(file);
            match read(file) {
                None => findings.push(format!("docs/where.md: {title}: {file} is not there")),
                Some(text) if !text.contains(word) => {
                    findings.push(format!(
                        "docs/where.md: {title}: {file} does not contain `{word}`"
                    ));
                }
                Some(_) => {}
            }
        }
        if files.is_empty() || files.len() > MOST_OPENINGS {
            findings.push(format!(
                "docs/where.md: {title}: {} files to open, at most {MOST_OPENINGS}",
                files.len()
            ));
        }
    }
    findings
}

/// Types that a row of the glossary names in its last cell are types of the workspace.
fn of_glossary(text: &str, types: &BTreeSet<&str>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut rows = 0;
    for cells in text.lines().filter_map(cells) {
        rows += 1;
        let last = cells.last().copied().unwrap_or_default();
        for name in last.split('`').skip(1).step_by(2) {
            if !types.contains(name) {
                findings.push(format!("docs/glossary.md: there is no type {name}"));
            }
        }
    }
    if rows == 0 {
        findings.push("docs/glossary.md has no terms".to_owned());
    }
    findings
}

/// Folders of the project's root that documents point into.
const TOP: [&str; 12] = [
    ".ci/",
    "apps/",
    "crates/",
    "deploy/",
    "docs/",
    "policy/",
    "public/",
    "services/",
    "src/",
    "style/",
    "tests/",
    "xtask/",
];

/// Every path from the project's root that stands in a document between backticks is there.
fn of_paths(name: &str, text: &str, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let paths = spans.filter(|span| {
        let is_pattern = span.contains(['{', '*', '<', ' ', '\n']) || span.contains("NAME");
        !is_pattern && TOP.iter().any(|top| span.starts_with(top))
    });
    let mut findings: Vec<String> = Vec::new();
    let mut places = 0;
    for path in paths {
        places += 1;
        if !is_there(path) {
            findings.push(format!("{name}: {path} is not there"));
        }
    }
    if places == 0 {
        findings.push(format!("{name} names no place"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(rows: &str) -> Vec<String> {
        let head = "| File | There | Word |\n|---|---|---|\n";
        let good = "| `a.rs` | A | `fn a` |";
        let mut text = String::from("# Where\n");
        for question in 0..QUESTIONS {
            let rows = if question == 0 { rows } else { good };
            text += &format!("\n## {question}?\n\n{head}{rows}\n");
        }
        of_where(&text, |file| match file {
            "a.rs" | "b.rs" | "c.rs" | "d.rs" => Some("fn a() {}".to_owned()),
            _ => None,
        })
    }

    #[test]
    fn an_answer_that_is_not_true_is_told() {
        assert_eq!(answers("| `a.rs` | A | `fn a` |"), Vec::<String>::new());
        for rows in [
            "",
            "| `gone.rs` | A | `fn a` |",
            "| `a.rs` | A | `fn b` |",
            "| `a.rs` | A |",
            "| `a.rs` | A | `fn a` |\n| `b.rs` | A | `fn a` |\n| `c.rs` | A | `fn a` |\n| `d.rs` | A | `fn a` |",
        ] {
            assert!(!answers(rows).is_empty(), "{rows}");
        }
        assert_eq!(of_where("", |_| None).len(), 1);
    }

    #[test]
    fn a_type_or_a_place_that_is_gone_is_told() {
        let types = BTreeSet::from(["Draft"]);
        let glossary = |name: &str| {
            format!(
                "| Term | 中文 | Meaning | In code |\n|---|---|---|---|\n| draft | 草稿 | It. | `{name}` |\n"
            )
        };
        assert!(of_glossary(&glossary("Draft"), &types).is_empty());
        assert_eq!(of_glossary(&glossary("Paper"), &types).len(), 1);
        assert_eq!(of_glossary("", &types).len(), 1);
        let text = "`src/a.rs` and `crates/{any}/b.rs` and `cargo`";
        assert!(of_paths("A", text, |path| path == "src/a.rs").is_empty());
        assert_eq!(of_paths("A", text, |_| false).len(), 1);
        assert_eq!(of_paths("A", "", |_| true).len(), 1);
    }
}
