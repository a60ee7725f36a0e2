//! A question with everything its view shows.

use super::{file_rules::FileRules, place_parts::Province, slot_offer::SlotOffer};
use civil_affairs_domain::{
    form::answers::Raw,
    form::definition::{Autofill, Kind},
};
use std::sync::Arc;

/// One question as it is put to a person, in her language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// What kind of answer.
    pub kind: Kind,
    /// Whose answer it is, where a service asks several persons.
    pub who: Option<String>,
    /// The question.
    pub heading: String,
    /// Help.
    pub hint: Option<String>,
    /// Something to read before answering: where, and what it is called.
    pub read: Option<(String, String)>,
    /// What can be chosen: options, `yes` and `no`, kinds of documents, towns.
    pub offers: Vec<OfferedAnswer>,
    /// Shown as chosen before there is an answer; it counts once confirmed.
    pub preselect: Option<String>,
    /// The answer as it was typed.
    pub raw: Option<Raw>,
    /// What can be wished, where the answer is a slot or several.
    pub slots: Option<Arc<SlotOffer>>,
    /// Provinces with their prefectures, where the answer is a place.
    pub regions: Vec<Province>,
    /// What files are taken, where the answer is files.
    pub files: Option<FileRules>,
    /// What the browser may offer to fill in; nothing on a device that others use too.
    pub autofill: Option<Autofill>,
}

/// One answer to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedAnswer {
    /// Code.
    pub code: String,
    /// Words.
    pub text: String,
    /// A line below.
    pub hint: Option<String>,
}

/// Code of yes, and of a ticked statement.
pub const YES: &str = "yes";
/// Code of no.
pub const NO: &str = "no";

impl QuestionView {
    /// A question that is not answered yet, with nothing to choose from.
    pub fn new(kind: Kind, heading: String) -> QuestionView {
        QuestionView {
            kind,
            who: None,
            heading,
            hint: None,
            read: None,
            offers: Vec::new(),
            preselect: None,
            raw: None,
            slots: None,
            regions: Vec::new(),
            files: None,
            autofill: None,
        }
    }

    /// The code that is shown as chosen.
    pub fn chosen(&self) -> Option<String> {
        match &self.raw {
            Some(Raw::Text(code)) => Some(code.clone()),
            Some(Raw::Flag(true)) => Some(YES.to_owned()),
            Some(Raw::Flag(false)) => Some(NO.to_owned()),
            Some(_) => None,
            None => self.preselect.clone(),
        }
    }

    /// The answer that choosing this code gives.
    pub fn answer(&self, code: &str) -> Raw {
        match self.kind {
            Kind::YesNo { .. } | Kind::Declaration { .. } => Raw::Flag(code == YES),
            Kind::Text { .. }
            | Kind::NameZh
            | Kind::NameLatin
            | Kind::IdType { .. }
            | Kind::IdNumber { .. }
            | Kind::Mobile
            | Kind::Email
            | Kind::Date { .. }
            | Kind::Choice { .. }
            | Kind::Choices { .. }
            | Kind::Money { .. }
            | Kind::Integer { .. }
            | Kind::Address
            | Kind::BankAccount
            | Kind::Slot
            | Kind::Slots { .. }
            | Kind::Files { .. }
            | Kind::Derived => Raw::Text(code.to_owned()),
        }
    }

    /// The answer that confirming what is shown as chosen gives, when nothing was answered yet.
    pub fn confirmed(&self) -> Option<Raw> {
        match self.raw {
            None => self.preselect.as_ref().map(|code| self.answer(code)),
            Some(_) => None,
        }
    }

    /// What stands in `autocomplete` of a field for text.
    pub fn autocomplete(&self) -> &'static str {
        self.autofill.map_or("off", Autofill::token)
    }

    /// What was typed, where it is text.
    pub fn typed(&self) -> String {
        match &self.raw {
            Some(Raw::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    #[test]
    fn what_is_preselected_counts_only_once_confirmed() {
        let asked = examples::preselected();
        assert_eq!(asked.chosen().as_deref(), Some("resident_id"));
        assert_eq!(asked.confirmed(), Some(Raw::Text("resident_id".to_owned())));
    }

    #[test]
    fn an_answer_stands_above_what_was_preselected() {
        let answered = QuestionView {
            raw: Some(Raw::Text("passport".to_owned())),
            ..examples::preselected()
        };
        assert_eq!(answered.chosen().as_deref(), Some("passport"));
        assert_eq!(answered.confirmed(), None);
    }

    #[test]
    fn yes_and_no_are_flags() {
        let asked = examples::yes_no();
        assert_eq!(asked.answer(YES), Raw::Flag(true));
        assert_eq!(asked.answer(NO), Raw::Flag(false));
        let no = QuestionView {
            raw: Some(Raw::Flag(false)),
            ..asked
        };
        assert_eq!(no.chosen().as_deref(), Some(NO));
    }
}
