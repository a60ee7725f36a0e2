//! A bureau in memory, and people who hand something in.

use civil_affairs_cases::{
    Answer, Incoming, Intake, IntakeProblem, Moment,
    receipt::{Receipt, verify},
    receive,
};
use civil_affairs_definitions::{Compiled, compile, read};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::catalogue::Catalogue,
    form::rule_context::RuleContext,
    protocol::submission::{Channel, Submission, SubmissionBytes, SubmissionContext},
    protocol::wire::Received,
    rules::validate::validate,
    value::code::{Capability, Reference, Secret},
    value::date::Date,
    value::id::SubmissionId,
    value::instant::Instant,
    value::slot::TypedSlot,
    value::text::Lang,
};
use civil_affairs_store::{CaseRow, Filter, Store};
pub(crate) use civil_affairs_testkit::people::couple as pair;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Tuesday, 2026-12-01, 12:40 in Yiwu.
pub(crate) const NOW: i64 = 1_796_100_000_000;
/// The day of [`NOW`] in milliseconds.
pub(crate) const DAY: i64 = 86_400_000;

/// The project's own data, with parameters set as an officer would.
pub(crate) fn definitions(set: &[(&str, &str)]) -> Compiled {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = read(&root.join("services"), &root.join("policy")).unwrap();
    for file in &mut files {
        file.text = with_parameters(std::mem::take(&mut file.text), set);
    }
    compile(&files).unwrap()
}

/// Sets parameters in the text of a file.
pub(crate) fn with_parameters(mut text: String, set: &[(&str, &str)]) -> String {
    for (key, value) in set {
        let head = format!("key = \"{key}\"\n");
        let Some((before, after)) = text.split_once(&head) else {
            continue;
        };
        let (row, rest) = after.split_once("\n\n").unwrap_or((after, ""));
        let row: Vec<&str> = row
            .lines()
            .filter(|line| !line.starts_with("value ="))
            .collect();
        text = format!(
            "{before}{head}value = {value}\n{}\n\n{rest}",
            row.join("\n")
        );
    }
    text
}

pub(crate) fn moment(millis: i64) -> Moment {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&millis.to_be_bytes());
    Moment::new(Instant::from_unix_millis(millis).unwrap(), seed)
}

/// The bureau.
pub(crate) struct Bureau {
    pub(crate) intake: Intake,
    pub(crate) compiled: Compiled,
    pub(crate) now: i64,
}

impl Bureau {
    pub(crate) async fn new(set: &[(&str, &str)]) -> Bureau {
        Bureau::of(definitions(set)).await
    }

    async fn of(compiled: Compiled) -> Bureau {
        let store = Store::memory().await.unwrap();
        let intake = Intake::open(store, &compiled, &moment(NOW), [5; 32])
            .await
            .unwrap();
        Bureau {
            intake,
            compiled,
            now: NOW,
        }
    }

    /// One that has not decided on a parameter.
    pub(crate) async fn unset(set: &[(&str, &str)], key: &str) -> Bureau {
        let mut compiled = definitions(set);
        let rows = &mut compiled.catalogue.policy.parameters;
        let row = rows.iter_mut().find(|row| row.key == key);
        row.unwrap().value = None;
        Bureau::of(compiled).await
    }

    /// Hands something in.
    pub(crate) async fn receive(&self, sent: &Sent) -> Result<Answer, IntakeProblem> {
        receive(&self.intake, &moment(self.now), sent.incoming()).await
    }

    pub(crate) async fn state(&self, sent: &Sent) -> String {
        self.receive(sent).await.unwrap().received.state.to_string()
    }

    /// Everything that is held, the oldest first.
    pub(crate) async fn all(&self) -> Vec<CaseRow> {
        let filter = Filter {
            service: None,
            state: None,
            overdue: None,
            most: 10_000,
        };
        self.intake.store.list(&filter).await.unwrap()
    }

    /// What the receipt says, if it is this bureau's.
    pub(crate) fn receipt(&self, received: &Received) -> Receipt {
        verify(&received.receipt, &self.intake.keys.signer.keys()).unwrap()
    }
}

/// A submission as a device sends it.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) id: SubmissionId,
    pub(crate) reference: Reference,
    pub(crate) capability: Capability,
    pub(crate) secret: Secret,
    pub(crate) body: Vec<u8>,
}

impl Sent {
    pub(crate) fn incoming(&self) -> Incoming {
        Incoming {
            id: self.id,
            capability: self.capability.clone(),
            secret: self.secret.clone(),
            digest: Sha256::digest(&self.body).into(),
            body: self.body.clone(),
        }
    }

    /// The same with one text of the body exchanged.
    pub(crate) fn exchanged(&self, old: &str, new: &str) -> Sent {
        let text = String::from_utf8(self.body.clone()).unwrap();
        assert!(text.contains(old), "{old}: {text}");
        Sent {
            body: text.replacen(old, new, 1).into_bytes(),
            ..self.clone()
        }
    }
}

