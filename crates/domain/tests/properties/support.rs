//! The real definitions and made-up answers, for properties.

use civil_affairs_definitions::{Compiled, load};
use civil_affairs_domain::{
    form::answers::{Answers, GroupEntry, Raw},
    form::definition::{Kind, Question, ServiceDefinition},
    form::policy::Policy,
    form::rule_context::RuleContext,
    rules::validate::validate,
    value::address::Address,
    value::slot::TypedSlot,
};
use proptest::prelude::*;
use std::{path::Path, sync::LazyLock};

/// The project's own services and policy.
pub(crate) static REAL: LazyLock<Compiled> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    load(&root.join("services"), &root.join("policy")).unwrap_or_else(|error| panic!("{error}"))
});

/// One of the real services.
pub(crate) fn service() -> impl Strategy<Value = &'static ServiceDefinition> {
    (0..REAL.catalogue.services.len()).prop_map(|at| &REAL.catalogue.services[at])
}

/// Texts that people, machines and mischief type.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "33078219980312901X", "33078220000725902X", "330782201411209109", "330782199803129010", "330725561201903",
            "810000199505059019",
            "sample@example.com", "93384019920202901X", "H1234567801", "E12345678", "样例甲", "SAMPLE PERSON", "13800000000",
            "+12025550100", "2026-12-03", "2026-12-05", "1966-12-01", "permanent", "800", "9000.50", "3", "0", "佛堂镇",
            "杭州市", "6200000000000000018", "6200000000000000019", "烧毁",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[0-9xX９-]{0,20}",
    ]
}

/// Any answer to a question, of a fitting or an unfitting kind.
fn raw(question: &Question, policy: &'static Policy) -> BoxedStrategy<Raw> {
    let mut codes: Vec<String> = match &question.kind {
        Kind::Choice { options, list } | Kind::Choices { options, list, .. } => options
            .iter()
            .map(|option| option.code.clone())
            .chain(
                list.iter()
                    .flat_map(|list| &policy.list(list).expect("a list").items)
                    .map(|item| item.code.clone()),
            )
            .collect(),
        Kind::IdType { allowed } => allowed
            .iter()
            .map(|id_type| id_type.code().to_owned())
            .collect(),
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::Address
        | Kind::BankAccount
        | Kind::Slot
        | Kind::Slots { .. }
        | Kind::Files { .. }
        | Kind::Derived => Vec::new(),
    };
    codes.push("no_such_code".to_owned());
    let code = prop::sample::select(codes);
    let fitting = match question.kind {
        Kind::Choice { .. } | Kind::IdType { .. } => code.prop_map(Raw::Text).boxed(),
        Kind::Choices { .. } => prop::collection::vec(code, 0..4)
            .prop_map(Raw::Codes)
            .boxed(),
        Kind::YesNo { .. } | Kind::Declaration { .. } => any::<bool>().prop_map(Raw::Flag).boxed(),
        Kind::Slot => slot().prop_map(Raw::Slot).boxed(),
        Kind::Slots { .. } => prop::collection::vec(slot(), 0..4)
            .prop_map(Raw::Slots)
            .boxed(),
        Kind::Address => typed()
            .prop_map(|detail| {
                Raw::Place(Address {
                    detail,
                    ..Address::default()
                })
            })
            .boxed(),
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Files { .. }
        | Kind::Derived => typed().prop_map(Raw::Text).boxed(),
    };
    prop_oneof![12 => fitting, 1 => typed().prop_map(Raw::Text), 1 => any::<bool>().prop_map(Raw::Flag)].boxed()
}

fn slot() -> impl Strategy<Value = TypedSlot> {
    prop::sample::select(vec![
        "yiwu/2026-12-03/1000",
        "yiwu/2026-12-04/0900",
        "yiwu/2026-02-30/1000",
        "x/y/z",
    ])
    .prop_map(|id| TypedSlot::from_id(id).expect("three parts"))
}

