//! Kinds of questions, one file a kind: how an answer is read from what was typed, and from JSON.
//!
//! A new kind touches: the variant of [`Kind`]; its type in `value/` and its variant of [`Value`]; a file here with `read`
//! (and `from_json`, where it is no text); its field in `crates/ui/src/question/` and how an answer is shown in
//! `src/features/asking/given.rs`; the words of its errors in `policy/lists/field-errors.toml`; a line in
//! `services/README.md`. No match over kinds has a rest arm (`cargo xtask check`), so the compiler names what is left.

mod address;
mod bank_account;
mod choice;
mod choices;
mod date;
mod declaration;
mod email;
mod files;
mod id_number;
mod id_type;
mod integer;
mod json;
mod mobile;
mod money;
mod name;
mod slot;
mod slots;
mod text;
mod yes_no;

pub use json::AnswersError;

use super::{
    evaluate::{EntryAt, Facts},
    validate::Finding,
};
use crate::{
    form::answers::{Raw, Value},
    form::condition::Operand,
    form::definition::{Kind, Question},
    value::truth::Truth,
};
use serde_json::Value as Json;

/// An answer as it was typed, and where it stands.
pub(super) struct Typed<'a> {
    /// What is known of the other answers.
    pub(super) facts: &'a Facts<'a>,
    /// What was asked.
    pub(super) question: &'a Question,
    /// Path such as `members[0].mobile`.
    pub(super) path: &'a str,
    /// As it was typed or chosen.
    pub(super) raw: &'a Raw,
    /// The entry of a repeated group that it belongs to.
    pub(super) entry: EntryAt<'a>,
}

/// A value, and what is worth a word about it.
pub(super) struct Read {
    /// Nothing when the answer counts as none.
    pub(super) value: Option<Value>,
    /// Codes of warnings.
    pub(super) warnings: Vec<Finding>,
}

impl From<Value> for Read {
    fn from(value: Value) -> Read {
        Read {
            value: Some(value),
            warnings: Vec::new(),
        }
    }
}

/// Reads one answer by the kind of its question.
pub(super) fn read(typed: &Typed<'_>) -> Result<Read, Finding> {
    match &typed.question.kind {
        Kind::Text { max, long } => text::read(typed, *max, *long),
        Kind::NameZh => name::read_zh(typed),
        Kind::NameLatin => name::read_latin(typed),
        Kind::IdType { .. } => id_type::read(typed),
        Kind::IdNumber { id_type } => id_number::read(typed, id_type),
        Kind::Mobile => mobile::read(typed),
        Kind::Email => email::read(typed),
        Kind::Date {
            min,
            max,
            or_permanent,
        } => date::read(typed, min.as_ref(), max.as_ref(), *or_permanent),
        Kind::Choice { .. } => choice::read(typed),
        Kind::Choices { exclusive, .. } => choices::read(typed, exclusive.as_deref()),
        Kind::YesNo { .. } => yes_no::read(typed),
        Kind::Declaration { .. } => declaration::read(typed),
        Kind::Money { max } => money::read(typed, max.as_ref()),
        Kind::Integer { min, max } => integer::read(typed, *min, max),
        Kind::Address => address::read(typed),
        Kind::BankAccount => bank_account::read(typed),
        Kind::Slot => slot::read(typed),
        Kind::Slots { max, first } => slots::read(typed, *max, first),
        Kind::Files {
            accept,
            max_count,
            max_kilobytes,
            min_kilobytes,
            min_short_side: _,
            min_long_side: _,
        } => files::read(
            typed,
            &files::Limits {
                accept,
                max_count,
                max_kilobytes,
                min_kilobytes: min_kilobytes.as_ref(),
            },
        ),
        Kind::Derived => Err(typed.error("wrong_kind")),
    }
}

/// Reads an answer from JSON, in which submissions and worked cases carry it.
///
/// # Errors
///
/// What is wanted there, in words for an officer; nothing where no answer may stand.
fn from_json(kind: &Kind, json: &Json) -> Result<Raw, Option<&'static str>> {
    let (wanted, raw) = match kind {
        Kind::Text { .. } | Kind::NameZh | Kind::NameLatin => ("a text", text::from_json(json)),
        Kind::IdType { .. } | Kind::Choice { .. } => ("a code as text", text::from_json(json)),
        Kind::IdNumber { .. } | Kind::Mobile | Kind::BankAccount => {
            ("a number written as text", text::from_json(json))
        }
        Kind::Email => ("an e-mail address as text", text::from_json(json)),
        Kind::Date { .. } => ("a date as text, YYYY-MM-DD", text::from_json(json)),
        Kind::Money { .. } => (
            "an amount in CNY as text, such as \"800.00\"",
            text::from_json(json),
        ),
        Kind::Choices { .. } => ("an array of codes", choices::from_json(json)),
        Kind::YesNo { .. } | Kind::Declaration { .. } => ("true or false", yes_no::from_json(json)),
        Kind::Integer { .. } => ("a whole number", integer::from_json(json)),
        Kind::Address => (
            "a place: a text or {region, town, detail}",
            address::from_json(json),
        ),
        Kind::Slot => (
            "a slot: {office_id, date, start} or \"OFFICE/2026-12-03/1000\"",
            slot::from_json(json).map(Raw::Slot),
        ),
        Kind::Slots { .. } => (
            "an array of slots: {office_id, date, start} or \"OFFICE/2026-12-03/1000\"",
            slots::from_json(json),
        ),
        Kind::Files { .. } => (
            "an array of {name, media_type, bytes, sha256}",
            files::from_json(json),
        ),
        Kind::Derived => return Err(None),
    };
    raw.ok_or(Some(wanted))
}

impl<'a> Typed<'a> {
    /// An error or a warning at this answer.
    fn error(&self, code: &str) -> Finding {
        Finding::new(self.path, code)
    }

    /// The text that was typed, without blanks around it.
    fn text(&self) -> Result<&'a str, Finding> {
        match self.raw {
            Raw::Text(text) => Ok(text.trim()),
            Raw::Flag(_)
            | Raw::Codes(_)
            | Raw::Place(_)
            | Raw::Slot(_)
            | Raw::Slots(_)
            | Raw::Files(_) => Err(self.error("wrong_kind")),
        }
    }

    /// A limit that is a number of things; none while it is unset.
    fn count(&self, operand: &Operand) -> Option<u64> {
        let number = self.facts.operand_number(operand, self.entry)?;
        u64::try_from(number.to_integer()?).ok()
    }

    /// Refuses a code that is not among the options, or not open to this person.
    fn check_option(&self, code: &str) -> Result<(), Finding> {
        let facts = self.facts;
        if !facts.setting.offers(self.question, code) {
            return Err(self.error("unknown_option"));
        }
        let (Kind::Choice { options, .. } | Kind::Choices { options, .. }) = &self.question.kind
        else {
            return Ok(());
        };
        let is_closed = options
            .iter()
            .find(|option| option.code == code)
            .and_then(|option| option.condition.as_ref())
            .is_some_and(|condition| facts.truth(condition, self.entry) == Truth::False);
        if is_closed {
            return Err(self.error("option_not_open"));
        }
        Ok(())
    }
}
