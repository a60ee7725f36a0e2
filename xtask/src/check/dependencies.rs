//! Checks what the project depends on against `deny.toml`: licences, sources, banned crates, second versions.

use super::{
    licence, policy,
    policy::{DenyEntry, DenyPolicy},
    verdict,
};
use crate::count::Count;
use cargo_metadata::{Metadata, MetadataCommand, Package};
use std::{collections::BTreeMap, path::Path};

/// The packages that the app must name directly.
const NAMED_BY_THE_APP: [&str; 6] = [
    "leptos",
    "wasm-bindgen",
    "gloo",
    "serde",
    "indexed_db_futures",
    "web-sys",
];

/// Checks every package of the lockfile, whatever it is built for.
pub(super) fn dependencies(root: &Path) -> Count {
    let metadata = MetadataCommand::new()
        .current_dir(root)
        .other_options(vec!["--locked".to_owned()])
        .exec();
    let findings = match (metadata, policy::read(root)) {
        (Ok(metadata), Ok(policy)) => findings(&metadata, &policy),
        (Err(error), _) => vec![error.to_string()],
        (_, Err(error)) => vec![format!("{error:#}")],
    };
    verdict(&findings)
}

fn findings(metadata: &Metadata, policy: &DenyPolicy) -> Vec<String> {
    let mut findings = Vec::new();
    let mut versions: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for package in &metadata.packages {
        if !metadata.workspace_members.contains(&package.id) {
            findings.extend(of_package(package, policy, &users(metadata, package)));
        }
        versions
            .entry(package.name.as_str())
            .or_default()
            .push(&package.version);
    }
    for (name, mut versions) in versions {
        versions.sort();
        versions.pop();
        for version in versions {
            let version = version.to_string();
            if !policy.bans.skip.iter().any(|skip| skip.is(name, &version)) {
                findings.push(format!(
                    "{name} {version}: an older second version, not in deny.toml's `skip`"
                ));
            }
        }
    }
    let present = |entry: &DenyEntry| {
        let is = |package: &Package| entry.is(&package.name, &package.version.to_string());
        metadata.packages.iter().any(is)
    };
    for skip in policy.bans.skip.iter().filter(|skip| !present(skip)) {
        findings.push(format!("{}: deny.toml still skips it", skip.spec));
    }
    findings.extend(missing_in_the_app(metadata));
    findings
}

/// Names of the packages that stand on a package.
fn users<'a>(metadata: &'a Metadata, package: &Package) -> Vec<&'a str> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let users = nodes.filter(|node| node.dependencies.contains(&package.id));
    users
        .filter_map(|node| metadata.packages.iter().find(|own| own.id == node.id))
        .map(|user| user.name.as_str())
        .collect()
}

fn of_package(package: &Package, policy: &DenyPolicy, users: &[&str]) -> Vec<String> {
    let mut findings = Vec::new();
    let (name, version) = (package.name.as_str(), package.version.to_string());
    for ban in policy.bans.deny.iter().filter(|ban| ban.is(name, &version)) {
        let allowed = |user: &&str| ban.wrappers.iter().any(|wrapper| wrapper == user);
        if !users.is_empty() && users.iter().all(allowed) {
            continue;
        }
        findings.push(format!("{name} {version}: banned, {}", ban.reason));
    }
    let standard = package
        .source
        .as_ref()
        .is_some_and(cargo_metadata::Source::is_crates_io);
    if !standard {
        findings.push(format!(
            "{name} {version}: does not come from the standard registry"
        ));
    }
    let licence = package.license.as_deref().unwrap_or("none named");
    if !licence::is_allowed(licence, &policy.licenses.allow) {
        findings.push(format!("{name} {version}: licence {licence}"));
    }
    findings
}

fn missing_in_the_app(metadata: &Metadata) -> Vec<String> {
    let app = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == "civil-affairs-app");
    let named = |wanted: &str| {
        app.is_some_and(|app| {
            let is = |dependency: &cargo_metadata::Dependency| dependency.name == wanted;
            app.dependencies.iter().any(is)
        })
    };
    NAMED_BY_THE_APP
        .into_iter()
        .filter(|wanted| !named(wanted))
        .map(|missing| format!("the app does not depend on {missing}"))
        .collect()
}
