//! Long numbers read back in groups, so that eyes can compare them with a card. Pure.

use civil_affairs_domain::{form::definition::Kind, value::width};

/// The groups of what is typed; none while there is nothing to compare.
pub fn groups(kind: &Kind, typed: &str) -> Vec<String> {
    let number: Vec<char> = width::compact(typed)
        .chars()
        .filter(|character| *character != '-')
        .collect();
    match kind {
        // Region, year, month and day, rest: printed apart on no card but read apart by everybody.
        Kind::IdNumber { .. } if number.len() == 18 => cut(&number, &[6, 4, 4, 4]),
        Kind::Mobile if number.len() == 11 => cut(&number, &[3, 4, 4]),
        // In fours, as cards have it, from the first digit on.
        Kind::BankAccount if number.len() > 4 => number.chunks(4).map(String::from_iter).collect(),
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdType { .. }
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::Address
        | Kind::BankAccount
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. }
        | Kind::Derived => Vec::new(),
    }
}

/// Whether a kind of answer is read back at all.
pub fn has_groups(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::IdNumber { .. } | Kind::Mobile | Kind::BankAccount
    )
}

fn cut(number: &[char], lengths: &[usize]) -> Vec<String> {
    let mut rest = number;
    let mut groups = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (group, after) = rest.split_at((*length).min(rest.len()));
        groups.push(group.iter().collect());
        rest = after;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: &Kind, typed: &str) -> String {
        groups(kind, typed).join(" ")
    }

    #[test]
    fn a_number_of_a_document_is_read_back_only_when_it_is_whole() {
        let kind = Kind::IdNumber {
            id_type: String::new(),
        };
        assert_eq!(shown(&kind, " 33078219980312901X"), "330782 1998 0312 901X");
        assert_eq!(shown(&kind, "3307821998"), "");
    }

    #[test]
    fn an_account_is_read_back_in_fours_as_it_grows() {
        let kind = Kind::BankAccount;
        assert_eq!(
            shown(&kind, "6200000000000000018"),
            "6200 0000 0000 0000 018"
        );
        assert_eq!(shown(&kind, "６２００ 0000-1"), "6200 0000 1");
        assert_eq!(shown(&kind, "6200"), "");
    }

    #[test]
    fn a_mobile_of_the_mainland_is_read_back_as_people_say_it() {
        // Nothing that could be dialled stands in the code.
        let invented = ["199", "0000", "0000"];
        assert_eq!(groups(&Kind::Mobile, &invented.concat()), invented);
        assert_eq!(shown(&Kind::Mobile, "+12025550100"), "");
    }

    #[test]
    fn a_name_is_not_cut() {
        assert!(groups(&Kind::NameLatin, "SAMPLE PERSON").is_empty());
        assert!(!has_groups(&Kind::NameLatin));
    }
}
