//! What a first visit to each app may weigh (design budgets): a row for each part.

use super::compress::Sizes;
use crate::web_app::WebApp;
use anyhow::{Result, bail};

/// A part of an app and what it may weigh in brotli, in bytes.
pub(super) struct BudgetPart {
    name: &'static str,
    budget: u64,
    /// What fails the build. It is the budget, or where a part is still above its budget, what it weighs today:
    /// it may shrink and never grow.
    limit: u64,
    belongs: fn(&str) -> bool,
}

/// The rows of an app; a file belongs to the first part that takes it.
pub(super) fn parts(app: WebApp) -> &'static [BudgetPart] {
    match app {
        WebApp::Citizen => &CITIZEN,
        WebApp::Window => &WINDOW,
    }
}

/// What the first page of any app is made of.
fn is_shell(file: &str) -> bool {
    [".wasm", ".js", ".css", ".html"]
        .iter()
        .any(|ending| file.ends_with(ending))
}

const CITIZEN: [BudgetPart; 4] = [
    BudgetPart {
        // Ours: the design names none. It comes when the first page stands, and once for all visits: forms, sending, and
        // what becomes of an application.
        name: "pages after the first one (wasm)",
        budget: 340_000,
        limit: 340_000,
        belongs: |file| file.starts_with("pages-"),
    },
    BudgetPart {
        name: "shell: first page (wasm, JS, CSS, HTML)",
        budget: 250_000,
        limit: 250_000,
        belongs: is_shell,
    },
    BudgetPart {
        name: "catalogue (services and policy)",
        budget: 110_000,
        limit: 110_000,
        belongs: |file| file == "catalogue.json",
    },
    BudgetPart {
        name: "icons and the rest",
        budget: 60_000,
        limit: 60_000,
        belongs: |_| true,
    },
];

const WINDOW: [BudgetPart; 2] = [
    BudgetPart {
        // The frame alone: it weighs 41 kB. What the window can do will need more, said here.
        name: "staff app: frame (wasm, JS, CSS, HTML)",
        budget: 60_000,
        limit: 60_000,
        belongs: is_shell,
    },
    BudgetPart {
        name: "staff app: icons and the rest",
        budget: 10_000,
        limit: 10_000,
        belongs: |_| true,
    },
];

/// The weights as a table of Markdown.
pub(super) fn table(parts: &[BudgetPart], sizes: &Sizes) -> String {
    let mut table = "| Part | brotli, bytes | Budget |\n|---|--:|--:|\n".to_owned();
    for (part, weight) in parts.iter().zip(weigh(parts, sizes)) {
        table.push_str(&format!("| {} | {weight} | {} |\n", part.name, part.budget));
    }
    table
}

/// Prints a table; anything above its budget fails the build.
pub(super) fn check(parts: &[BudgetPart], sizes: &Sizes) -> Result<()> {
    let weights = weigh(parts, sizes);
    println!("size in brotli, bytes:");
    for (part, weight) in parts.iter().zip(&weights) {
        let above = if *weight > part.budget {
            ", ABOVE its budget"
        } else {
            ""
        };
        println!("  {weight:>8} of {:>7}  {}{above}", part.budget, part.name);
    }
    println!(
        "  {:>8}             a cold first visit, everything kept for off line",
        weights.iter().sum::<u64>()
    );
    for (part, weight) in parts.iter().zip(&weights) {
        if *weight > part.limit {
            bail!(
                "{}: {weight} bytes are above the limit of {}",
                part.name,
                part.limit
            );
        }
    }
    Ok(())
}

/// The weight of each part.
fn weigh(parts: &[BudgetPart], sizes: &Sizes) -> Vec<u64> {
    let mut weights = vec![0; parts.len()];
    for (file, size) in sizes {
        let part = parts
            .iter()
            .zip(&mut weights)
            .find(|(part, _)| (part.belongs)(file));
        if let Some((_, weight)) = part {
            *weight += size;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(files: &[(&str, u64)]) -> Sizes {
        files
            .iter()
            .map(|(name, size)| ((*name).to_owned(), *size))
            .collect()
    }

    #[test]
    fn every_file_counts_once_in_its_part() {
        let sizes = sizes(&[
            ("pages-0.wasm", 32),
            ("app-0.wasm", 1),
            ("start.js", 2),
            ("catalogue.json", 4),
            ("icons/a.png", 8),
            ("icons.svg", 16),
        ]);
        assert_eq!(weigh(&CITIZEN, &sizes), [32, 3, 4, 24]);
        assert_eq!(weigh(&WINDOW, &sizes), [35, 28]);
    }

    #[test]
    fn a_part_above_its_limit_fails_the_build() {
        for part in [&CITIZEN[1], &WINDOW[0]] {
            let one = std::slice::from_ref(part);
            assert!(check(one, &sizes(&[("app-0.wasm", part.limit)])).is_ok());
            assert!(check(one, &sizes(&[("app-0.wasm", part.limit + 1)])).is_err());
        }
    }
}
