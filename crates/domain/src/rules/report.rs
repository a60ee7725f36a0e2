//! The result of a check as an officer reads it: one JSON object.

use crate::{
    form::definition::{Basis, Document},
    form::policy::Policy,
    rules::validate::{Finding, Validation},
    value::date::Date,
    value::text::Lang,
};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Everything a check says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Code of services-overview §7; null when nothing can be said yet.
    pub outcome: Option<String>,
    /// Rules that fired, in table order.
    pub rules: Vec<String>,
    /// Rules that wait for an answer.
    pub undecided: Vec<String>,
    /// Required answers that are absent.
    pub missing: Vec<String>,
    /// What has to be mended.
    pub errors: Vec<Finding>,
    /// What is worth a look.
    pub warnings: Vec<Finding>,
    /// What was worked out, normalised or suggested, by field id.
    pub derived: BTreeMap<String, Json>,
    /// What the person is told, one for each rule that fired.
    pub messages: Vec<Message>,
    /// What has to be shown or sent.
    pub documents: Vec<WantedDocument>,
    /// The first day the law allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_date: Option<Date>,
    /// The first open day from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_open_date: Option<Date>,
    /// Tracks suggested, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<String>,
    /// The first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
}

/// One rule's message.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// The rule.
    pub rule: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// What it rests on, as people read it.
    pub basis: Vec<String>,
}

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct WantedDocument {
    /// Its id; of a person's document with the person in front.
    pub id: String,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// When it is not needed, Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived_zh: Option<String>,
    /// When it is not needed, English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived_en: Option<String>,
}

/// Writes the report of a validation.
pub fn report(validation: &Validation<'_>) -> Report {
    let facts = &validation.facts;
    let service = facts.setting.service;
    let verdict = &validation.precheck;
    let fill = |key: &str| validation.shown(key);
    let messages = service
        .rules
        .iter()
        .filter(|rule| verdict.rules.contains(&rule.id))
        .map(|rule| Message {
            rule: rule.id.clone(),
            zh: rule.message.render(Lang::Zh, &fill),
            en: rule.message.render(Lang::En, &fill),
            basis: rule
                .basis
                .iter()
                .map(|basis| cite(basis, facts.setting.policy, Lang::Zh))
                .collect(),
        })
        .collect();
    let documents = service
        .documents
        .iter()
        .filter(|document| verdict.documents.contains(&document.id))
        .map(|document| wanted(document, &fill))
        .collect();
    Report {
        outcome: verdict.outcome.clone(),
        rules: verdict.rules.clone(),
        undecided: verdict.undecided.clone(),
        missing: validation.missing.clone(),
        errors: validation.errors.clone(),
        warnings: validation.warnings.clone(),
        derived: validation
            .derived
            .iter()
            .map(|(path, value)| (path.clone(), value.to_json()))
            .collect(),
        messages,
        documents,
        earliest_date: verdict.earliest_date,
        next_open_date: verdict.next_open_date,
        tracks: verdict.tracks.clone(),
        track: verdict.track().map(str::to_owned),
    }
}

fn wanted(document: &Document, fill: &dyn Fn(&str) -> Option<String>) -> WantedDocument {
    let detail = |lang: Lang| {
        let title = document.title.render(lang, fill);
        match &document.detail {
            None => title,
            Some(detail) => {
                let colon = if lang == Lang::Zh { "：" } else { ": " };
                format!("{title}{colon}{}", detail.render(lang, fill))
            }
        }
    };
    let waived = |lang| document.waived.as_ref().map(|text| text.render(lang, fill));
    WantedDocument {
        id: document.id.clone(),
        person: document.person.clone(),
        zh: detail(Lang::Zh),
        en: detail(Lang::En),
        waived_zh: waived(Lang::Zh),
        waived_en: waived(Lang::En),
    }
}

/// A place in a law as people read it: 《中华人民共和国民法典》第1047条（2021-01-01） `[L5]`.
pub fn cite(basis: &Basis, policy: &Policy, lang: Lang) -> String {
    let Some(source) = policy.source(&basis.source) else {
        return basis.source.clone();
    };
    let title = source.title.in_lang(lang);
    let dated = source.dated.as_ref().map(|text| text.in_lang(lang));
    let code = &basis.source;
    match lang {
        Lang::Zh => {
            let article = basis
                .article
                .as_ref()
                .map(|article| format!("第{article}条"))
                .unwrap_or_default();
            let dated = dated
                .map(|dated| format!("（{dated}）"))
                .unwrap_or_default();
            format!("{title}{article}{dated} [{code}]")
        }
        Lang::En => {
            let article = basis
                .article
                .as_ref()
                .map(|article| format!(", art. {article}"))
                .unwrap_or_default();
            let dated = dated.map(|dated| format!(" ({dated})")).unwrap_or_default();
            format!("{title}{article}{dated} [{code}]")
        }
    }
}

impl Validation<'_> {
    /// What stands in the place `{key}` of a text: a result, an answer or a parameter.
    pub fn shown(&self, key: &str) -> Option<String> {
        match key {
            "earliest_date" => self.precheck.earliest_date.map(|date| date.to_string()),
            "next_open_date" => self.precheck.next_open_date.map(|date| date.to_string()),
            key => match self.facts.values.get(key) {
                Some(value) => match value.to_json() {
                    Json::String(text) => Some(text),
                    Json::Number(number) => Some(number.to_string()),
                    _ => None,
                },
                None => self.facts.setting.parameters.shown(key),
            },
        }
    }
}
