//! No state of a service is named in code: which states there are, and what each means, is data.

use super::{
    source::{SourceText, sources},
    texts, verdict,
};
use crate::count::Count;
use std::{collections::BTreeSet, path::Path};

/// Code that handles cases of any service.
const FOLDERS: [&str; 6] = [
    "apps",
    "crates/cases/src",
    "crates/client/src",
    "crates/server/src",
    "crates/store/src",
    "src",
];

/// Texts that are equal to the id of a state and mean something else, each with its file.
const ALLOWED: [(&str, &str); 0] = [];

/// Checks code against the states of all services.
pub(super) fn state_ids(root: &Path) -> Count {
    let ids = ids(&texts(root, &["services"], &[".toml"]));
    if ids.is_empty() {
        return verdict(&["services/ has no states".to_owned()]);
    }
    verdict(&named(&ids, &sources(root, &FOLDERS)))
}

/// The ids of `[[states]]` in the files of services.
fn ids(files: &[(String, String)]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (_, text) in files {
        let mut is_state = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with('[') {
                is_state = line == "[[states]]";
            } else if is_state
                && let Some(rest) = line.strip_prefix("id")
                && let Some(id) = rest.trim_start().strip_prefix('=')
            {
                ids.insert(id.trim().trim_matches('"').to_owned());
            }
        }
    }
    ids
}

fn named(ids: &BTreeSet<String>, sources: &[SourceText]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources {
        for (line, literal) in &source.literals {
            let is_allowed = ALLOWED
                .iter()
                .any(|(file, text)| *file == source.name && text == literal);
            if ids.contains(literal) && !is_allowed {
                findings.push(format!("{}:{line}: \"{literal}\" is a state", source.name));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_named_in_code_is_told_and_one_in_tests_is_not() {
        let file = "[[questions]]\nid = \"name\"\n[[states]]\nid = \"booked\"\n[states.title]\nid = \"no\"\n";
        let ids = ids(&[("services/a.toml".to_owned(), file.to_owned())]);
        assert_eq!(ids.iter().collect::<Vec<_>>(), ["booked"]);
        let text = "let name = \"name\";\nif state == \"booked\" {}\n#[cfg(test)]\nmod tests { const S: &str = \"booked\"; }";
        let source = SourceText::read("src/a.rs".to_owned(), text);
        assert_eq!(
            named(&ids, &[source]),
            ["src/a.rs:2: \"booked\" is a state"]
        );
    }
}
