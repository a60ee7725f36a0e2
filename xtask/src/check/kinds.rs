//! No match over the kinds of questions has a rest arm (`_ =>`): so the compiler names every place that a new kind has to
//! be thought of in.

use super::{source::sources, verdict};
use crate::count::Count;
use std::path::Path;

/// Checks every crate.
pub(super) fn kinds(root: &Path) -> Count {
    let findings: Vec<String> = sources(root, &["apps", "crates", "src"])
        .iter()
        .flat_map(|source| {
            rest_arms(&source.code).into_iter().map(|line| {
                format!(
                    "{}:{line}: a rest arm over `Kind`: name the kinds",
                    source.name
                )
            })
        })
        .collect();
    verdict(&findings)
}

/// Lines of the rest arms of matches that have an arm of a kind. Relies on the layout that `cargo fmt` gives.
fn rest_arms(code: &str) -> Vec<usize> {
    let lines: Vec<&str> = code.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let pattern = line.trim_start();
        let is_arm = ["Kind::", "| Kind::", "Some(Kind::", "(Kind::"]
            .iter()
            .any(|begin| pattern.starts_with(begin));
        if !is_arm {
            continue;
        }
        let arms = depth(line);
        for (later, line) in lines.iter().enumerate().skip(at + 1) {
            if line.trim().is_empty() {
                continue;
            }
            if depth(line) < arms {
                break;
            }
            let is_rest = line.trim_start().starts_with("_ =>");
            if depth(line) == arms && is_rest && !found.contains(&(later + 1)) {
                found.push(later + 1);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::rest_arms;

    #[test]
    fn a_rest_arm_over_kinds_is_found_and_one_over_other_things_is_not() {
        let broken = "match kind {\n    Kind::Slot => 1,\n    Kind::Text { .. }\n    | Kind::Email => {\n        2\n    }\n    _ => 3,\n}\n";
        assert_eq!(rest_arms(broken), [7]);
        let other = "match kind {\n    Kind::Slot => match raw {\n        Raw::Slot(_) => 1,\n        _ => 2,\n    },\n    Kind::Email => 3,\n}\nmatch x {\n    _ => 4,\n}\n";
        assert!(rest_arms(other).is_empty());
    }
}
