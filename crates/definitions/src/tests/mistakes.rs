//! Mistakes that officers make, one test for each kind: `mistakes.md` 1–15 and 17, by number. Numbers 16 and 18 are those
//! of the command.

use super::*;

const SERVICE_FILE: &str = "services/sample.toml";
const POLICY_FILE: &str = "policy/sample.toml";
const LIST_FILE: &str = "policy/lists/colours.toml";

/// The warnings of a set in which one piece of one file is exchanged; the set counts.
fn warned(file: &str, old: &str, new: &str, place: &str, reason: &str) {
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    let own = all.iter_mut().find(|one| one.path == file).unwrap();
    assert!(own.text.contains(old), "`{old}` stands in {file}");
    own.text = own.text.replacen(old, new, 1);
    let told: Vec<String> = compile(&all)
        .unwrap()
        .warnings
        .iter()
        .map(LoadError::to_string)
        .collect();
    let wanted = |line: &&String| {
        line.starts_with(&format!("warning: {file}: "))
            && line.contains(place)
            && line.contains(reason)
    };
    assert!(told.iter().any(|line| wanted(&line)), "{told:#?}");
}

/// A parameter row before the sources.
fn row(key: &str, unit: &str, more: &str) -> String {
    format!(
        "[[parameter]]\nkey = \"{key}\"\ntitle = {{ zh = \"例\", en = \"Example\" }}\nunit = \"{unit}\"\n\
         scope = \"yiwu\"\nunconfirmed = true\nchecked_on = \"2026-11-23\"\n{more}\n\n[[source]]"
    )
}

fn refused_row(key: &str, unit: &str, more: &str, reason: &str) {
    refused(
        POLICY_FILE,
        "[[source]]",
        &row(key, unit, more),
        &format!("parameter {key}"),
        reason,
    );
}

#[test]
fn m01_a_renamed_state_still_means_the_same_and_one_left_behind_is_found() {
    // Renamed everywhere: the role says what it is.
    let renamed = SERVICE.replace("\"sent\"", "\"handed_in\"");
    compile(&files(&renamed, POLICY, LIST, CASES)).unwrap();
    refused(
        SERVICE_FILE,
        "id = \"sent\"",
        "id = \"sentt\"",
        "state draft",
        "no state `sent`; did you mean `sentt`?",
    );
}

#[test]
fn m02_a_state_that_nothing_follows_is_an_end() {
    refused(
        SERVICE_FILE,
        "next = [\"done\", \"taken_back\"]",
        "next = []",
        "state sent",
        "is no end",
    );
}

#[test]
fn m03_a_parameter_that_code_reads_is_not_misspelt() {
    refused_row(
        "close_dates",
        "codes",
        "value = [\"2027-05-20\"]",
        "nothing reads it; did you mean `closed_dates`",
    );
    refused_row(
        "slot_capasity",
        "count",
        "value = 3",
        "did you mean `slot_capacity`",
    );
    refused_row(
        "slot_capacity",
        "days",
        "value = 3",
        "in the unit \"count\"",
    );
    warned(
        POLICY_FILE,
        "[[source]]",
        &row("weather", "text", "value = \"sun\""),
        "parameter weather",
        "has no effect",
    );
}

#[test]
fn m04_actors_icons_and_properties_are_known_ones() {
    refused(
        SERVICE_FILE,
        "actor = \"citizen\"",
        "actor = \"citzen\"",
        "line",
        "`citzen`; did you mean `citizen`?",
    );
    refused(
        SERVICE_FILE,
        "icon = \"info\"",
        "icon = \"inof\"",
        "icon",
        "no symbol of the app; did you mean `info`?",
    );
    refused(
        LIST_FILE,
        "warm = true",
        "oppening_hours = \"09:00-11:30\"",
        "item red",
        "did you mean `opening_hours`?",
    );
    warned(
        LIST_FILE,
        "warm = true",
        "smell = true",
        "item red",
        "nothing reads `smell`",
    );
}

