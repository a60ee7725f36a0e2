//! Every kind of mistake in a data file is refused with file, place and reason.

use super::*;
use civil_affairs_domain::form::catalogue::Catalogue;
use civil_affairs_domain::form::definition::Autofill;

mod mistakes;
mod policy;
mod roles;
mod states;

const SERVICE: &str = include_str!("tests/service.toml");
const POLICY: &str = include_str!("tests/policy.toml");
const LIST: &str = include_str!("tests/list.toml");
const NOTICE: &str = include_str!("tests/notice.toml");
const CASES: &str = include_str!("tests/cases.toml");

fn files(service: &str, policy: &str, list: &str, cases: &str) -> Vec<SourceFile> {
    [
        ("services/sample.toml", service),
        ("policy/sample.toml", policy),
        ("policy/lists/colours.toml", list),
        ("policy/lists/notice.toml", NOTICE),
        ("services/cases/sample.toml", cases),
    ]
    .map(|(path, text)| SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    })
    .to_vec()
}

/// The mistakes of a set in which one piece of one file is exchanged.
fn mistakes(file: &str, old: &str, new: &str) -> Vec<String> {
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    let file = all
        .iter_mut()
        .find(|one| one.path == file)
        .expect("a file of the set");
    assert!(file.text.contains(old), "`{old}` stands in {}", file.path);
    file.text = file.text.replacen(old, new, 1);
    compile(&all)
        .expect_err(&format!("`{new}` must be refused"))
        .iter()
        .map(LoadError::to_string)
        .collect()
}

fn refused(file: &str, old: &str, new: &str, place: &str, reason: &str) {
    let told = mistakes(file, old, new);
    let wanted = |line: &&String| {
        line.starts_with(&format!("{file}: ")) && line.contains(place) && line.contains(reason)
    };
    assert!(
        told.iter().any(|line| wanted(&line)),
        "`{new}`: wanted `{place}: {reason}`, got {told:#?}"
    );
}

#[test]
fn the_sample_itself_is_sound_and_its_cases_hold() {
    let compiled = compile(&files(SERVICE, POLICY, LIST, CASES)).unwrap();
    let service = compiled.catalogue.service("sample").unwrap();
    for case in compiled.cases.iter().flat_map(|file| &file.case) {
        let on = compiled.cases[0].on;
        let found = case
            .run(service, &compiled.catalogue.policy, on, &[])
            .unwrap();
        assert_eq!(found, [], "{}", case.id);
    }
    assert_eq!(
        Catalogue::from_json(&compiled.json).unwrap(),
        compiled.catalogue
    );
    assert_eq!(compiled.digest.len(), 64);
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let one = files(SERVICE, POLICY, LIST, CASES);
    let mut other = one.clone();
    other.reverse();
    assert_eq!(
        compile(&one).unwrap().digest,
        compile(&other).unwrap().digest
    );
}

#[test]
fn a_file_that_is_no_toml_names_line_and_column() {
    refused(
        "services/sample.toml",
        "id = \"sample\"",
        "id = sample\"",
        "line 1, column",
        "",
    );
    refused(
        "policy/sample.toml",
        "key = \"limit\"",
        "key \"limit\"",
        "line ",
        "",
    );
}

#[test]
fn an_unknown_key_or_kind_is_refused_where_it_stands() {
    let file = "services/sample.toml";
    refused(
        file,
        "required = true",
        "requierd = true",
        "line ",
        "unknown key `requierd`; did you mean `required`?",
    );
    refused(
        file,
        "kind = \"name_zh\"",
        "kind = \"nmae\"",
        "line ",
        "`nmae`",
    );
    refused(
        file,
        "is = true }",
        "is = true, in = [\"x\"] }",
        "line ",
        "compares once",
    );
    refused(
        "policy/sample.toml",
        "unit = \"years\"",
        "unit = \"yaers\"",
        "line ",
        "`yaers`; did you mean `years`?",
    );
}

#[test]
fn a_missing_translation_is_refused() {
    let file = "services/sample.toml";
    refused(
        file,
        "en = \"Name\"",
        "en = \"\"",
        "question applicant.name",
        "the English text is missing",
    );
    refused(
        file,
        "zh = \"姓名\"",
        "zh = \" \"",
        "question applicant.name",
        "the Chinese text is missing",
    );
    refused(
        file,
        "en = \"Name\"",
        "en = \"姓名\"",
        "question applicant.name",
        "no word in Latin letters",
    );
    refused(
        "policy/lists/colours.toml",
        "en = \"Red\"",
        "en = \"\"",
        "list colours, item red",
        "English",
    );
    refused(
        "policy/sample.toml",
        "en = \"Police\"",
        "en = \"\"",
        "help_line 110",
        "English",
    );
}

