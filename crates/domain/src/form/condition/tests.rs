//! How conditions are written.

use super::*;

fn read(json: &str) -> Result<Condition, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn every_form_of_a_condition_survives_writing_and_reading() {
    for json in [
        r#"{"all":[{"field":"a","is":"x"},{"not":{"field":"b","answered":true}}]}"#,
        r#"{"any":[{"param":"p","unset":true},{"param":"p","is":false}]}"#,
        r#"{"field":"age","unanswered":false,"less_than":{"param":"marriage_age_m"}}"#,
        r#"{"field":"d","at_least":{"today_plus_months":-12}}"#,
        r#"{"field":"d","less_than":{"months_ago":"note_months"}}"#,
        r#"{"field":"c","in":{"param":"urgent_causes"}}"#,
        r#"{"field":"office","attribute":"foreign_authority","is":true}"#,
        r#"{"any_entry":"members","where":{"field":".tags","in":["a","b"]}}"#,
        r#"{"track":["first_aid"]}"#,
        r#"{"channel":["kiosk"]}"#,
        r#"{"otherwise":true}"#,
    ] {
        let condition = read(json).unwrap();
        let written = serde_json::to_string(&condition).unwrap();
        assert_eq!(read(&written).unwrap(), condition, "{json}");
    }
}

#[test]
fn a_condition_that_says_nothing_or_too_much_is_refused() {
    for (json, reason) in [
        ("{}", "without content"),
        (r#"{"field":"a"}"#, "nothing is asked"),
        (r#"{"is":"a"}"#, "without `field`"),
        (r#"{"field":"a","is":"b","at_most":3}"#, "compares once"),
        (r#"{"field":"a","is":"b","any":[]}"#, "two things"),
        (r#"{"param":"a","at_most":3}"#, "wants `is` or `unset`"),
        (r#"{"any_entry":"a"}"#, "wants `where`"),
        (r#"{"feild":"a","is":"b"}"#, "unknown field"),
    ] {
        let error = read(json).unwrap_err();
        assert!(error.contains(reason), "{json}: {error}");
    }
}
