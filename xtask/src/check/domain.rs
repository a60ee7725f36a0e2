//! The domain does no input or output, has no clock, no randomness and nothing asynchronous: neither through what it
//! depends on nor by itself.

use super::{texts, verdict};
use crate::{count::Count, process::cargo};
use anyhow::{Context, Result, bail};
use std::{collections::BTreeSet, path::Path};

/// All that the domain may stand on, on every platform, what builds it included.
const ALWAYS: [&str; 19] = [
    "civil-affairs-domain-derive",
    "itoa",
    "jiff",
    "jiff-core",
    "jiff-static",
    "memchr",
    "portable-atomic",
    "portable-atomic-util",
    "proc-macro2",
    "quote",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "syn",
    "thiserror",
    "thiserror-impl",
    "unicode-ident",
    "zmij",
];

/// Modules of the standard library by which a program reaches outside itself, or keeps something between calls.
const OUTSIDE: [&str; 11] = [
    "cell", "env", "fs", "future", "io", "net", "os", "process", "sync", "thread", "time",
];

/// The same by other words.
const WORDS: [&str; 6] = [
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "async fn",
    "extern \"C\"",
    "unsafe ",
];

/// Checks what the crate stands on, and what its files name.
pub(super) fn domain(root: &Path) -> Count {
    let mut findings = stands_on(&ALWAYS).unwrap_or_else(|error| vec![format!("{error:#}")]);
    for (name, text) in texts(root, &["crates/domain/src"], &[".rs"]) {
        findings.extend(
            reaches_outside(&text)
                .into_iter()
                .map(|word| format!("{name}: `{word}`: the domain is pure")),
        );
    }
    verdict(&findings)
}

/// Every crate below the domain, on any platform, that is not on its list.
fn stands_on(allowed: &[&str]) -> Result<Vec<String>> {
    let mut tree = cargo(&["tree", "--locked", "--package", "civil-affairs-domain"]);
    tree.args(["--edges", "normal,build", "--target", "all"])
        .args(["--prefix", "none", "--format", "{p}"]);
    let output = tree.output().context("cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    }
    let printed = String::from_utf8(output.stdout).context("cargo tree")?;
    let below: BTreeSet<&str> = printed
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "civil-affairs-domain")
        .collect();
    if below.is_empty() {
        bail!("cargo tree printed nothing");
    }
    Ok(below
        .into_iter()
        .filter(|name| !allowed.contains(name))
        .map(|name| format!("civil-affairs-domain stands on {name}, which is not on its list"))
        .collect())
}

/// What a file of the domain may not name. Comments may, and so may tests beside the code.
fn reaches_outside(text: &str) -> Vec<String> {
    let code: String = text
        .split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let modules = modules_of_std(&code);
    let outside = OUTSIDE
        .into_iter()
        .filter(|module| modules.contains(module))
        .map(|module| format!("std::{module}"));
    let words = WORDS
        .into_iter()
        .filter(|word| code.contains(word))
        .map(str::to_owned);
    outside.chain(words).collect()
}

/// The modules of `std` that a text names, also inside braces.
fn modules_of_std(code: &str) -> BTreeSet<&str> {
    let mut modules = BTreeSet::new();
    for rest in code.split("std::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            modules.insert(word(rest));
            continue;
        };
        let mut depth = 0_usize;
        let mut expected = true;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expected = true,
                _ if expected && depth == 0 && c.is_alphabetic() => {
                    modules.insert(word(list.get(at..).unwrap_or_default()));
                    expected = false;
                }
                _ => {}
            }
        }
    }
    modules
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_naming_the_outside_is_seen_and_the_rest_is_not() {
        for (text, found) in [
            ("use std::fs;", "std::fs"),
            ("let now = std::time::Instant::now();", "std::time"),
            (
                "use std::{collections::{BTreeMap, BTreeSet}, env};",
                "std::env",
            ),
            ("use std::{\n    io,\n    fmt,\n};", "std::io"),
            ("let day = Zoned::now();", "Zoned::now"),
        ] {
            assert_eq!(reaches_outside(text), [found], "{text}");
        }
        let pure = "use std::{collections::BTreeMap, fmt};\n/// Not std::fs.\nfn io() {}\n#[cfg(test)]\nuse std::fs;";
        assert_eq!(reaches_outside(pure), Vec::<String>::new());
    }
}
