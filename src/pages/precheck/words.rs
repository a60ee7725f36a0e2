//! What is wrong with an answer, in words: by the question's own checks, else by the list `field-errors`. Pure.

use crate::state::ground::Ground;
use civil_affairs_domain::{
    text::Text,
    validate::{Finding, Validation},
};

/// The list of words for findings.
const LIST: &str = "field-errors";

/// The words of a finding. A code without words is shown as it is: better than silence.
pub(super) fn of(ground: &Ground, validation: &Validation<'_>, finding: &Finding) -> String {
    let service = validation.facts.setting.service;
    let own = service
        .question(&finding.field)
        .and_then(|question| question.checks.iter().find(|check| check.code == finding.code))
        .map(|check| check.message.clone());
    let listed = || {
        let item = ground.policy().list(LIST)?.item(&finding.code)?;
        Some(Text {
            zh: item.zh.clone(),
            en: item.en.clone(),
        })
    };
    let fill = |key: &str| finding.parameters.get(key).cloned().or_else(|| validation.shown(key));
    own.or_else(listed)
        .map_or_else(|| finding.code.clone(), |text| text.render(ground.lang, &fill))
}
