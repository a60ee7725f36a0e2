//! Mistakes in the officers' parameters, lists and cases.

use super::*;

#[test]
fn hours_and_days_of_the_office_are_read_when_they_are_loaded() {
    let parameter = |key: &str, values: &str| {
        format!(
            "[[parameter]]\nkey = \"{key}\"\ntitle = {{ zh = \"例\", en = \"Example\" }}\nvalue = {values}\n\
             unit = \"codes\"\nscope = \"yiwu\"\nunconfirmed = true\nchecked_on = \"2026-11-23\"\n\n[[source]]"
        )
    };
    refused(
        "policy/sample.toml",
        "[[source]]",
        &parameter("opening_hours", r#"["09:00-11:30", "14:00"]"#),
        "parameter opening_hours",
        "`14:00` is no stretch of hours",
    );
    refused(
        "policy/sample.toml",
        "[[source]]",
        &parameter("closed_dates", r#"["2027-05-20", "2027-02-30"]"#),
        "parameter closed_dates",
        "`2027-02-30` is no day",
    );
    refused(
        "policy/lists/colours.toml",
        "warm = true",
        r#"opening_hours = "09:00-11:30,later""#,
        "item red",
        "is no row of hours",
    );
}

#[test]
fn a_parameter_or_list_without_its_origin_is_refused() {
    refused(
        "policy/sample.toml",
        "source = \"L1\"",
        "",
        "parameter limit",
        "`source` or `unconfirmed = true`",
    );
    refused(
        "policy/lists/colours.toml",
        "unconfirmed = true",
        "",
        "list colours",
        "`source` or `unconfirmed = true`",
    );
}

#[test]
fn what_stands_twice_is_refused() {
    let file = "services/sample.toml";
    refused(
        file,
        "id = \"later\"",
        "id = \"wants\"",
        "question wants",
        "stands twice",
    );
    refused(
        file,
        "id = \"X2\"",
        "id = \"X1\"",
        "rule X1",
        "stands twice",
    );
    refused(
        "policy/lists/colours.toml",
        "code = \"blue\"",
        "code = \"red\"",
        "item red",
        "stands twice",
    );
    refused(
        "services/cases/sample.toml",
        "id = \"C2\"",
        "id = \"C1\"",
        "case C1",
        "stands twice",
    );
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    all.push(SourceFile {
        path: "policy/more.toml".to_owned(),
        text: POLICY.to_owned(),
    });
    let told = compile(&all).unwrap_err();
    assert!(
        told.iter()
            .any(|error| error.place == "parameter limit" && error.reason.contains("stands in"))
    );
}

#[test]
fn a_case_must_belong_to_a_service_and_say_something() {
    let file = "services/cases/sample.toml";
    refused(
        file,
        "service = \"sample\"",
        "service = \"simple\"",
        "service",
        "no service `simple`",
    );
    refused(
        file,
        "answers = { colour",
        "screen = { colour",
        "line ",
        "unknown key `screen`",
    );
    refused(
        file,
        "screen_only = \"why\"",
        "",
        "case C3",
        "neither answers nor",
    );
}

#[test]
fn a_former_item_must_name_one_in_force() {
    for now in ["now = \"green\"", "now = \"blue\"", "now = 1"] {
        refused(
            "policy/lists/colours.toml",
            "warm = false",
            now,
            "list colours, item blue",
            "`now` names no item",
        );
    }
}
