//! Finished forms: what is in them, and that their bytes are read again.

use crate::support::{REAL, answers, filled, service};
use civil_affairs_domain::{
    form::answers::{Answers, FileRef, GroupEntry, Raw},
    form::rule_context::RuleContext,
    protocol::submission::{
        Channel, MOST_BYTES, NotDecodable, NotReady, Submission, SubmissionContext,
    },
    record::queue::{QueueRecord, SubmissionKeys},
    rules::finish::Finish,
    rules::validate::validate,
    value::code::{Capability, Reference, Secret},
    value::date::Date,
    value::id::{DraftId, SubmissionId},
    value::instant::Instant,
    value::sha256::Sha256,
    value::slot::TypedSlot,
    value::text::Lang,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

const NOW: i64 = 1_796_100_000_000;

fn setting(service: &str) -> RuleContext<'static> {
    let service = REAL.catalogue.service(service).expect("a service");
    let today = Date::from_unix_millis(NOW).expect("a day");
    RuleContext::new(service, &REAL.catalogue.policy, today)
}

fn handing(lang: Lang) -> SubmissionContext {
    SubmissionContext {
        id: SubmissionId::new(NOW, [7; 10]),
        reference: Reference::draw(&mut (0..=u8::MAX)).expect("a reference"),
        definition_version: "0".repeat(64),
        lang,
        channel: Channel::OwnDevice,
        now: Instant::from_unix_millis(NOW).expect("a moment"),
    }
}

fn text(answer: &str) -> Raw {
    Raw::Text(answer.to_owned())
}

fn build(setting: &RuleContext<'_>, answers: &Answers) -> Result<Submission, NotReady> {
    Submission::build(&validate(setting, answers), handing(Lang::Zh))
}

fn couple() -> Answers {
    let mut answers = Answers::default();
    for (path, typed) in [
        ("party_a.id_number", "33078219980312901X"),
        ("party_b.id_number", "33078220000725902X"),
        ("party_a.marital_status", "single"),
        ("party_b.marital_status", "single"),
        ("party_a.id_expiry", "permanent"),
        ("party_b.id_expiry", "permanent"),
    ] {
        answers.set(path, text(typed));
    }
    for path in ["party_a.is_soldier", "party_b.is_soldier"] {
        answers.set(path, Raw::Flag(false));
    }
    let further = ["yiwu/2026-12-04/0930", "yiwu/2026-12-07/1000"]
        .map(|id| TypedSlot::from_id(id).expect("a slot"));
    answers.set("alt_slots", Raw::Slots(further.to_vec()));
    filled(&setting("marriage-appointment"), answers)
}

/// Somebody after a fire, with a mistyped number and no papers.
fn after_a_fire() -> Answers {
    let mut answers = Answers::default();
    answers.set("danger_now", Raw::Flag(false));
    answers.set("need_now", Raw::Codes(vec!["food".to_owned()]));
    answers.set("applicant.id_type", text("resident_id"));
    answers.set("applicant.id_number", text("330782198504189086"));
    answers.set("applicant.mobile", text("138"));
    answers.set("incident_type", text("fire"));
    answers
}

#[test]
fn a_booking_carries_its_wishes_in_their_order_and_the_words_that_were_ticked() {
    let setting = setting("marriage-appointment");
    let submission = build(&setting, &couple()).expect("it is ready");
    let wishes: Vec<String> = submission.wishes.iter().map(ToString::to_string).collect();
    assert_eq!(
        wishes,
        [
            "yiwu/2026-12-03/1000",
            "yiwu/2026-12-04/0930",
            "yiwu/2026-12-07/1000"
        ]
    );
    let truth = submission
        .statements
        .iter()
        .find(|statement| statement.field == "truth_statement")
        .expect("it was ticked");
    assert_eq!(
        (truth.text.as_str(), truth.consent),
        ("以上信息真实", false)
    );
    let english = Submission::build(&validate(&setting, &couple()), handing(Lang::En));
    let statements = english.expect("it is ready").statements;
    assert!(
        statements
            .iter()
            .any(|one| one.text == "The information above is true")
    );
    assert_eq!(
        submission.created_at.to_string(),
        "2026-12-01T12:40:00+08:00"
    );
    assert_eq!(submission.advice.outcome.as_deref(), Some("ok"));
}

#[test]
fn a_consent_that_was_not_given_is_not_in_it() {
    let setting = setting("temporary-assistance");
    let mut answers = after_a_fire();
    answers.set("referral_to_charity", Raw::Flag(false));
    answers.set("referral_to_other_authority", Raw::Flag(true));
    let submission = build(&setting, &answers).expect("it is ready");
    let consents: Vec<&str> = submission
        .statements
        .iter()
        .filter(|statement| statement.consent)
        .map(|statement| statement.field.as_str())
        .collect();
    assert_eq!(consents, ["referral_to_other_authority"]);
}

