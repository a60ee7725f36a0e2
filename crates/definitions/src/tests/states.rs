//! Mistakes in the states of an application, and limits in every unit.

use super::*;
use civil_affairs_domain::{
    form::rule_context::RuleContext, lifecycle::due::Due, value::instant::Instant,
};

const FILE: &str = "services/sample.toml";
const LIMIT: &str = "limit = { param = \"limit\" }";

#[test]
fn a_limit_counts_time_and_leads_where_the_state_leads_for_a_reason_with_words() {
    for (new, reason) in [
        (
            "limit = { param = \"unset_one\" }",
            "`unset_one` counts no time",
        ),
        ("limit = { param = \"limits\" }", "no parameter `limits`"),
        (
            "limit = { param = \"limit\", then = \"draft\", reason = \"x\" }",
            "`then` leads to `draft`, which is not among `next`",
        ),
        (
            "limit = { param = \"limit\", then = \"done\" }",
            "`then` wants a `reason`",
        ),
        (
            "limit = { then = \"done\", reason = \"x\" }",
            "wants `param` or `until`",
        ),
        ("limit = { reminds = true }", "wants `param` or `until`"),
        (
            "limit = { param = \"limit\", reminds = true, then = \"done\", reason = \"x\" }",
            "either `reminds` or leads on",
        ),
        (
            "limit = { param = \"limit\", reason = \"x\" }",
            "a `reason` is given with `then` only",
        ),
        (
            "limit = { param = \"limit\", then = \"done\", reason = \"x\" }",
            "the list `reasons` has no `x`",
        ),
        ("reasons = [\"x\"]", "the list `reasons` has no `x`"),
    ] {
        refused(FILE, LIMIT, new, "state draft", reason);
    }
    let retention = "retention = \"unset_one\"\nicon";
    refused(FILE, "icon", retention, "retention", "counts no time");
    let answer = "id = \"quick\"\nanswer = \"unset_one\"";
    refused(
        FILE,
        "id = \"quick\"",
        answer,
        "track quick",
        "counts no time",
    );
}

#[test]
fn a_limit_counts_in_the_unit_of_its_parameter() {
    let from = Instant::parse("2026-12-04T12:40:00+08:00").unwrap();
    for (unit, wanted) in [
        ("minutes", "2026-12-04T12:43:00+08:00"),
        ("hours", "2026-12-04T15:40:00+08:00"),
        ("days", "2026-12-07"),
        // From a Friday on.
        ("working_days", "2026-12-09"),
        ("months", "2027-03-04"),
        ("years", "2029-12-04"),
    ] {
        let policy = POLICY
            .replace("unit = \"years\"", &format!("unit = \"{unit}\""))
            .replace("value = 60", "value = 3");
        let compiled = compile(&files(SERVICE, &policy, LIST, CASES)).unwrap();
        let service = compiled.catalogue.service("sample").unwrap();
        let setting = RuleContext::new(service, &compiled.catalogue.policy, from.date());
        let due = Due::after(&setting, "limit", from);
        assert_eq!(due.unwrap().to_string(), wanted);
        assert_eq!(Due::after(&setting, "unset_one", from), None);
    }
}
