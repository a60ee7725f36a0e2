//! Names of types: each means one thing in the whole workspace, and none is a word of the private language that this
//! project once spoke.

use super::{
    source::{SourceText, is_name, sources},
    verdict,
};
use crate::count::Count;
use std::{collections::BTreeMap, path::Path};

/// Words that told nobody what they stand for. Neither a type nor a file is called so.
const RETIRED: [&str; 35] = [
    "Arrival", "Courier", "Course", "Deed", "Desk", "Door", "Doors", "Flight", "Ground", "Held",
    "Keeper", "Kept", "Laws", "Library", "Line", "Look", "Looks", "Offers", "Pace", "Paper",
    "Parts", "Patient", "Scene", "Settled", "Setting", "Sheet", "Shelf", "Shredder", "Sight",
    "Slip", "Standing", "Told", "Turn", "Turns", "Writing",
];

/// Those of them that are retired as a part of a name too.
const RETIRED_ANYWHERE: [&str; 9] = [
    "Courier", "Deed", "Keeper", "Scene", "Shredder", "Shelf", "Sight", "Slip", "Told",
];

/// Where names are read.
pub(super) const FOLDERS: [&str; 4] = ["src", "apps", "crates", "xtask/src"];

/// Names that stand for one idea in several places, each with its reason.
const ALLOWED: [(&str, &str); 1] = [(
    "Options",
    "what the command line of the command takes in whose file it stands",
)];

/// No public type is called like another one.
pub(super) fn type_names(root: &Path) -> Count {
    verdict(&twice(&sources(root, &FOLDERS)))
}

/// No type and no file bears a retired word.
pub(super) fn retired_words(root: &Path) -> Count {
    verdict(&retired(&sources(root, &FOLDERS)))
}

/// A type that others can name.
pub(super) struct Type<'a> {
    pub(super) name: &'a str,
    is_public: bool,
}

/// Types that a file defines.
pub(super) fn types(source: &SourceText) -> Vec<Type<'_>> {
    let mut types = Vec::new();
    for line in source.code.lines() {
        let line = line.trim_start();
        let (is_public, rest) = match line.strip_prefix("pub") {
            Some(rest) => (true, behind_scope(rest)),
            None => (false, line),
        };
        let mut words = rest.split_whitespace();
        let keyword = words.next().unwrap_or_default();
        let keyword = match keyword {
            "unsafe" => words.next().unwrap_or_default(),
            keyword => keyword,
        };
        if !["struct", "enum", "trait", "type", "union"].contains(&keyword) {
            continue;
        }
        // The types of a trait or of its implementation are indented and not public: they belong to the trait.
        let is_associated = keyword == "type" && !is_public;
        let name = words.next().unwrap_or_default();
        let name = name.split(|c| !is_name(c)).next().unwrap_or_default();
        if !name.is_empty() && !is_associated {
            types.push(Type { name, is_public });
        }
    }
    types
}

/// What follows `pub`, with its scope in parentheses or without.
fn behind_scope(rest: &str) -> &str {
    match rest
        .strip_prefix('(')
        .and_then(|scope| scope.split_once(')'))
    {
        Some((_, rest)) => rest,
        None => rest,
    }
}

fn twice(sources: &[SourceText]) -> Vec<String> {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in sources {
        for own in types(source).into_iter().filter(|own| own.is_public) {
            places.entry(own.name).or_default().push(&source.name);
        }
    }
    places
        .into_iter()
        .filter(|(name, places)| {
            places.len() > 1 && !ALLOWED.iter().any(|(allowed, _)| allowed == name)
        })
        .map(|(name, places)| format!("{name} means several things: {}", places.join(", ")))
        .collect()
}

fn retired(sources: &[SourceText]) -> Vec<String> {
    let mut findings = Vec::new();
    for source in sources {
        for own in types(source) {
            if is_retired(own.name) {
                findings.push(format!("{}: {} is a retired word", source.name, own.name));
            }
        }
        let parts = source.name.trim_end_matches(".rs").split('/');
        for part in parts.filter(|part| is_retired(&camel(part))) {
            findings.push(format!("{}: `{part}` is a retired word", source.name));
        }
    }
    findings
}

fn is_retired(name: &str) -> bool {
    RETIRED.contains(&name)
        || RETIRED_ANYWHERE
            .iter()
            .any(|word| words(name).any(|own| own == *word))
}

/// A file's name as a type would be called: `held_place` is `HeldPlace`.
fn camel(part: &str) -> String {
    let words = part.split('_').map(|word| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    });
    words.collect()
}

/// The words of a type's name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = name
        .char_indices()
        .filter(|(_, c)| c.is_uppercase())
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([name.len()]);
    let pairs: Vec<_> = starts.iter().copied().zip(ends).collect();
    pairs
        .into_iter()
        .filter_map(|(from, to)| name.get(from..to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> SourceText {
        SourceText::read(name.to_owned(), text)
    }

    #[test]
    fn a_public_name_for_two_things_is_told_and_private_ones_are_not() {
        let one = file(
            "a.rs",
            "pub struct Item(u8);\nenum Own {}\npub(crate) type Pair<T> = (T, T);",
        );
        let other = file(
            "b.rs",
            "    pub(super) enum Item {}\nstruct Own;\nimpl A for B { type Pair = u8; }",
        );
        let findings = twice(&[one, other]);
        assert_eq!(findings, ["Item means several things: a.rs, b.rs"]);
    }

    #[test]
    fn retired_words_are_told_as_types_and_as_files() {
        for (name, text) in [
            ("src/state/courier.rs", ""),
            ("src/state/shelf/mod.rs", ""),
            ("src/a.rs", "struct Ground;"),
            ("src/a.rs", "pub enum OldCourier {}"),
        ] {
            assert_eq!(retired(&[file(name, text)]).len(), 1, "{name} {text}");
        }
        let fine = file(
            "src/outline.rs",
            "pub struct BackgroundSync;\npub struct SlipperyCase;",
        );
        assert!(retired(&[fine]).is_empty());
    }
}