/// Who hands in; every number is another person's device.
fn device(number: u32) -> (SubmissionId, Reference, Capability, Secret) {
    let mut random = [0; 10];
    random[..4].copy_from_slice(&number.to_be_bytes());
    let draw = |salt: u8| {
        let digest = Sha256::digest([&[salt], number.to_be_bytes().as_slice()].concat());
        digest.into_iter().cycle()
    };
    let mut capability = [0; 16];
    capability[..4].copy_from_slice(&number.to_be_bytes());
    (
        SubmissionId::new(NOW, random),
        Reference::draw(&mut draw(1)).unwrap(),
        Capability::new(capability),
        Secret::draw(&mut draw(2)).unwrap(),
    )
}

/// A finished form of a service.
pub(crate) fn form(
    catalogue: &Catalogue,
    service: &str,
    number: u32,
    answers: &Answers,
    now: i64,
) -> Sent {
    let definition = catalogue.service(service).unwrap();
    let today = Date::from_unix_millis(now).unwrap();
    let setting = RuleContext::new(definition, &catalogue.policy, today);
    let (id, reference, capability, secret) = device(number);
    let handing = SubmissionContext {
        id,
        reference: reference.clone(),
        definition_version: catalogue.versions[service].clone(),
        lang: Lang::Zh,
        channel: Channel::OwnDevice,
        now: Instant::from_unix_millis(now).unwrap(),
    };
    let submission = Submission::build(&validate(&setting, answers), handing);
    let SubmissionBytes { bytes: body, .. } = submission.unwrap().write().unwrap();
    Sent {
        id,
        reference,
        capability,
        secret,
        body,
    }
}

fn text(typed: &str) -> Raw {
    Raw::Text(typed.to_owned())
}

/// A couple's booking; the number says which couple, and whose device.
pub(crate) fn couple(catalogue: &Catalogue, number: u32, wishes: &[&str]) -> Sent {
    couple_by(catalogue, number, &pair(number), wishes, NOW)
}

/// The same, for these two and at this time.
pub(crate) fn couple_by(
    catalogue: &Catalogue,
    number: u32,
    pair: &[String; 2],
    wishes: &[&str],
    now: i64,
) -> Sent {
    let mut answers = Answers::default();
    for (path, typed) in [
        ("business_type", "marry"),
        ("office_id", "yiwu"),
        ("photo_plan", "take_on_site"),
        ("contact_mobile", "13800000000"),
        ("party_a.mobile", "13800000000"),
        ("party_a.id_type", "resident_id"),
        ("party_b.id_type", "resident_id"),
        ("party_a.id_number", pair[0].as_str()),
        ("party_b.id_number", pair[1].as_str()),
        ("party_a.name_zh", "样例甲"),
        ("party_b.name_zh", "样例乙"),
        ("party_a.marital_status", "single"),
        ("party_b.marital_status", "single"),
        ("party_a.id_expiry", "permanent"),
        ("party_b.id_expiry", "permanent"),
    ] {
        answers.set(path, text(typed));
    }
    for path in ["party_a.is_soldier", "party_b.is_soldier", "ceremony"] {
        answers.set(path, Raw::Flag(false));
    }
    for path in [
        "notice_read",
        "other_party_informed",
        "kinship_preview",
        "health_duty_read",
        "truth_statement",
    ] {
        answers.set(path, Raw::Flag(true));
    }
    let slots: Vec<TypedSlot> = wishes
        .iter()
        .map(|id| TypedSlot::from_id(id).unwrap())
        .collect();
    answers.set("slot_id", Raw::Slot(slots[0].clone()));
    if slots.len() > 1 {
        answers.set("alt_slots", Raw::Slots(slots[1..].to_vec()));
    }
    form(catalogue, "marriage-appointment", number, &answers, now)
}

/// Somebody after a fire, with a mistyped number.
pub(crate) fn after_a_fire(catalogue: &Catalogue, number: u32) -> Sent {
    let mut answers = Answers::default();
    answers.set("danger_now", Raw::Flag(false));
    answers.set("need_now", Raw::Codes(vec!["food".to_owned()]));
    answers.set("applicant.id_type", text("resident_id"));
    answers.set("applicant.id_number", text("330782198504189086"));
    answers.set("incident_type", text("fire"));
    form(catalogue, "temporary-assistance", number, &answers, NOW)
}

/// A senior who wants a card to be fetched at the window.
pub(crate) fn senior(catalogue: &Catalogue, number: u32) -> Sent {
    let mut answers = Answers::default();
    for (path, typed) in [
        ("request_type", "first"),
        ("applicant.id_type", "resident_id"),
        ("applicant.id_number", "330782196612019017"),
        ("applicant.name_zh", "样例甲"),
        ("residence_basis", "household_zj"),
        ("mobile", "13800000000"),
        ("photo_source", "on_site"),
        ("delivery", "window"),
        ("pickup_point", "choucheng"),
        ("large_print_notice", "phone"),
    ] {
        answers.set(path, text(typed));
    }
    answers.set("notice_read", Raw::Flag(true));
    form(catalogue, "senior-card", number, &answers, NOW)
}
