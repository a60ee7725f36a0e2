//! Joins the answers of two tabs: what one of them changed counts over what it did not.

use civil_affairs_domain::{
    form::answers::Answers, record::draft::merge, value::ordered::each_once,
};
use std::collections::BTreeMap;

/// The answers of all pre-checks, by service id.
pub type ByService = BTreeMap<String, Answers>;

/// Three-way merge by field. `base` is what this page last read or wrote, `mine` what it has now, `theirs` what
/// another page wrote meanwhile. Where both changed a field, the page in which the person types now wins.
pub fn merge_services(base: &ByService, mine: &ByService, theirs: &ByService) -> ByService {
    let none = Answers::default();
    let all = [base, mine, theirs].into_iter().flat_map(BTreeMap::keys);
    let mut joined = ByService::new();
    for id in each_once(all) {
        let of = |all: &ByService| all.get(id).unwrap_or(&none).clone();
        let answers = merge(&of(base), &of(mine), &of(theirs)).answers;
        if !answers.is_empty() {
            joined.insert(id.clone(), answers);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use civil_affairs_domain::form::answers::Raw;

    fn answers(fields: &[(&str, &str)]) -> ByService {
        let mut answers = Answers::default();
        for (id, text) in fields {
            answers.set(id, Raw::Text((*text).to_owned()));
        }
        BTreeMap::from([("service".to_owned(), answers)])
    }

    #[test]
    fn different_fields_of_two_tabs_are_both_kept() {
        let base = answers(&[]);
        let joined = merge_services(&base, &answers(&[("a", "1")]), &answers(&[("b", "2")]));
        assert_eq!(joined, answers(&[("a", "1"), ("b", "2")]));
    }

    #[test]
    fn a_field_changed_only_by_the_other_tab_takes_its_value() {
        let base = answers(&[("a", "1"), ("b", "2")]);
        let joined = merge_services(
            &base,
            &answers(&[("a", "1"), ("b", "3")]),
            &answers(&[("a", "9"), ("b", "2")]),
        );
        assert_eq!(joined, answers(&[("a", "9"), ("b", "3")]));
    }

    #[test]
    fn where_both_changed_it_the_tab_in_use_wins() {
        let joined = merge_services(
            &answers(&[("a", "1")]),
            &answers(&[("a", "2")]),
            &answers(&[("a", "3")]),
        );
        assert_eq!(joined, answers(&[("a", "2")]));
    }

    #[test]
    fn what_one_tab_cleared_stays_cleared() {
        let base = answers(&[("a", "1")]);
        assert_eq!(
            merge_services(&base, &ByService::new(), &base),
            ByService::new()
        );
        assert_eq!(
            merge_services(&base, &base, &ByService::new()),
            ByService::new()
        );
    }

    #[test]
    fn answers_typed_before_the_stored_ones_were_read_are_kept_with_them() {
        let joined = merge_services(
            &ByService::new(),
            &answers(&[("a", "new")]),
            &answers(&[("a", "old"), ("b", "2")]),
        );
        assert_eq!(joined, answers(&[("a", "new"), ("b", "2")]));
    }
}