#[test]
fn m05_a_parameter_of_another_kind_is_refused() {
    refused(
        SERVICE_FILE,
        "icon = \"info\"",
        "icon = \"info\"\nretention = \"limit\"",
        "retention",
        "is not in days",
    );
    let files_kind = "kind = { files = { accept = [\"image/jpeg\"], max_count = 1, max_kilobytes = { param = \"limit\" } } }";
    refused(
        SERVICE_FILE,
        "kind = \"name_zh\"",
        files_kind,
        "question applicant.name",
        "`max_kilobytes` wants a parameter in \"kilobytes\"",
    );
    let age = row("marriage_age_m", "years", "value = 22");
    let policy = POLICY.replacen("[[source]]", &age, 1);
    let service = SERVICE.replace(
        "limit = { param = \"limit\" }",
        "limit = { param = \"marriage_age_m\" }",
    );
    let told = compile(&files(&service, &policy, LIST, CASES)).unwrap_err();
    assert!(told.iter().any(|one| one.reason.contains("is an age")));
}

#[test]
fn m06_what_every_service_needs_is_there() {
    refused(
        SERVICE_FILE,
        ", ask = { zh = \"要吗\", en = \"Wanted\" }",
        "",
        "question wants",
        "`ask` is missing",
    );
    refused(
        SERVICE_FILE,
        ", read = \"notice\"",
        "",
        "groups",
        "no declaration has the privacy notice read",
    );
    refused(
        SERVICE_FILE,
        "next = [\"done\", \"taken_back\"]",
        "next = [\"done\"]",
        "state sent",
        "the citizen cannot take it back",
    );
    let without: Vec<SourceFile> = files(SERVICE, POLICY, LIST, CASES)
        .into_iter()
        .filter(|file| !file.path.contains("/cases/"))
        .collect();
    let warnings = compile(&without).unwrap().warnings;
    assert!(
        warnings
            .iter()
            .any(|one| one.reason.contains("no worked cases"))
    );
}

#[test]
fn m07_a_mark_without_its_partner_is_refused() {
    for text in [
        "Done {limit.",
        "Done [by {limit}.",
        "Done limit}.",
        "Done limit].",
        "Done [a [b] c].",
    ] {
        refused(
            SERVICE_FILE,
            "en = \"Done.\"",
            &format!("en = \"{text}\""),
            "state done",
            "has no partner",
        );
    }
}

#[test]
fn m08_a_telephone_number_outside_the_help_lines_is_refused() {
    refused(
        SERVICE_FILE,
        "zh = \"办好了。\"",
        "zh = \"办好了，电话 0579-85551234。\"",
        "state done",
        "looks like a telephone number",
    );
}

#[test]
fn m09_a_day_is_compared_with_a_day_and_a_number_with_a_number() {
    let date = "kind = { date = {} }, checks = [{ if = { field = \"applicant.name\", less_than = OPERAND }, \
                code = \"x\", message = { zh = \"例\", en = \"Example\" } }]";
    for (operand, reason) in [
        ("60", "`60` is no day"),
        ("\"1.1.1966\"", "`1.1.1966` is no day"),
        ("{ param = \"limit\" }", "`limit` is no day"),
    ] {
        refused(
            SERVICE_FILE,
            "kind = \"name_zh\"",
            &date.replace("OPERAND", operand),
            "question applicant.name",
            reason,
        );
    }
    let number = date
        .replace("{ date = {} }", "{ integer = { min = 0, max = 9 } }")
        .replace("OPERAND", "\"2027-05-20\"");
    refused(
        SERVICE_FILE,
        "kind = \"name_zh\"",
        &number,
        "question applicant.name",
        "`2027-05-20` is no number",
    );
}

