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

/// A text that is equal to the id of a state and means something else.
struct Other {
    /// The file, or the folder.
    place: &'static str,
    text: &'static str,
}

const OTHERS: [Other; 6] = [
    // Kinds of sealed records.
    Other {
        place: "crates/client/src/",
        text: "draft",
    },
    Other {
        place: "crates/client/src/",
        text: "queued",
    },
    // A part of an address.
    Other {
        place: "src/router/",
        text: "draft",
    },
    // The name of a number for the operator.
    Other {
        place: "crates/server/src/http/metrics.rs",
        text: "refused",
    },
    // What the other party of an appointment has said.
    Other {
        place: "crates/store/src/partners.rs",
        text: "confirmed",
    },
    Other {
        place: "crates/store/src/partners.rs",
        text: "declined",
    },
];

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
            let is_other = OTHERS
                .iter()
                .any(|other| source.name.starts_with(other.place) && other.text == literal);
            if ids.contains(literal) && !is_other {
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
