//! What a first visit may weigh (design budgets): the first page and what it needs, the other pages, the
//! catalogue, the rest.

use super::compress::Sizes;
use anyhow::{Result, bail};

/// A part of the app and what it may weigh in brotli, in bytes.
struct Part {
    name: &'static str,
    budget: u64,
    /// What fails the build. It is the budget, or where a part is still above its budget, what it weighs today:
    /// it may shrink and never grow.
    limit: u64,
    belongs: fn(&str) -> bool,
}

const PARTS: [Part; 4] = [
    Part {
        // Ours: the design names none. It comes when the first page stands, and once for all visits: forms, sending, and
        // what becomes of an application.
        name: "pages after the first one (wasm)",
        budget: 340_000,
        limit: 340_000,
        belongs: |file| file.starts_with("pages-"),
    },
    Part {
        name: "shell: first page (wasm, JS, CSS, HTML)",
        budget: 250_000,
        limit: 250_000,
        belongs: |file| {
            [".wasm", ".js", ".css", ".html"]
                .iter()
                .any(|ending| file.ends_with(ending))
        },
    },
    Part {
        name: "catalogue (services and policy)",
        budget: 120_000,
        limit: 120_000,
        belongs: |file| file == "catalogue.json",
    },
    Part {
        name: "icons and the rest",
        budget: 60_000,
        limit: 60_000,
        belongs: |_| true,
    },
];

/// The weights as a table of Markdown.
pub(super) fn table(sizes: &Sizes) -> String {
    let mut table = "| Part | brotli, bytes | Budget |\n|---|--:|--:|\n".to_owned();
    for (part, weight) in PARTS.iter().zip(weigh(sizes)) {
        table.push_str(&format!("| {} | {weight} | {} |\n", part.name, part.budget));
    }
    table
}

/// Prints a table; anything above its budget fails the build.
pub(super) fn check(sizes: &Sizes) -> Result<()> {
    let weights = weigh(sizes);
    println!("size in brotli, bytes:");
    for (part, weight) in PARTS.iter().zip(weights) {
        let above = if weight > part.budget {
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
    for (part, weight) in PARTS.iter().zip(weights) {
        if weight > part.limit {
            bail!(
                "{}: {weight} bytes are above the limit of {}",
                part.name,
                part.limit
            );
        }
    }
    Ok(())
}

/// The weight of each part; a file belongs to the first part that takes it.
fn weigh(sizes: &Sizes) -> [u64; PARTS.len()] {
    let mut weights = [0; PARTS.len()];
    for (file, size) in sizes {
        let part = PARTS
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
        assert_eq!(weigh(&sizes), [32, 3, 4, 24]);
    }

    #[test]
    fn a_part_above_its_limit_fails_the_build() {
        assert!(check(&sizes(&[("app-0.wasm", PARTS[1].limit)])).is_ok());
        assert!(check(&sizes(&[("app-0.wasm", PARTS[1].limit + 1)])).is_err());
    }
}