#[test]
fn m10_days_stand_in_their_year_once_and_on_one_side() {
    let year = |closed: &str, worked: &str| {
        format!(
            "[[holiday_year]]\nyear = 2027\nsource = \"例\"\nclosed = [{closed}]\nworked = [{worked}]\n\n[[source]]"
        )
    };
    let place = "holiday_year 2027";
    for (closed, worked, reason) in [
        ("\"2028-01-03\"", "", "a day of another year"),
        ("\"2027-01-01\", \"2027-01-01\"", "", "stands twice"),
        (
            "\"2027-01-01\"",
            "\"2027-01-01\"",
            "in `closed` and in `worked`",
        ),
    ] {
        refused(
            POLICY_FILE,
            "[[source]]",
            &year(closed, worked),
            place,
            reason,
        );
    }
    warned(
        POLICY_FILE,
        "[[source]]",
        &year("\"2027-01-02\"", ""),
        place,
        "2027-01-02 is a weekend",
    );
    warned(
        POLICY_FILE,
        "[[source]]",
        &year("", "\"2027-01-04\""),
        place,
        "2027-01-04 is a weekday",
    );
    refused_row(
        "closed_dates",
        "codes",
        "value = [\"2027-05-20\", \"2027-05-20\"]",
        "stands twice",
    );
}

#[test]
fn m11_two_services_share_no_place_and_are_told_apart() {
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    all.push(SourceFile {
        path: "services/other.toml".to_owned(),
        text: SERVICE.replace("id = \"sample\"", "id = \"other\""),
    });
    let told = compile(&all).unwrap_err();
    assert!(
        told.iter()
            .any(|one| one.reason.contains("is the place of `other` already"))
    );
    if let Some(last) = all.last_mut() {
        last.text = last.text.replace("order = 1", "order = 2");
    }
    let warnings = compile(&all).unwrap().warnings;
    assert!(
        warnings
            .iter()
            .any(|one| one.reason.contains("is the title of"))
    );
}

#[test]
fn m13_a_parameter_written_again_for_the_same_time_is_said() {
    let again = format!(
        "{}\n\n{}",
        row("unset_one", "cny", "value = \"1\"").trim_end_matches("\n\n[[source]]"),
        "[[source]]"
    );
    warned(
        POLICY_FILE,
        "[[source]]",
        &again,
        "parameter unset_one",
        "written twice for the same time",
    );
}

#[test]
fn m14_values_out_of_any_sense_are_refused() {
    for (key, unit, value) in [
        ("lead_days_min", "working_days", "5000"),
        ("slot_capacity", "count", "0"),
        ("slot_capacity", "count", "1000000"),
        ("booking_days_max", "days", "0"),
        ("marriage_age_m", "years", "9999999999999"),
    ] {
        refused_row(key, unit, &format!("value = {value}"), "makes no sense");
    }
    refused_row(
        "opening_hours",
        "codes",
        "value = [\"09:00-11:30\", \"11:00-12:00\"]",
        "overlap",
    );
}

#[test]
fn m15_all_that_a_file_lacks_is_told_at_once() {
    let told = compile(&[SourceFile {
        path: "services/new/service.toml".to_owned(),
        text: "id = \"new\"\n[[states]]\nid = \"x\"\n[[rules]]\nmessage = { zh = \"例\" }\n"
            .to_owned(),
    }])
    .unwrap_err();
    let lines: Vec<String> = told.iter().map(LoadError::to_string).collect();
    for wanted in [
        "line 2, column 1: missing: `role`, `actor`, `tell`",
        "line 4, column 1: missing: `id`, `when`",
        "missing: `en`",
    ] {
        assert!(
            lines.iter().any(|line| line.contains(wanted)),
            "{wanted}: {lines:#?}"
        );
    }
    let told = compile(&[SourceFile {
        path: "services/new/service.toml".to_owned(),
        text: "id = \"new\"\n".to_owned(),
    }])
    .unwrap_err();
    assert_eq!(
        told.first().map(|one| one.reason.as_str()),
        Some(
            "missing: `icon`, `order`, `title`, `summary`, `start`, `precheck`, `groups`, `outcomes`, `rules`, `states`"
        )
    );
}

#[test]
fn m17_the_form_that_is_wanted_is_told_apart_from_what_is_wrong() {
    refused_row(
        "closed_dates",
        "codes",
        "value = [\"22.5.2027\"]",
        "`22.5.2027` is no day; write it as 2027-05-20",
    );
}