#[test]
fn a_name_that_means_nothing_is_refused() {
    let file = "services/sample.toml";
    refused(
        file,
        "field = \"wants\", is = true",
        "field = \"want\", is = true",
        "question colour",
        "no question `want`",
    );
    refused(
        file,
        "list = \"colours\"",
        "list = \"colors\"",
        "question colour",
        "no list `colors`",
    );
    refused(
        file,
        "param = \"limit\"",
        "param = \"limits\"",
        "question applicant.age_limit",
        "no parameter `limits`",
    );
    refused(
        file,
        "any_entry = \"members\"",
        "any_entry = \"member\"",
        "rule X2",
        "no repeated group `member`",
    );
    refused(
        file,
        "outcome = \"fine\"",
        "outcome = \"find\"",
        "rule X1",
        "no outcome `find`",
    );
    refused(
        file,
        "tracks = [\"quick\"]",
        "tracks = [\"slow\"]",
        "rule X2",
        "no track `slow`",
    );
    refused(
        file,
        "call = [\"110\"]",
        "call = [\"111\"]",
        "rule X1",
        "no help line `111`",
    );
    refused(
        file,
        "source = \"L1\", article = \"2\"",
        "source = \"L9\"",
        "rule X1",
        "`L9` is no source",
    );
    refused(
        file,
        "source = \"L1\", article = \"1\"",
        "source = \"L9\"",
        "start.law",
        "`L9` is no source",
    );
    refused(
        file,
        "next = [\"sent\"]",
        "next = [\"gone\"]",
        "state draft",
        "no state `gone`",
    );
    refused(
        file,
        "each = \"party\"",
        "each = \"parties\"",
        "document card",
        "`parties`",
    );
    refused(
        file,
        "questions = [\"wants\"",
        "questions = [\"want\"",
        "precheck.questions",
        "no question `want`",
    );
    refused(
        file,
        "id_type = \".id_type\"",
        "id_type = \".name\"",
        "question party_a.id_number",
        "no question",
    );
    refused(
        file,
        "unique = \"name\"",
        "unique = \"nmae\"",
        "group members",
        "no question `nmae`",
    );
    refused(
        "policy/sample.toml",
        "source = \"L1\"",
        "source = \"L7\"",
        "parameter limit",
        "`L7` is no source",
    );
}

#[test]
fn a_wrong_type_is_refused() {
    let file = "services/sample.toml";
    refused(
        file,
        "field = \"wants\", is = true",
        "field = \"wants\", is = \"yes\"",
        "question colour",
        "wants true or false",
    );
    refused(
        file,
        "field = \"colour\", is = \"red\"",
        "field = \"colour\", is = \"green\"",
        "rule X1",
        "has no option `green`",
    );
    refused(
        file,
        "field = \"colour\", is = \"red\"",
        "field = \"colour\", at_least = 3",
        "rule X1",
        "neither a number nor a date",
    );
    refused(
        file,
        "field = \"colour\", is = \"red\"",
        "field = \"colour\", is = true",
        "rule X1",
        "not answered by yes or no",
    );
    refused(
        file,
        "preselect = \"resident_id\"",
        "preselect = \"passport\"",
        "question party_a.id_type",
        "names no option",
    );
    refused(
        "policy/sample.toml",
        "value = 60",
        "value = \"sixty\"",
        "parameter limit",
        "the unit wants a whole number",
    );
    refused(
        "policy/sample.toml",
        "value = 60",
        "value = -1",
        "parameter limit",
        "the unit wants",
    );
}

#[test]
fn only_an_own_name_or_mobile_may_be_filled_in_by_the_browser() {
    refused(
        "services/sample.toml",
        "label = { zh = \"要吗\"",
        "autofill = \"name\", label = { zh = \"要吗\"",
        "question wants",
        "own name, mobile and e-mail only",
    );
}

#[test]
fn what_is_to_be_read_has_to_be_there() {
    refused(
        "services/sample.toml",
        "label = { zh = \"要吗\"",
        "read = \"none\", label = { zh = \"要吗\"",
        "question wants",
        "`read` names no leaflet: `none`",
    );
}

#[test]
fn only_an_answer_of_the_same_kind_can_be_offered() {
    for other in ["none", "wants"] {
        refused(
            "services/sample.toml",
            "kind = { id_number = { id_type = \".id_type\" } }",
            &format!(
                "offer = [\"{other}\"], kind = {{ id_number = {{ id_type = \".id_type\" }} }}"
            ),
            "question party_a.id_number",
            &format!("`offer` names no single question of the same kind: `{other}`"),
        );
    }
}