#[test]
fn a_form_with_gaps_or_bad_news_makes_no_submission() {
    let setting = setting("marriage-appointment");
    let refused = build(&setting, &Answers::default()).expect_err("it is empty");
    assert!(matches!(refused, NotReady(Finish::Mend(_))));
    let mut answers = couple();
    answers.set("party_a.marital_status", text("married"));
    let refused = build(&setting, &answers).expect_err("there is a spouse");
    assert!(matches!(refused, NotReady(Finish::Advised { .. })));
}

#[test]
fn a_wrong_number_goes_as_none_now_with_its_reason_and_what_was_typed() {
    let setting = setting("temporary-assistance");
    let submission = build(&setting, &after_a_fire()).expect("nothing keeps it");
    let [none_now] = submission.none_now.as_slice() else {
        panic!("one number, not {:?}", submission.none_now);
    };
    assert_eq!(none_now.field, "applicant.id_number");
    assert_eq!(none_now.reason, "id_checksum");
    assert_eq!(none_now.id_type.as_deref(), Some("resident_id"));
    assert_eq!(none_now.typed.as_deref(), Some("330782198504189086"));
    let applicant = &submission.answers["applicant"];
    assert_eq!(applicant["id_type"], "none_now");
    assert_eq!(applicant.get("id_number"), None);
    // Everything else that is open follows later, each with its reason.
    let later = |field: &str| {
        let found = submission.later.iter().find(|one| one.field == field);
        found.map(|one| (one.reason.as_str(), one.typed.as_deref()))
    };
    assert_eq!(
        later("applicant.mobile"),
        Some(("mobile_form", Some("138")))
    );
    assert_eq!(later("incident_place"), Some(("missing", None)));
    assert_eq!(later("applicant.id_number"), None);
    assert_eq!(later("applicant.id_type"), None);
}

#[test]
fn a_number_that_was_never_given_goes_as_none_now_too_and_for_each_member_by_itself() {
    let setting = setting("temporary-assistance");
    let mut answers = after_a_fire();
    answers.fields.remove("applicant.id_type");
    answers.fields.remove("applicant.id_number");
    answers.set("need_now", Raw::Codes(vec!["cash".to_owned()]));
    answers.set("urgent", Raw::Flag(false));
    answers.set("amount_need", text("9000"));
    answers.set("incident_type", text("medical_cost"));
    answers.set("household_tags", Raw::Codes(vec!["dibao".to_owned()]));
    let members = ["33078219790909909", "330782197909099091"].map(|number| GroupEntry {
        id: number.to_owned(),
        fields: [("id_number".to_owned(), text(number))].into(),
    });
    answers.entries.insert("members".to_owned(), members.into());
    let submission = build(&setting, &answers).expect("nothing keeps it");
    let told: Vec<_> = submission
        .none_now
        .iter()
        .map(|one| (one.field.as_str(), one.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("applicant.id_number", "missing"),
            ("members[0].id_number", "id_form")
        ]
    );
    let members = &submission.answers["members"];
    assert_eq!(members[0]["id_type"], "none_now");
    assert_eq!(members[1]["id_number"], "330782197909099091");
}

#[test]
fn a_text_far_too_long_is_cut_and_the_form_still_goes() {
    let setting = setting("temporary-assistance");
    let mut answers = after_a_fire();
    answers.set("incident_text", text(&"火".repeat(2_000_000)));
    let submission = build(&setting, &answers).expect("nothing keeps it");
    let later = submission
        .later
        .iter()
        .find(|one| one.field == "incident_text")
        .expect("it is too long");
    assert_eq!(later.reason, "too_long");
    assert_eq!(
        later.typed.as_ref().map(|typed| typed.chars().count()),
        Some(2_000)
    );
    assert!(submission.write().expect("bytes").bytes.len() < MOST_BYTES);
}

#[test]
fn a_file_given_twice_is_sent_once() {
    let without = setting("temporary-assistance");
    let mut parameters = without.policy.on(without.today);
    parameters.set("files_enabled", "true").expect("a switch");
    let setting =
        RuleContext::with_parameters(without.service, without.policy, parameters, without.today);
    let file = FileRef {
        name: "照片1.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        bytes: 1_000,
        sha256: Sha256::new([10; 32]),
    };
    let mut answers = after_a_fire();
    answers.set("photo_upload", Raw::Flag(true));
    answers.set("photos", Raw::Files(vec![file.clone(), file.clone()]));
    let submission = build(&setting, &answers).expect("nothing keeps it");
    assert_eq!(submission.files, [file]);
}

