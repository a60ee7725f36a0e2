//! No circle of modules: the files and folders that lie directly in a crate's `src` use one another in one direction
//! only.

use super::{
    source::{SourceText, is_name, sources},
    verdict,
};
use crate::count::Count;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Modules of a crate, each with those that it uses.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Checks every crate.
pub(super) fn circles(root: &Path) -> Count {
    let sources = sources(root, &["src", "apps", "crates", "xtask/src"]);
    let mut crates: BTreeMap<&str, Vec<&SourceText>> = BTreeMap::new();
    for source in &sources {
        if let Some(folder) = crate_folder(&source.name) {
            crates.entry(folder).or_default().push(source);
        }
    }
    let findings: Vec<String> = crates
        .into_iter()
        .filter_map(|(folder, sources)| {
            let circle = circle(&graph(folder, &sources))?;
            Some(format!(
                "{folder}: a circle of modules: {}",
                circle.join(" → ")
            ))
        })
        .collect();
    verdict(&findings)
}

/// The folder `src` that a file lies below.
fn crate_folder(name: &str) -> Option<&str> {
    if name.starts_with("src/") {
        return Some("src");
    }
    let end = name.find("/src/")? + "/src".len();
    name.get(..end)
}

fn graph(folder: &str, sources: &[&SourceText]) -> Graph {
    let place = |source: &SourceText| -> Vec<String> {
        let path = source.name.strip_prefix(folder).unwrap_or_default();
        let path = path.trim_start_matches('/').trim_end_matches(".rs");
        path.trim_end_matches("/mod")
            .split('/')
            .map(str::to_owned)
            .collect()
    };
    let is_root = |place: &[String]| matches!(place, [only] if only == "lib" || only == "main");
    let modules: BTreeSet<String> = sources
        .iter()
        .map(|source| place(source))
        .filter(|place| !is_root(place))
        .filter_map(|place| place.into_iter().next())
        .collect();
    let roots = sources.iter().filter(|source| is_root(&place(source)));
    let offered: BTreeMap<String, String> = roots
        .flat_map(|source| offered(&source.code, &modules))
        .collect();
    let mut graph = Graph::new();
    for source in sources {
        let place = place(source);
        let (false, Some(own)) = (is_root(&place), place.first()) else {
            continue;
        };
        let used = graph.entry(own.clone()).or_default();
        for name in names_of_the_root(&source.code, place.len()) {
            let module = offered.get(&name).cloned().unwrap_or(name);
            if modules.contains(&module) && module != *own {
                used.insert(module);
            }
        }
    }
    graph
}

/// What the crate's root offers in its own name of its modules: `pub use catalogue::{One, Two};`.
fn offered(code: &str, modules: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut offered = Vec::new();
    for statement in code.split("use ").skip(1) {
        let statement = statement.split(';').next().unwrap_or_default();
        let mut words = statement.split(|c: char| !is_name(c));
        let Some(module) = words.next().filter(|module| modules.contains(*module)) else {
            continue;
        };
        offered.extend(
            words
                .filter(|word| word.starts_with(char::is_uppercase))
                .map(|word| (word.to_owned(), module.to_owned())),
        );
    }
    offered
}

/// The first names behind `crate::` and behind as many `super::` as lead to the root, braces included.
fn names_of_the_root(code: &str, depth: usize) -> Vec<String> {
    let mut names = Vec::new();
    let supers = "super::".repeat(depth);
    for root in ["crate::", supers.as_str()] {
        for (at, _) in code.match_indices(root) {
            let before = code.get(..at).and_then(|code| code.chars().next_back());
            if before.is_some_and(|c| is_name(c) || c == ':') {
                continue;
            }
            let rest = code.get(at + root.len()..).unwrap_or_default();
            names.extend(first_names(rest));
        }
    }
    names
}

/// The name that a path begins with, or the first names inside its braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.chars().take_while(|c| is_name(*c)).collect() };
    let Some(list) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut is_begin = true;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_begin = true,
            c if is_begin && depth == 0 && is_name(c) => {
                names.push(name(list.get(at..).unwrap_or_default()));
                is_begin = false;
            }
            _ => {}
        }
    }
    names
}

/// One circle, as the way around it.
fn circle(graph: &Graph) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    graph
        .keys()
        .find_map(|module| walk(graph, module, &mut Vec::new(), &mut done))
}

fn walk(
    graph: &Graph,
    module: &str,
    way: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(begin) = way.iter().position(|own| own == module) {
        let around = way.iter().skip(begin).cloned();
        return Some(around.chain([module.to_owned()]).collect());
    }
    if done.contains(module) {
        return None;
    }
    way.push(module.to_owned());
    let next = graph.get(module).into_iter().flatten();
    for used in next {
        if let Some(found) = walk(graph, used, way, done) {
            return Some(found);
        }
    }
    way.pop();
    done.insert(module.to_owned());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circle_of(files: &[(&str, &str)]) -> Option<String> {
        let sources: Vec<SourceText> = files
            .iter()
            .map(|(name, text)| SourceText::read(format!("src/{name}"), text))
            .collect();
        let sources: Vec<&SourceText> = sources.iter().collect();
        circle(&graph("src", &sources)).map(|way| way.join(" "))
    }

    #[test]
    fn a_circle_is_told_however_the_modules_name_one_another() {
        for (a, b) in [
            ("use crate::b::B;", "use crate::a::A;"),
            (
                "use crate::{\n    c::{X, Y},\n    b::B,\n};",
                "fn f() { crate::a::run(); }",
            ),
            ("use super::b::B;", "use super::{a::A, c};"),
            ("use crate::B;", "use crate::a::A;"),
        ] {
            let files = [
                ("lib.rs", "mod a;\npub use b::B;"),
                ("a.rs", a),
                ("b.rs", b),
                ("c.rs", ""),
            ];
            assert_eq!(circle_of(&files).as_deref(), Some("a b a"), "{a} {b}");
        }
        let deep = [
            ("a/x.rs", "use super::super::b;"),
            ("b/mod.rs", "use crate::a;"),
        ];
        assert_eq!(circle_of(&deep).as_deref(), Some("a b a"));
    }

    #[test]
    fn what_goes_one_way_is_no_circle() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "use super::b::B;"),
            ("a/x.rs", "use super::y; use crate::{a::z, b};"),
            (
                "b.rs",
                "// use crate::a;\n#[cfg(test)]\nmod tests { use crate::a; }",
            ),
        ];
        assert_eq!(circle_of(&files), None);
    }
}