#[test]
fn only_the_person_who_fills_in_keeps_what_a_browser_may_offer() {
    let service = SERVICE
        .replace(
            "{ id = \"party_b\", ",
            "{ id = \"party_b\", fills_in = true, ",
        )
        .replace(
            "{ id = \"id_number\", kind = { id_number = { id_type = \".id_type\" } }",
            "{ id = \"id_number\", kind = \"name_zh\", autofill = \"name\"",
        );
    let compiled = compile(&files(&service, POLICY, LIST, CASES)).unwrap();
    let service = compiled.catalogue.service("sample").unwrap();
    let autofill = |id: &str| service.question(id).unwrap().autofill;
    assert_eq!(autofill("party_a.id_number"), None);
    assert_eq!(autofill("party_b.id_number"), Some(Autofill::Name));
}

#[test]
fn a_question_that_cannot_be_reached_is_refused() {
    let file = "services/sample.toml";
    let never = "all = [{ field = \"wants\", is = true }, { field = \"wants\", is = false }]";
    refused(
        file,
        "field = \"wants\", is = true",
        never,
        "question colour",
        "can never be reached",
    );
    refused(
        file,
        "field = \"wants\", is = true",
        "any = []",
        "question colour",
        "can never be reached",
    );
    refused(
        file,
        "field = \"wants\", is = true",
        "field = \"later\", is = true",
        "question colour",
        "not asked before it",
    );
}

#[test]
fn what_only_some_places_may_ask_is_refused_elsewhere() {
    let file = "services/sample.toml";
    refused(
        file,
        "field = \"colour\", is = \"red\"",
        "track = [\"quick\"]",
        "rule X1",
        "cannot ask for them",
    );
    refused(
        file,
        "field = \"wants\", is = true",
        "otherwise = true",
        "question colour",
        "in rules only",
    );
    refused(
        file,
        "id = \"later\"",
        "id = \"later\", visible_if = { field = \".x\", is = true }",
        "question later",
        "persons or entries",
    );
}

#[test]
fn a_text_that_would_show_an_unset_or_unknown_value_is_refused() {
    let file = "services/sample.toml";
    refused(
        file,
        "红色。",
        "红色，{nothing}。",
        "rule X1",
        "neither a parameter nor a question",
    );
    refused(
        file,
        "红色。",
        "红色，{unset_one}。",
        "rule X1",
        "is unset: put the stretch",
    );
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    all[0].text = all[0].text.replacen("红色。", "红色[，{unset_one}]。", 1);
    assert!(compile(&all).is_ok());
}

#[test]
fn a_file_in_a_wrong_place_or_of_a_wrong_size_is_refused() {
    for (path, text, reason) in [
        ("elsewhere/a.toml", String::new(), "no known folder"),
        ("policy/big.toml", "#".repeat(2_000_001), "larger than"),
    ] {
        let told = compile(&[SourceFile {
            path: path.to_owned(),
            text,
        }])
        .unwrap_err();
        assert_eq!(told[0].file, path);
        assert!(told[0].reason.contains(reason), "{}", told[0]);
    }
}

#[test]
fn an_outcome_that_keeps_from_booking_where_nothing_is_booked_is_refused() {
    let file = "services/sample.toml";
    let outcome = "id = \"fine\"\ntone";
    let barring = "id = \"fine\"\nno_booking = true\ntone";
    refused(
        file,
        outcome,
        barring,
        "outcome fine",
        "`no_booking` wants `booking`",
    );
    let service = SERVICE
        .replace("order = 1\n", "order = 1\nnever_blocks = true\n")
        .replace(outcome, barring);
    let told = compile(&files(&service, POLICY, LIST, CASES)).unwrap_err();
    assert!(
        told.iter()
            .any(|error| error.reason.contains("contradict each other")),
        "{told:#?}"
    );
}

#[test]
fn a_second_service_of_the_same_name_is_refused() {
    let mut all = files(SERVICE, POLICY, LIST, CASES);
    all.push(SourceFile {
        path: "services/twin.toml".to_owned(),
        text: SERVICE.to_owned(),
    });
    let told = compile(&all).unwrap_err();
    assert!(told.iter().any(|error| {
        error
            .reason
            .contains("is the service of services/sample.toml already")
    }));
}

#[test]
fn a_state_that_nothing_leads_to_is_refused() {
    refused(
        "services/sample.toml",
        "next = [\"done\", \"taken_back\"]",
        "next = [\"taken_back\"]",
        "state done",
        "no state leads here",
    );
}
