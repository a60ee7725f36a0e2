//! No telephone number is invented: only those of services-overview §6 stand in data and code.

use super::{texts, verdict};
use crate::test::Count;
use std::path::Path;

/// The numbers that are known for certain.
const KNOWN: [&str; 5] = ["110", "119", "120", "12345", "12338"];

/// Looks through everything people read. Worked cases are left out: their mobile numbers are answers.
pub(crate) fn telephone(root: &Path) -> Count {
    let mut findings = Vec::new();
    for (name, text) in texts(
        root,
        &["services", "policy", "src", "index.html"],
        &[".toml", ".rs", ".html"],
    ) {
        if name.starts_with("services/cases/") || name.contains("/tests") {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            for number in numbers(line) {
                findings.push(format!(
                    "{name}:{}: `{number}` looks like a telephone number",
                    at + 1
                ));
            }
        }
    }
    verdict(&findings)
}

/// What could be dialled in a line: runs of digits, blanks and hyphens of a number's length; and every number that
/// stands beside a word for calling, whatever its length.
fn numbers(line: &str) -> Vec<String> {
    let dialling = [
        "电话", "拨打", "致电", "热线", "call ", "Call ", "tel:", "phone", "number =",
    ]
    .iter()
    .any(|word| line.contains(word));
    let mut found = Vec::new();
    for (run, before, after) in runs(line) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let part_of_word =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let code = before == Some('"') && after == Some('"') && !dialling && digits.len() <= 6;
        if KNOWN.contains(&digits.as_str()) || part_of_word(before) || part_of_word(after) || code {
            continue;
        }
        let date =
            run.split('-').count() == 3 && matches!(digits.len(), 8) && run.starts_with(['1', '2']);
        let landline = run.starts_with('0') && (10..=12).contains(&digits.len());
        let mobile = digits.starts_with('1') && digits.len() == 11;
        let service =
            (digits.starts_with("400") || digits.starts_with("800")) && digits.len() == 10;
        let local = (7..=8).contains(&digits.len()) && !date && !digits.ends_with("0000");
        let short = digits.len() == 5
            && (digits.starts_with("12") || digits.starts_with("95") || digits.starts_with("96"));
        let beside = dialling && (3..=8).contains(&digits.len()) && !date;
        if landline || mobile || service || local || short || (beside && !is_measure(after)) {
            found.push(run);
        }
    }
    found
}

/// 3 天, 60 岁, 12 months: a unit behind a number says what it counts.
fn is_measure(after: Option<char>) -> bool {
    after.is_some_and(|c| "天岁周年月日个小人位字元条张%号分".contains(c))
}

/// Runs of digits, with hyphens and single blanks between digits, and what stands beside them.
fn runs(line: &str) -> Vec<(String, Option<char>, Option<char>)> {
    let characters: Vec<char> = line.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if !characters.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        while let Some(c) = characters.get(at) {
            let next_is_digit = characters.get(at + 1).is_some_and(char::is_ascii_digit);
            if c.is_ascii_digit() {
                end = at + 1;
            } else if !(*c == '-' && next_is_digit) {
                break;
            }
            at += 1;
        }
        let run: String = characters
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        let before = start
            .checked_sub(1)
            .and_then(|at| characters.get(at))
            .copied();
        let mut after = characters.get(end).copied();
        if after == Some(' ') {
            after = characters.get(end + 1).copied().filter(|c| !c.is_ascii());
        }
        found.push((run, before, after));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_numbers_of_every_kind_are_found() {
        for line in [
            "请拨打 85551234。",
            "电话：0579-85551234",
            "手机 13900000000",
            "热线 4000000000",
            "call 96000 now",
            "投诉请打电话 12306",
        ] {
            assert_eq!(numbers(line).len(), 1, "{line}");
        }
    }

    #[test]
    fn known_numbers_dates_amounts_and_codes_are_no_inventions() {
        for line in [
            "请拨打 12345 或 110。",
            "checked_on = \"2026-11-23\"",
            "dated = { zh = \"2025年5月10日起施行\" }",
            "text = { zh = \"60 周岁以上，致电前请准备\" }",
            "{ code = \"330782\", zh = \"义乌市\" }",
            "value = \"1000000\"",
            "id = \"GB11643\"",
            "填写约 10 分钟，有疑问请打电话。",
        ] {
            assert_eq!(numbers(line), Vec::<String>::new(), "{line}");
        }
    }
}
