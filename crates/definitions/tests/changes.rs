//! What is told before a set is put in force.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use civil_affairs_definitions::{changes, compile, no_longer_open, read};
use civil_affairs_domain::{form::catalogue::Catalogue, value::date::Date};
use std::path::Path;

fn compiled(exchange: &[(&str, &str, &str)]) -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = read(&root.join("services"), &root.join("policy")).unwrap();
    for (path, old, new) in exchange {
        let file = files.iter_mut().find(|file| file.path == *path).unwrap();
        assert!(file.text.contains(old), "{path}: {old}");
        file.text = file.text.replacen(old, new, 1);
    }
    compile(&files).unwrap().catalogue
}

#[test]
fn a_changed_parameter_rule_and_text_are_named_and_nothing_else_is() {
    let before = compiled(&[]);
    assert_eq!(changes(&before, &before), Vec::<String>::new());
    let after = compiled(&[
        (
            "policy/parameters-marriage.toml",
            "key = \"booking_days_max\"\n",
            "key = \"booking_days_max\"\nvalid_from = \"2027-01-01\"\n",
        ),
        (
            "services/senior-card/service.toml",
            "en = \"Senior benefits and card\"",
            "en = \"Benefits for seniors\"",
        ),
    ]);
    assert_eq!(
        changes(&before, &after),
        [
            "parameter booking_days_max: 30 → 30 from 2027-01-01",
            "service senior-card: home page: changed",
        ]
    );
}

#[test]
fn a_day_that_is_closed_now_is_found_among_the_days_that_are_booked() {
    let before = compiled(&[]);
    let after = compiled(&[(
        "policy/parameters-marriage.toml",
        "key = \"closed_dates\"\n",
        "key = \"closed_dates\"\nvalue = [\"2026-12-03\"]\n",
    )]);
    let day = |text: &str| Date::parse(text).unwrap();
    let service = before.service("marriage-appointment").unwrap();
    let booked = [day("2026-12-03"), day("2026-12-04")];
    let closed = no_longer_open(
        &before.policy,
        &after.policy,
        service,
        day("2026-12-01"),
        &booked,
    );
    assert_eq!(closed, [day("2026-12-03")]);
}
