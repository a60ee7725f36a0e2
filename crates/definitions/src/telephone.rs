//! No telephone number is invented: finds what could be dialled in a line.

/// Words beside which even a short number is one to call.
const DIALLING: [&str; 10] = [
    "电话", "拨打", "致电", "热线", "call ", "Call ", "tel:", "phone", "Phone", "number =",
];

/// Units: a number before one of them counts something.
const UNITS: &str = "天岁周年月日个小人位字元条张%号分";

/// What could be dialled in a line: a number of a telephone's shape, written together or in groups, and every number
/// beside a word for calling. Those known for certain are none.
pub fn numbers(line: &str, known: &[&str]) -> Vec<String> {
    let line: Vec<char> = line.chars().map(plain).collect();
    let text: String = line.iter().collect();
    let dialling = DIALLING.iter().any(|word| text.contains(word));
    let mut found: Vec<String> = runs(&line, |c| c == '-')
        .into_iter()
        .filter(|run| run.is_suspicious(dialling, known))
        .map(|run| run.text)
        .collect();
    for group in runs(&line, |c| matches!(c, '-' | ' ' | '(' | ')' | '.')) {
        let inside = found.iter().any(|one| group.text.contains(one.as_str()));
        if !inside && !group.is_in_a_word() && dials_far(&group.digits()) {
            found.push(group.text);
        }
    }
    found
}

/// Full-width digits and signs mean the same as the plain ones.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | '－' | '（' | '）' | '　' => char::from_u32(match c {
            '　' => 0x20,
            _ => u32::from(c) - 0xFEE0,
        })
        .unwrap_or(c),
        '‐' | '‑' | '–' | '—' => '-',
        _ => c,
    }
}

/// Digits with separators between them, and what stands beside.
struct Run {
    text: String,
    before: Option<char>,
    after: Option<char>,
    /// A bare number after an equals sign is for calculating.
    is_value: bool,
}

impl Run {
    fn digits(&self) -> String {
        self.text.chars().filter(char::is_ascii_digit).collect()
    }

    /// Part of a name, a code or an address: `GB11643`, `content_9180669`.
    fn is_in_a_word(&self) -> bool {
        let belongs = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        belongs(self.before) || belongs(self.after)
    }

    /// `2026-11-23`, `2018-2023`.
    fn is_date(&self) -> bool {
        let parts: Vec<&str> = self.text.split('-').collect();
        let is_year = |part: &str| part.len() == 4 && part.starts_with(['1', '2']);
        match parts.as_slice() {
            [year, month, day] => is_year(year) && month.len() == 2 && day.len() == 2,
            [from, to] => is_year(from) && is_year(to),
            _ => false,
        }
    }

    fn is_suspicious(&self, dialling: bool, known: &[&str]) -> bool {
        let digits = self.digits();
        let is_code =
            (self.before, self.after) == (Some('"'), Some('"')) && !dialling && digits.len() <= 6;
        if known.contains(&digits.as_str()) || self.is_in_a_word() || is_code || self.is_date() {
            return false;
        }
        let local = (7..=8).contains(&digits.len()) && !digits.ends_with("0000");
        let short = digits.len() == 5 && ["12", "95", "96"].iter().any(|at| digits.starts_with(at));
        let beside = dialling
            && (3..=8).contains(&digits.len())
            && !self.after.is_some_and(|c| UNITS.contains(c));
        dials_far(&digits) || beside || ((local || short) && !self.is_value)
    }
}

/// A landline with its area code, a mobile, a service number; with or without the country.
fn dials_far(digits: &str) -> bool {
    let inland = digits
        .strip_prefix("0086")
        .or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() >= 10))
        .unwrap_or(digits);
    let second = inland.chars().nth(1);
    match inland.len() {
        10 if inland.starts_with("400") || inland.starts_with("800") => true,
        11 if inland.starts_with('1') => second.is_some_and(|c| c >= '3'),
        10..=12 => inland.starts_with('0') && second.is_some_and(|c| c != '0'),
        _ => false,
    }
}

/// Runs of digits. One separator may stand between two digits, or one with a blank.
fn runs(line: &[char], separates: impl Fn(char) -> bool) -> Vec<Run> {
    let is_digit = |at: usize| line.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let separators = (0..=2).find(|skip| is_digit(end + skip));
            let Some(skip) = separators else { break };
            let between = line.get(end..end + skip).unwrap_or_default();
            if !between.iter().all(|c| separates(*c)) {
                break;
            }
            end += skip + 1;
        }
        at = end;
        let before = start.checked_sub(1);
        let beside = |at: usize| line.get(at).copied();
        let earlier: String = line.get(..start).unwrap_or_default().iter().collect();
        let mut after = beside(end);
        if after == Some(' ') {
            after = beside(end + 1).filter(|c| !c.is_ascii());
        }
        found.push(Run {
            text: line.get(start..end).unwrap_or_default().iter().collect(),
            before: before.and_then(beside),
            after,
            is_value: earlier.ends_with("= "),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Police, fire, ambulance, the government's line.
    const KNOWN: [&str; 4] = ["110", "119", "120", "12345"];

    #[test]
    fn invented_numbers_of_every_kind_are_found() {
        for line in [
            "请拨打 85551234。",
            "zh = \"窗口 85551234\"",
            "电话：0579-85551234",
            "联系：0579 8555 1234",
            "(0579) 85551234",
            "（０５７９）８５５５１２３４",
            "+86 579 8555 1234 或 0086-579-85551234 都行 0579－85551234",
            "手机 13900000000",
            "zh = \"139 0000 0000\"",
            "热线 4000000000",
            "400-000-0000",
            "call 96000 now",
            "投诉请打电话 12306",
            "number = \"122\"",
            "phone = 85551234",
        ] {
            assert!(!numbers(line, &KNOWN).is_empty(), "{line}");
        }
    }

    #[test]
    fn known_numbers_dates_amounts_and_codes_are_no_inventions() {
        for line in [
            "请拨打 12345 或 110。",
            "拨打 110、119、120",
            "checked_on = \"2026-11-23\"",
            "title = \"办法（2018-2023）\"",
            "dated = { zh = \"2025年5月10日起施行\" }",
            "text = { zh = \"60 周岁以上，致电前请准备\" }",
            "{ code = \"330782\", zh = \"义乌市\" }",
            "value = \"1000000\"",
            "value = 12600",
            "value = 1234567",
            "id = \"GB11643\"",
            "url = \"http://example.cn/2025-05/11/content_9180669.html\"",
            "填写约 10 分钟，有疑问请打电话。",
            "07:30 - 11:30, 13:00 - 17:00",
            "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 5, 8, 4, 2, 1]",
        ] {
            assert_eq!(numbers(line, &KNOWN), Vec::<String>::new(), "{line}");
        }
    }
}
