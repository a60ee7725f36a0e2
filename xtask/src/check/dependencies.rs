//! What the project may depend on: licences, sources, banned crates; and a domain without any way to the outside.

use super::verdict;
use crate::{process::root, test::Count};
use cargo_metadata::{Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};

/// Licences that may be linked into the product without further duties than naming them.
const LICENCES: [&str; 14] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "0BSD",
    "MPL-2.0",
];

/// Not in this project, and why.
const BANNED: [(&str, &str); 5] = [
    (
        "openssl-sys",
        "rustls is used where transport is encrypted here",
    ),
    ("chrono", "jiff is the one date type"),
    (
        "leptos_router",
        "43 kB for what a small router of our own does",
    ),
    ("regex-lite", "no pattern language is needed"),
    ("native-tls", "rustls is used"),
];

/// All that the domain may stand on. Nothing here does input, output, clocks or randomness.
const DOMAIN: [&str; 38] = [
    "block-buffer",
    "cfg-if",
    "const-oid",
    "cpufeatures",
    "crypto-common",
    "digest",
    "equivalent",
    "foldhash",
    "hashbrown",
    "hybrid-array",
    "indexmap",
    "itoa",
    "jiff",
    "jiff-core",
    "jiff-static",
    "libc",
    "log",
    "memchr",
    "proc-macro2",
    "quote",
    "ryu",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "serde_spanned",
    "sha2",
    "syn",
    "thiserror",
    "thiserror-impl",
    "toml",
    "toml_datetime",
    "toml_parser",
    "toml_writer",
    "typenum",
    "unicode-ident",
    "winnow",
    "zmij",
];

/// Checks the resolved dependency graph.
pub(crate) fn dependencies() -> Count {
    let metadata = match MetadataCommand::new()
        .current_dir(root())
        .other_options(vec!["--locked".to_owned()])
        .exec()
    {
        Ok(metadata) => metadata,
        Err(error) => return verdict(&[error.to_string()]),
    };
    let mut findings = Vec::new();
    for package in &metadata.packages {
        findings.extend(of_package(package, &metadata));
    }
    findings.extend(domain(&metadata));
    findings.extend(root_dependencies(&metadata));
    verdict(&findings)
}

fn of_package(package: &Package, metadata: &Metadata) -> Vec<String> {
    let mut findings = Vec::new();
    let name = package.name.as_str();
    let own = metadata.workspace_members.contains(&package.id);
    if let Some((_, reason)) = BANNED.iter().find(|(banned, _)| *banned == name) {
        findings.push(format!("{name}: {reason}"));
    }
    match &package.source {
        None if own => {}
        Some(source) if source.is_crates_io() => {}
        _ => findings.push(format!("{name}: does not come from the standard registry")),
    }
    let allowed = package.license.as_deref().is_some_and(licence_allowed);
    if !own && !allowed {
        let licence = package.license.as_deref().unwrap_or("none named");
        findings.push(format!("{name}: licence {licence}"));
    }
    findings
}

/// One of the alternatives joined by OR must be allowed in all its parts joined by AND.
fn licence_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    expression.split(" OR ").any(|choice| {
        choice
            .split(" AND ")
            .all(|licence| LICENCES.contains(&licence.trim()))
    })
}

/// Walks what the domain is built from, every feature switched on, tests left out.
fn domain(metadata: &Metadata) -> Vec<String> {
    let Some(resolve) = &metadata.resolve else {
        return vec!["cargo metadata has no dependency graph".to_owned()];
    };
    let nodes: BTreeMap<&PackageId, _> =
        resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let names: BTreeMap<&PackageId, &str> = metadata
        .packages
        .iter()
        .map(|package| (&package.id, package.name.as_str()))
        .collect();
    let Some(start) = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == "civil-affairs-domain")
    else {
        return vec!["civil-affairs-domain is missing".to_owned()];
    };
    let mut seen = BTreeSet::new();
    let mut open = vec![&start.id];
    while let Some(id) = open.pop() {
        for dependency in nodes
            .get(id)
            .map(|node| node.deps.as_slice())
            .unwrap_or_default()
        {
            let built_in = dependency.dep_kinds.iter().any(|kind| {
                matches!(kind.kind, cargo_metadata::DependencyKind::Normal) && kind.target.is_none()
            });
            if built_in && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen.into_iter()
        .filter_map(|id| names.get(id))
        .filter(|name| !DOMAIN.contains(name))
        .map(|name| format!("civil-affairs-domain depends on {name}, which is not on its list"))
        .collect()
}

/// The packages that the app must name directly.
fn root_dependencies(metadata: &Metadata) -> Vec<String> {
    let app = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == "civil-affairs-app");
    [
        "leptos",
        "wasm-bindgen",
        "gloo",
        "serde",
        "indexed_db_futures",
        "web-sys",
    ]
    .into_iter()
    .filter(|wanted| {
        !app.is_some_and(|app| {
            app.dependencies
                .iter()
                .any(|dependency| dependency.name == *wanted)
        })
    })
    .map(|missing| format!("the app does not depend on {missing}"))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_when_one_alternative_is_wholly_allowed() {
        assert!(licence_allowed("MIT OR GPL-3.0-only"));
        assert!(licence_allowed("MIT/Apache-2.0"));
        assert!(licence_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!licence_allowed("MIT AND GPL-3.0-only"));
        assert!(!licence_allowed("AGPL-3.0"));
    }
}
