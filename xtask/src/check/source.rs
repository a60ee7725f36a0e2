//! Rust files as the checks read them: code without comments, tests and texts, and the texts apart.

use super::texts;
use std::path::Path;

/// One file of the product.
pub(super) struct SourceText {
    /// Its path from the project's root.
    pub(super) name: String,
    /// Its code. Comments and test modules are gone, every text in it is empty; lines stay where they are.
    pub(super) code: String,
    /// Its texts, each with its line.
    pub(super) literals: Vec<(usize, String)>,
}

/// The files below some folders, without those that are tests as a whole.
pub(super) fn sources(root: &Path, folders: &[&str]) -> Vec<SourceText> {
    texts(root, folders, &[".rs"])
        .into_iter()
        .filter(|(name, _)| !is_test(name))
        .map(|(name, text)| SourceText::read(name, &text))
        .collect()
}

/// Whether a path is that of tests, benches or examples.
fn is_test(name: &str) -> bool {
    name.starts_with("tests/")
        || ["/tests/", "/benches/", "/examples/"]
            .iter()
            .any(|folder| name.contains(folder))
        || name.ends_with("/tests.rs")
        // The contract of every storage, which is a test.
        || name.ends_with("/contract.rs")
}

impl SourceText {
    /// Reads one file.
    pub(super) fn read(name: String, text: &str) -> SourceText {
        let lexed = Lexer::default().read(text);
        let mut code = lexed.code;
        let tests = test_items(&code);
        let literals = lexed
            .literals
            .into_iter()
            .filter(|(at, _)| !tests.iter().any(|(from, to)| (*from..*to).contains(at)))
            .map(|(at, literal)| (line_at(&code, at), literal))
            .collect();
        for (from, to) in tests {
            code = code
                .char_indices()
                .map(|(at, c)| match (from..to).contains(&at) && c != '\n' {
                    true => ' ',
                    false => c,
                })
                .collect();
        }
        SourceText {
            name,
            code,
            literals,
        }
    }
}

/// The number of the line at an offset, from 1 on.
fn line_at(code: &str, at: usize) -> usize {
    1 + code.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// What a file is made of. Characters outside ASCII that are code become blanks, so that offsets are bytes.
#[derive(Default)]
struct Lexer {
    code: String,
    literals: Vec<(usize, String)>,
}

impl Lexer {
    fn read(mut self, text: &str) -> Lexer {
        let chars: Vec<char> = text.chars().collect();
        let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
        let mut place = 0;
        while place < chars.len() {
            let c = at(place);
            let follows_a_name = place > 0 && is_name(at(place - 1));
            if c == '/' && at(place + 1) == '/' {
                while place < chars.len() && at(place) != '\n' {
                    place += 1;
                }
            } else if c == '/' && at(place + 1) == '*' {
                place = self.comment(&chars, place);
            } else if c == '"' {
                place = self.text(&chars, place + 1, None);
            } else if c == 'r' && !follows_a_name && matches!(at(place + 1), '"' | '#') {
                let hashes = chars
                    .iter()
                    .skip(place + 1)
                    .take_while(|c| **c == '#')
                    .count();
                if at(place + 1 + hashes) == '"' {
                    place = self.text(&chars, place + 2 + hashes, Some(hashes));
                } else {
                    self.push(c);
                    place += 1;
                }
            } else if c == '\'' && (at(place + 1) == '\\' || at(place + 2) == '\'') {
                // A character; anything else behind an apostrophe is a lifetime.
                place += if at(place + 1) == '\\' { 3 } else { 2 };
                while place < chars.len() && at(place) != '\'' {
                    place += 1;
                }
                place += 1;
            } else {
                self.push(c);
                place += 1;
            }
        }
        self
    }

    fn push(&mut self, c: char) {
        self.code.push(if c.is_ascii() { c } else { ' ' });
    }

    /// Behind a comment with a beginning and an end, which may hold others.
    fn comment(&mut self, chars: &[char], mut place: usize) -> usize {
        let mut depth = 0_usize;
        while place < chars.len() {
            match (chars.get(place), chars.get(place + 1)) {
                (Some('/'), Some('*')) => (depth, place) = (depth + 1, place + 2),
                (Some('*'), Some('/')) => (depth, place) = (depth - 1, place + 2),
                (Some('\n'), _) => {
                    self.code.push('\n');
                    place += 1;
                }
                _ => place += 1,
            }
            if depth == 0 {
                break;
            }
        }
        place
    }

    /// Behind a text that begins at a place; a raw one ends with so many hashes.
    fn text(&mut self, chars: &[char], mut place: usize, raw: Option<usize>) -> usize {
        let mut literal = String::new();
        let mut lines = 0;
        while let Some(c) = chars.get(place) {
            place += 1;
            if *c == '\\' && raw.is_none() {
                literal.push('\\');
                literal.extend(chars.get(place));
                lines += usize::from(chars.get(place) == Some(&'\n'));
                place += 1;
                continue;
            }
            let hashes = raw.unwrap_or(0);
            let closes = *c == '"' && chars.iter().skip(place).take(hashes).all(|c| *c == '#');
            if closes {
                place += hashes;
                break;
            }
            lines += usize::from(*c == '\n');
            literal.push(*c);
        }
        self.literals.push((self.code.len(), literal));
        self.code.push_str("\"\"");
        self.code.extend(std::iter::repeat_n('\n', lines));
        place
    }
}

/// Whether a character may stand in a name.
pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// From where to where items stand that are compiled for tests only.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    let mut from = 0;
    while let Some(found) = code.get(from..).and_then(|rest| rest.find("#[cfg(")) {
        let begin = from + found;
        let rest = code.get(begin..).unwrap_or_default();
        let attribute = rest.find(")]").map_or(rest.len(), |end| end + 2);
        from = begin + attribute;
        let condition = rest.get(..attribute).unwrap_or_default();
        let words: Vec<&str> = condition.split(|c: char| !is_name(c)).collect();
        if words.contains(&"test") && !words.contains(&"not") && !words.contains(&"any") {
            let end = from + item(code.get(from..).unwrap_or_default());
            items.push((begin, end));
            from = end;
        }
    }
    items
}

/// The length of the item that a code begins with: up to its semicolon or its last brace.
fn item(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_tests_are_no_code_and_texts_stand_apart() {
        let text = "//! \"told\"\nconst A: &str = \"one\"; /* \"two\" */\nlet c = '\"'; let r = r#\"th\"ree\"#;\n\
                    fn f<'a>() {}\n#[cfg(test)]\nmod tests {\n    const B: &str = \"four\";\n}\nconst C: &str = \"five\";";
        let source = SourceText::read("a.rs".to_owned(), text);
        let literals: Vec<_> = source
            .literals
            .iter()
            .map(|(line, literal)| (*line, literal.as_str()))
            .collect();
        assert_eq!(literals, [(2, "one"), (3, "th\"ree"), (9, "five")]);
        assert!(!source.code.contains("told") && !source.code.contains("const B"));
        assert!(source.code.contains("fn f<'a>() {}"));
        assert_eq!(source.code.lines().count(), text.lines().count());
    }

    #[test]
    fn code_that_is_compiled_without_tests_too_stays() {
        let text = "#[cfg(not(test))]\nfn a() {}\n#[cfg(any(test, feature = \"x\"))]\nfn b() {}\n#[cfg(test)]\nuse c;\nfn d() {}";
        let code = SourceText::read("a.rs".to_owned(), text).code;
        assert!(code.contains("fn a()") && code.contains("fn b()") && code.contains("fn d()"));
        assert!(!code.contains("use c"));
    }
}
