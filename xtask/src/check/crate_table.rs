//! Which crate of the workspace may stand on which other one: a table, and nothing outside of it.

use super::verdict;
use crate::count::Count;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::path::Path;

/// What one crate may name.
struct Row {
    package: &'static str,
    /// In what is shipped.
    may_use: &'static [&'static str],
    /// In its tests and benches besides.
    in_tests: &'static [&'static str],
}

/// Names without the prefix `civil-affairs-`.
const TABLE: [Row; 14] = [
    Row {
        package: "domain-derive",
        may_use: &[],
        in_tests: &[],
    },
    Row {
        package: "domain",
        may_use: &["domain-derive"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "definitions",
        may_use: &["domain"],
        in_tests: &["testkit"],
    },
    Row {
        package: "client",
        may_use: &["domain"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "ui",
        may_use: &["client", "domain"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "app",
        may_use: &["client", "domain", "ui"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "window",
        may_use: &["client", "domain", "ui"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "store",
        may_use: &["domain"],
        in_tests: &["definitions", "testkit"],
    },
    Row {
        package: "cases",
        may_use: &["definitions", "domain", "store"],
        in_tests: &["testkit"],
    },
    Row {
        package: "server",
        may_use: &["cases", "definitions", "domain", "store"],
        in_tests: &["testkit"],
    },
    Row {
        package: "testkit",
        may_use: &["definitions", "domain"],
        in_tests: &[],
    },
    Row {
        package: "simulate",
        may_use: &[
            "cases",
            "definitions",
            "domain",
            "server",
            "store",
            "testkit",
        ],
        in_tests: &[],
    },
    Row {
        package: "journeys",
        may_use: &["definitions", "domain", "testkit"],
        in_tests: &[],
    },
    Row {
        package: "xtask",
        may_use: &["definitions"],
        in_tests: &[],
    },
];

/// Checks every crate of the workspace.
pub(super) fn crate_table(root: &Path) -> Count {
    let metadata = MetadataCommand::new().current_dir(root).no_deps().exec();
    match metadata {
        Ok(metadata) => verdict(&findings(&edges(&metadata))),
        Err(error) => verdict(&[error.to_string()]),
    }
}

/// A crate, and one of the workspace that it names.
struct Edges {
    package: String,
    uses: Vec<(String, DependencyKind)>,
}

fn edges(metadata: &Metadata) -> Vec<Edges> {
    let packages = metadata.packages.iter();
    packages
        .map(|package| Edges {
            package: short(&package.name).to_owned(),
            uses: package
                .dependencies
                .iter()
                .filter(|dependency| dependency.path.is_some())
                .map(|dependency| (short(&dependency.name).to_owned(), dependency.kind))
                .collect(),
        })
        .collect()
}

fn short(name: &str) -> &str {
    name.strip_prefix("civil-affairs-").unwrap_or(name)
}

fn findings(edges: &[Edges]) -> Vec<String> {
    let mut findings = Vec::new();
    for own in edges {
        let Some(row) = TABLE.iter().find(|row| row.package == own.package) else {
            findings.push(format!("{} has no row in the table of crates", own.package));
            continue;
        };
        for (used, kind) in &own.uses {
            let mut allowed = row.may_use.contains(&used.as_str());
            if *kind == DependencyKind::Development {
                // A crate may name itself in its tests, to ask for a feature.
                allowed |= row.in_tests.contains(&used.as_str()) || *used == own.package;
            }
            if !allowed {
                findings.push(format!("{} may not stand on {used} ({kind})", own.package));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(package: &str, used: &str, kind: DependencyKind) -> Vec<Edges> {
        vec![Edges {
            package: package.to_owned(),
            uses: vec![(used.to_owned(), kind)],
        }]
    }

    #[test]
    fn what_the_table_does_not_allow_is_told() {
        use DependencyKind::{Development, Normal};
        assert!(findings(&edge("server", "domain", Normal)).is_empty());
        assert!(findings(&edge("server", "testkit", Development)).is_empty());
        for (package, used, kind) in [
            ("domain", "server", Normal),
            ("server", "testkit", Normal),
            ("app", "store", Normal),
            ("newcomer", "domain", Normal),
        ] {
            assert_eq!(findings(&edge(package, used, kind)).len(), 1, "{package}");
        }
    }
}