#[test]
fn a_queued_submission_keeps_the_very_bytes_and_hides_its_keys() {
    let setting = setting("marriage-appointment");
    let finished = build(&setting, &couple())
        .expect("it is ready")
        .write()
        .expect("bytes");
    let bytes = finished.bytes.clone();
    let keys = SubmissionKeys {
        capability: Capability::new([9; 16]),
        secret: Secret::draw(&mut (0..=u8::MAX)).expect("a secret"),
    };
    let draft = DraftId::new(NOW, [1; 10]);
    let queued = QueueRecord::new(
        finished,
        draft,
        Answers::default(),
        Sha256::new([11; 32]),
        keys.clone(),
        NOW,
    )
    .expect("a record");
    let read = QueueRecord::from_json(&queued.to_json().expect("json")).expect("the record");
    assert_eq!(read, queued);
    assert_eq!(read.bytes(), bytes);
    assert_eq!(
        read.submission().expect("the submission").reference,
        read.reference
    );
    let logged = format!("{queued:?}{keys:?}");
    assert!(!logged.contains("CQkJ") && !logged.contains("2345") && !logged.contains("3307"));
}

#[test]
fn what_is_no_submission_is_told_apart() {
    let setting = setting("marriage-appointment");
    let submission = build(&setting, &couple()).expect("it is ready");
    let bytes = submission.write().expect("bytes").bytes;
    let with = |old: &str, new: &str| {
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(text.contains(old), "{old}");
        Submission::decode(text.replacen(old, new, 1).as_bytes())
    };
    assert!(with("\"v\":1", "\"v\": 1").is_ok());
    assert!(matches!(
        with("\"v\":1", "\"v\":2"),
        Err(NotDecodable::Version(2))
    ));
    for (old, new) in [
        ("\"v\":1", "\"v\":1,\"extra\":0"),
        ("\"v\":1", "\"v\":1,\"v\":1"),
        ("2345-6789-ABC4", "2345-6789-ABC5"),
        ("2345-6789-ABC4", "234567 89ABC4"),
        ("T12:40:00", "T12:40"),
        ("own_device", "somewhere"),
        (
            "\"wishes\":[\"yiwu/2026-12-03/1000",
            "\"wishes\":[\"yiwu/2026-12-03/2500",
        ),
    ] {
        assert!(
            matches!(with(old, new), Err(NotDecodable::Form(_))),
            "{new}"
        );
    }
    for (old, new) in [
        ("\"marriage-appointment\"", "\"../marriage\""),
        ("\"0000", "\"000"),
    ] {
        assert!(
            matches!(with(old, new), Err(NotDecodable::Part(_))),
            "{new}"
        );
    }
    let large = vec![b' '; MOST_BYTES + 1];
    assert!(matches!(
        Submission::decode(&large),
        Err(NotDecodable::TooLarge)
    ));
    let deep = format!("{{\"v\":1,\"answers\":{}", "[".repeat(100_000));
    assert!(Submission::decode(deep.as_bytes()).is_err());
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn whatever_was_answered_temporary_assistance_is_handed_in_and_read_again(
        answers in service().prop_filter("never blocks", |service| service.never_blocks).prop_flat_map(answers)
    ) {
        let setting = setting("temporary-assistance");
        let submission = build(&setting, &answers).map_err(|_| TestCaseError::fail("it was kept back"))?;
        let open = submission.none_now.len() + submission.later.len();
        let validation = validate(&setting, &answers);
        prop_assert_eq!(open == 0, validation.errors.is_empty() && validation.missing.is_empty());
        let finished = submission.clone().write().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let read = Submission::decode(&finished.bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&read, &submission);
        // The server reads the answers with its own copy of the definition.
        let typed = read.typed(setting.service).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let again = validate(&setting, &typed);
        for none_now in &submission.none_now {
            prop_assert!(!again.errors.iter().any(|error| error.field == none_now.field));
        }
    }
}

/// Submissions in their bytes, with something in every part of them.
pub(crate) fn written() -> Vec<Vec<u8>> {
    let with_file = {
        let mut submission =
            build(&setting("temporary-assistance"), &after_a_fire()).expect("nothing keeps it");
        submission.files.push(FileRef {
            name: "照片1.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 1_000,
            sha256: Sha256::new([10; 32]),
        });
        submission
    };
    let couple = build(&setting("marriage-appointment"), &couple()).expect("it is ready");
    [couple, with_file]
        .map(|submission| submission.write().expect("bytes").bytes)
        .to_vec()
}
