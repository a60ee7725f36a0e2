//! The officer's command line, run as an officer runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(arguments: &[&str], input: &str) -> Output {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_civil-affairs"))
        .current_dir(root())
        .arg("check")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it reads: an unknown service needs no answers.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn report(arguments: &[&str], answers: &Value) -> Value {
    let output = run(arguments, &answers.to_string());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Exit code 2 and one line that names the place.
fn refused(arguments: &[&str], input: &str, place: &str) {
    let output = run(arguments, input);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(told.trim_end().lines().count(), 1, "{told}");
    assert!(told.contains(place), "`{place}` is not in `{told}`");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_case_is_answered_with_one_json_object() {
    let answers = json!({
        "appointment_date": "2026-12-03",
        "party_a": {"id_number": "33078220041205903X", "marital_status": "single"},
        "party_b": {"id_number": "33078220000725902X", "marital_status": "single"},
    });
    let report = report(
        &["marriage-appointment", "-", "--on", "2026-12-01"],
        &answers,
    );
    assert_eq!(report["outcome"], "stop_date");
    assert_eq!(report["rules"], json!(["R4"]));
    assert_eq!(report["earliest_date"], "2026-12-05");
    assert_eq!(report["next_open_date"], "2026-12-07");
    assert_eq!(report["derived"]["party_a.age"], 21);
    assert_eq!(report["errors"], json!([]));
    assert!(
        report["missing"]
            .as_array()
            .unwrap()
            .contains(&json!("business_type"))
    );
    assert!(
        report["undecided"]
            .as_array()
            .unwrap()
            .contains(&json!("R6"))
    );
    let message = &report["messages"][0];
    assert_eq!(message["rule"], "R4");
    assert!(message["zh"].as_str().unwrap().contains("2026-12-07"));
    assert!(message["en"].as_str().unwrap().contains("2026-12-07"));
    assert!(message["basis"][0].as_str().unwrap().contains("1047"));
    assert!(
        report["documents"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["id"] == "party_a.id_card")
    );
}

#[test]
fn a_parameter_is_tried_in_its_own_unit_and_can_be_unset() {
    let answers = json!({"incident_type": "fire", "amount_need": "800"});
    let service = "temporary-assistance";
    let tracks = |set: &str| {
        report(
            &[service, "-", "--on", "2026-12-01", "--set", set],
            &answers,
        )["tracks"]
            .clone()
    };
    assert_eq!(tracks("dibao_standard_month=1000"), json!(["small_fast"]));
    assert_eq!(tracks("dibao_standard_month=500"), json!(["emergency"]));
    assert_eq!(tracks("dibao_standard_month=unset"), Value::Null);
    let both = [
        "--set",
        "dibao_standard_month=500",
        "small_fast_cap_multiple=2",
    ];
    let arguments: Vec<&str> = [service, "-", "--on", "2026-12-01"]
        .into_iter()
        .chain(both)
        .collect();
    assert_eq!(report(&arguments, &answers)["track"], "small_fast");
}

#[test]
fn the_answers_may_stand_in_a_file() {
    let file =
        std::env::temp_dir().join(format!("civil-affairs-answers-{}.json", std::process::id()));
    fs::write(&file, r#"{"birth_date": "1950-01-01"}"#).unwrap();
    let output = run(
        &["senior-card", file.to_str().unwrap(), "--on", "2026-12-01"],
        "",
    );
    fs::remove_file(&file).unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["outcome"], "benefit_70");
}

#[test]
fn unreadable_input_an_unknown_field_or_a_wrong_type_ends_with_two_and_one_line() {
    let marriage = ["marriage-appointment", "-"];
    refused(&marriage, "{", "line 1");
    refused(&marriage, "[]", "(top level)");
    refused(
        &marriage,
        r#"{"party_a": {"idnumber": "1"}}"#,
        "party_a.idnumber",
    );
    refused(
        &marriage,
        r#"{"party_a": {"id_number": 1}}"#,
        "party_a.id_number",
    );
    refused(&marriage, r#"{"party_a": "x"}"#, "party_a");
    refused(
        &marriage,
        r#"{"kinship_preview": "yes"}"#,
        "kinship_preview",
    );
    refused(&marriage, r#"{"slot_id": "nonsense"}"#, "slot_id");
    let assistance = ["temporary-assistance", "-"];
    refused(&assistance, r#"{"members": {}}"#, "members");
    refused(
        &assistance,
        r#"{"members": [{"id_number": "1"}, {"relation": 1}]}"#,
        "members[1].relation",
    );
    refused(&assistance, r#"{"household_size": 1.5}"#, "household_size");
    refused(&assistance, r#"{"amount_need": 800}"#, "amount_need");
    refused(&["divorce", "-"], "{}", "divorce");
    refused(
        &["senior-card", "no-such-file.json"],
        "",
        "no-such-file.json",
    );
    refused(
        &["senior-card", "-", "--set", "senior_age=old"],
        "{}",
        "senior_age",
    );
    refused(
        &["senior-card", "-", "--set", "no_such_key=1"],
        "{}",
        "no_such_key",
    );
    refused(
        &["senior-card", "-", "--services", "no-such-folder"],
        "{}",
        "no-such-folder",
    );
}

#[test]
fn wrong_arguments_end_with_two() {
    for arguments in [
        &["--on", "2026-13-01", "--all"][..],
        &["senior-card"],
        &["--all", "--set", "nothing"],
        &["--all", "--set", "nosuch=1"],
    ] {
        assert_eq!(run(arguments, "").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn all_definitions_and_worked_cases_hold() {
    let output = run(&["--all"], "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("3 services"), "{told}");
    assert!(told.contains(" 0 failed"), "{told}");
}

#[test]
fn a_parameter_that_does_not_exist_is_told_once() {
    refused(&["--all", "--set", "nosuch=1"], "", "no parameter `nosuch`");
}

#[test]
fn a_closed_day_changes_cases_and_makes_none_wrong() {
    let output = run(&["--all", "--set", "closed_dates=2026-12-03"], "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("changed by your parameters, not wrong: closed_dates"),
        "{told}"
    );
}

#[test]
fn a_change_of_rules_shows_which_cases_it_changes() {
    let output = run(&["--all", "--set", "marriage_age_m=25"], "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("marriage-appointment M5"), "{told}");
}
