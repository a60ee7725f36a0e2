//! What was answered elsewhere in the form and may be meant here too: nobody types the same twice (WCAG 2.2, 3.3.7).

use crate::{form::answers::Raw, form::definition::Question, rules::validate::Validation};

/// An answer that may be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOffer {
    /// Path of the question that was answered.
    pub from: String,
    /// Its answer, as typed.
    pub raw: Raw,
}

/// The answers that may be taken over at a path, each once; none when something stands there already. Only answers that
/// belong to the form and were understood.
pub fn offers(validation: &Validation<'_>, question: &Question, path: &str) -> Vec<AnswerOffer> {
    let facts = &validation.facts;
    let mut found: Vec<AnswerOffer> = Vec::new();
    if facts.answers.get(path).is_some_and(|raw| !raw.is_blank()) {
        return found;
    }
    for from in &question.offer {
        if validation.visible.contains(from)
            && facts.values.contains_key(from)
            && let Some(raw) = facts.answers.get(from)
            && found.iter().all(|offer| offer.raw != *raw)
        {
            found.push(AnswerOffer {
                from: from.clone(),
                raw: raw.clone(),
            });
        }
    }
    found
}
