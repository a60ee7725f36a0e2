//! What the inputs do with what is typed and chosen. Pure.

use civil_affairs_domain::{form::definition::Kind, value::width};

/// Id of the field that a link from the error summary leads to.
pub fn first_field(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::IdType { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Slot
        | Kind::Slots { .. } => "q-0",
        Kind::Date { .. } => "q-year",
        Kind::Address => "q-town",
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Files { .. }
        | Kind::Derived => "q",
    }
}

/// The word for a date without end.
pub const PERMANENT: &str = "permanent";

/// Year, month and day as they stand in three fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// Four digits.
    pub year: String,
    /// One or two digits.
    pub month: String,
    /// One or two digits.
    pub day: String,
}

impl DateParts {
    /// Of a typed answer. Nothing is lost that can be shown in a field.
    pub fn of(text: &str) -> DateParts {
        if text == PERMANENT {
            return DateParts::default();
        }
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (year, month, day) = (next(), next(), next());
        let short = |part: String| match part.strip_prefix('0') {
            Some(rest) if !rest.is_empty() => rest.to_owned(),
            _ => part,
        };
        DateParts {
            year,
            month: short(month),
            day: short(day),
        }
    }

    /// As an answer: ISO 8601 once all three stand there, else as far as it goes, nothing for nothing.
    pub fn text(&self) -> String {
        let part = |text: &str| width::narrow(text.trim());
        let (year, month, day) = (part(&self.year), part(&self.month), part(&self.day));
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return String::new();
        }
        format!("{year}-{}-{}", two_digits(month), two_digits(day))
    }
}

fn two_digits(part: String) -> String {
    if part.len() == 1 {
        format!("0{part}")
    } else {
        part
    }
}

/// Ticks or unticks a code. An exclusive one, such as "none of these", and the others push each other out.
pub fn toggle(codes: &[String], code: &str, exclusive: Option<&str>) -> Vec<String> {
    if codes.iter().any(|one| one == code) {
        return codes.iter().filter(|one| *one != code).cloned().collect();
    }
    let is_exclusive = exclusive == Some(code);
    codes
        .iter()
        .filter(|one| !is_exclusive && Some(one.as_str()) != exclusive)
        .cloned()
        .chain([code.to_owned()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    fn parts(year: &str, month: &str, day: &str) -> DateParts {
        DateParts {
            year: year.to_owned(),
            month: month.to_owned(),
            day: day.to_owned(),
        }
    }

    #[test]
    fn three_fields_make_one_date_and_come_back_as_they_were() {
        assert_eq!(parts("1960", "3", "7").text(), "1960-03-07");
        assert_eq!(DateParts::of("1960-03-07"), parts("1960", "3", "7"));
        assert_eq!(DateParts::of("1960-12-31"), parts("1960", "12", "31"));
    }

    #[test]
    fn full_width_digits_are_taken() {
        assert_eq!(parts("１９６０", "３", "７").text(), "1960-03-07");
    }

    #[test]
    fn a_date_begun_is_kept_and_no_date_is_no_answer() {
        assert_eq!(parts("1960", "", "").text(), "1960--");
        assert_eq!(DateParts::of("1960--"), parts("1960", "", ""));
        assert_eq!(parts(" ", "", "").text(), "");
    }

    #[test]
    fn without_end_leaves_the_three_fields_empty() {
        assert_eq!(DateParts::of(PERMANENT), DateParts::default());
    }

    #[test]
    fn ticking_twice_unticks() {
        let one = toggle(&[], "food", None);
        assert_eq!(one, codes(&["food"]));
        assert_eq!(toggle(&one, "food", None), codes(&[]));
    }

    #[test]
    fn none_of_these_and_the_others_push_each_other_out() {
        let two = codes(&["food", "cash"]);
        assert_eq!(toggle(&two, "none", Some("none")), codes(&["none"]));
        assert_eq!(
            toggle(&codes(&["none"]), "food", Some("none")),
            codes(&["food"])
        );
    }
}