/// Some answers to some questions of a service.
pub(crate) fn answers(service: &'static ServiceDefinition) -> impl Strategy<Value = Answers> {
    let policy = &REAL.catalogue.policy;
    let questions: Vec<&Question> = service.questions().map(|(_, question)| question).collect();
    let places = prop::collection::vec((0..questions.len(), 0..3_usize), 0..40);
    places.prop_flat_map(move |places| {
        let picked: Vec<_> = places
            .into_iter()
            .map(|(at, entry)| {
                let question = questions[at];
                (
                    Just(question.id.clone()),
                    Just(entry),
                    raw(question, policy),
                )
            })
            .collect();
        picked.prop_map(|picked| {
            let mut answers = Answers::default();
            for (id, entry, raw) in picked {
                put(&mut answers, &id, entry, raw);
            }
            answers
        })
    })
}

fn put(answers: &mut Answers, id: &str, entry: usize, raw: Raw) {
    match id.split_once("[].") {
        None => answers.set(id, raw),
        Some((group, name)) => {
            let entries = answers.entries.entry(group.to_owned()).or_default();
            while entries.len() <= entry {
                entries.push(GroupEntry {
                    id: entries.len().to_string(),
                    ..GroupEntry::default()
                });
            }
            answers.set(&format!("{group}[{entry}].{name}"), raw);
        }
    }
}

/// An answer that a willing person can give to an open or wrong question; nothing when the form offers none.
pub(crate) fn good_answer(setting: &RuleContext<'_>, answers: &Answers, path: &str) -> Option<Raw> {
    let (id, name) = match path.split_once('[') {
        None => (path.to_owned(), path),
        Some((group, rest)) => {
            let name = rest.split_once("].")?.1;
            (format!("{group}[].{name}"), name)
        }
    };
    let question = setting.service.question(&id)?;
    let candidates: Vec<Raw> = match &question.kind {
        Kind::Choice { options, list } => options
            .iter()
            .map(|option| option.code.clone())
            .chain(
                list.iter()
                    .flat_map(|list| &setting.policy.list(list).expect("a list").items)
                    .map(|item| item.code.clone()),
            )
            .map(Raw::Text)
            .collect(),
        Kind::Choices { options, .. } => options
            .iter()
            .map(|option| Raw::Codes(vec![option.code.clone()]))
            .collect(),
        Kind::IdType { allowed } => allowed
            .iter()
            .map(|one| Raw::Text(one.code().to_owned()))
            .collect(),
        Kind::YesNo { .. } | Kind::Declaration { .. } => vec![Raw::Flag(true), Raw::Flag(false)],
        Kind::Slot => vec![Raw::Slot(TypedSlot::from_id("yiwu/2026-12-03/1000")?)],
        Kind::Slots { .. } => vec![Raw::Slots(vec![TypedSlot::from_id(
            "yiwu/2026-12-07/1000",
        )?])],
        Kind::Address => vec![Raw::Text("佛堂镇".to_owned())],
        Kind::Files { .. } => return None,
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::BankAccount
        | Kind::Derived => [
            "33078219980312901X",
            "33078220000725902X",
            "330782197909099091",
            "810000199505059019",
            "93384019920202901X",
            "USA123456789012",
            "H12345678",
            "12345678",
            "样例甲",
            "SAMPLE PERSON",
            "13800000000",
            "2026-11-30",
            "1990-01-01",
            "permanent",
            "1",
            "3",
            "800",
            "6200000000000000018",
        ]
        .map(|text| Raw::Text(text.to_owned()))
        .to_vec(),
    };
    let name = name.to_owned();
    candidates.into_iter().find(|raw| {
        let mut tried = answers.clone();
        tried.set(path, raw.clone());
        let validation = validate(setting, &tried);
        let wrong = validation
            .errors
            .iter()
            .any(|finding| finding.field == path);
        !wrong && !validation.missing.iter().any(|one| one == path) && !name.is_empty()
    })
}

/// The form with everything filled in that was open or wrong, as a willing person would.
pub(crate) fn filled(setting: &RuleContext<'_>, mut answers: Answers) -> Answers {
    for _ in 0..400 {
        let open = {
            let validation = validate(setting, &answers);
            let wrong = validation.errors.first().map(|one| one.field.clone());
            wrong.or_else(|| validation.missing.first().cloned())
        };
        let Some(path) = open else {
            return answers;
        };
        let answer =
            good_answer(setting, &answers, &path).unwrap_or_else(|| panic!("no answer for {path}"));
        answers.set(&path, answer);
    }
    panic!("the form never ends")
}
