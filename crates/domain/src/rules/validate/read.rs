//! Reads what was typed by the kind of its question.

use super::Finding;
use crate::{
    form::answers::{Raw, Value},
    form::condition::Operand,
    form::definition::{Kind, Question},
    rules::evaluate::{EntryAt, Facts},
    value::address,
    value::bank,
    value::date::Date,
    value::identity::{self, IdType},
    value::mobile,
    value::money::Fen,
    value::name,
    value::truth::Truth,
    value::width,
};

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

/// Reads one answer.
pub(super) fn read(
    facts: &Facts<'_>,
    question: &Question,
    path: &str,
    raw: &Raw,
    entry: EntryAt<'_>,
) -> Result<Read, Finding> {
    let error = |code: &str| Finding::new(path, code);
    let text = match raw {
        Raw::Text(text) => Some(text.trim()),
        _ => None,
    };
    let typed = || text.ok_or_else(|| error("wrong_kind"));
    match &question.kind {
        Kind::Text { max, long } => {
            let typed = typed()?;
            let limit = usize::try_from(*max).unwrap_or(usize::MAX);
            if typed.chars().count() > limit {
                return Err(error("too_long").with("max", max));
            }
            if typed
                .chars()
                .any(|c| c.is_control() && !(*long && c == '\n'))
            {
                return Err(error("control_character"));
            }
            Ok(Value::Text(typed.to_owned()).into())
        }
        Kind::NameZh => name::parse_zh(typed()?)
            .map(|name| Value::Text(name).into())
            .map_err(|e| error(e.code())),
        Kind::NameLatin => name::parse_latin(typed()?)
            .map(|name| Value::Text(name).into())
            .map_err(|e| error(e.code())),
        Kind::IdType { .. } | Kind::Choice { .. } => {
            let code = typed()?;
            if !facts.setting.offers(question, code) {
                return Err(error("unknown_option"));
            }
            available(facts, question, code, entry).map_err(error)?;
            Ok(Value::Code(code.to_owned()).into())
        }
        Kind::Choices { exclusive, .. } => {
            let Raw::Codes(codes) = raw else {
                return Err(error("wrong_kind"));
            };
            for code in codes {
                if !facts.setting.offers(question, code) {
                    return Err(error("unknown_option"));
                }
                available(facts, question, code, entry).map_err(error)?;
            }
            if codes.len() > 1 && exclusive.as_ref().is_some_and(|only| codes.contains(only)) {
                return Err(error("exclusive_option"));
            }
            // In the order of the codes, so that the same choice always reads the same.
            let mut ordered: Vec<String> = Vec::new();
            for code in codes {
                if let Err(at) = ordered.binary_search(code) {
                    ordered.insert(at, code.clone());
                }
            }
            Ok(Value::Codes(ordered).into())
        }
        Kind::IdNumber { id_type } => read_id_number(facts, path, typed()?, id_type, entry),
        Kind::Mobile => mobile::parse(typed()?)
            .map(|mobile| Value::Mobile(mobile).into())
            .map_err(|e| error(e.code())),
        Kind::Date {
            min,
            max,
            or_permanent,
        } => {
            let typed = typed()?;
            if *or_permanent && typed == "permanent" {
                return Ok(Value::Permanent.into());
            }
            let date = Date::parse(width::narrow(typed).trim()).map_err(|e| error(e.code()))?;
            let limit = |operand: &Option<Operand>| {
                operand
                    .as_ref()
                    .and_then(|operand| facts.operand_date(operand, entry))
            };
            match (limit(min), limit(max)) {
                (Some(min), _) if date < min => Err(error("too_early").with("min", min)),
                (_, Some(max)) if date > max => Err(error("too_late").with("max", max)),
                _ => Ok(Value::Date(date).into()),
            }
        }
        Kind::YesNo { .. } => match raw {
            Raw::Flag(value) => Ok(Value::Bool(*value).into()),
            _ => Err(error("wrong_kind")),
        },
        // A statement not ticked is unanswered, not a no (services-overview §7).
        Kind::Declaration { .. } => match raw {
            Raw::Flag(ticked) => Ok(Read {
                value: ticked.then_some(Value::Bool(true)),
                warnings: Vec::new(),
            }),
            _ => Err(error("wrong_kind")),
        },
        Kind::Money { max } => {
            let amount = Fen::parse(typed()?).map_err(|e| error(e.code()))?;
            let most = max
                .as_ref()
                .and_then(|max| facts.operand_number(max, entry));
            let value = Value::Money(amount);
            match (most, value.number()) {
                (Some(most), Some(number)) if number > most => {
                    Err(error("too_much").with("max", most))
                }
                _ => Ok(value.into()),
            }
        }
        Kind::Integer { min, max } => {
            let typed = width::narrow(typed()?);
            let number: i64 = typed
                .trim()
                .parse()
                .map_err(|_| error("not_a_whole_number"))?;
            let most = facts
                .operand_number(max, entry)
                .and_then(|most| most.to_integer());
            if number < *min {
                return Err(error("too_few").with("min", min));
            }
            match most {
                Some(most) if number > most => Err(error("too_many").with("max", most)),
                _ => Ok(Value::Integer(number).into()),
            }
        }
        Kind::Address => match raw {
            // A place without a region or a town is as good as a text.
            Raw::Place(place) if place.region.is_some() || place.town.is_some() => {
                read_place(facts, path, place.clone())
            }
            Raw::Place(place) => read_place(
                facts,
                path,
                address::resolve(&place.detail, &facts.setting.regions),
            ),
            _ => read_place(
                facts,
                path,
                address::resolve(typed()?, &facts.setting.regions),
            ),
        },
        Kind::BankAccount => {
            let account = bank::parse(typed()?).map_err(|e| error(e.code()))?;
            let warnings = match account.luhn() {
                bank::Luhn::Fails => vec![error("luhn")],
                bank::Luhn::Passes | bank::Luhn::NotACard => Vec::new(),
            };
            Ok(Read {
                value: Some(Value::Account(account)),
                warnings,
            })
        }
        Kind::Slot => match raw {
            Raw::Slot(slot) => slot
                .parse()
                .map(|slot| Value::Slot(slot).into())
                .ok_or_else(|| error("slot_form")),
            _ => Err(error("wrong_kind")),
        },
        Kind::Slots { max, first } => {
            let Raw::Slots(slots) = raw else {
                return Err(error("wrong_kind"));
            };
            let slots: Vec<_> = slots
                .iter()
                .map(|slot| slot.parse())
                .collect::<Option<_>>()
                .ok_or_else(|| error("slot_form"))?;
            if slots.len() > usize::try_from(*max).unwrap_or(usize::MAX) {
                return Err(error("too_many").with("max", max));
            }
            let mut wishes = slots.clone();
            if let Some(Value::Slot(first)) = facts.value(first, entry) {
                wishes.push(first.clone());
            }
            let twice =
                |(at, wish): (usize, &_)| wishes.iter().skip(at + 1).any(|other| other == wish);
            if wishes.iter().enumerate().any(twice) {
                return Err(error("same_slot"));
            }
            Ok(Value::Slots(slots).into())
        }
        Kind::Files {
            accept,
            max_count,
            max_kilobytes,
            min_kilobytes,
            ..
        } => {
            let Raw::Files(files) = raw else {
                return Err(error("wrong_kind"));
            };
            let limit = |operand: &Operand| {
                facts
                    .operand_number(operand, entry)
                    .and_then(|number| u64::try_from(number.to_integer()?).ok())
            };
            if let Some(most) = limit(max_count).filter(|most| files.len() as u64 > *most) {
                return Err(error("too_many").with("max", most));
            }
            for file in files {
                if !accept.contains(&file.media_type) {
                    return Err(error("file_type").with("name", &file.name));
                }
                if let Some(most) = limit(max_kilobytes).filter(|most| file.bytes > most * 1000) {
                    return Err(error("file_size")
                        .with("name", &file.name)
                        .with("max", most));
                }
                let least = min_kilobytes.as_ref().and_then(limit);
                if let Some(least) = least.filter(|least| file.bytes < least * 1000) {
                    return Err(error("file_small")
                        .with("name", &file.name)
                        .with("min", least));
                }
            }
            Ok(Value::Files(files.clone()).into())
        }
        Kind::Derived => Err(error("wrong_kind")),
    }
}

/// An option whose condition fails is not open to this person.
fn available(
    facts: &Facts<'_>,
    question: &Question,
    code: &str,
    entry: EntryAt<'_>,
) -> Result<(), &'static str> {
    let (Kind::Choice { options, .. } | Kind::Choices { options, .. }) = &question.kind else {
        return Ok(());
    };
    let refused = options
        .iter()
        .find(|option| option.code == code)
        .and_then(|option| option.condition.as_ref())
        .is_some_and(|condition| facts.truth(condition, entry) == Truth::False);
    if refused {
        Err("option_not_open")
    } else {
        Ok(())
    }
}

fn read_id_number(
    facts: &Facts<'_>,
    path: &str,
    typed: &str,
    type_field: &str,
    entry: EntryAt<'_>,
) -> Result<Read, Finding> {
    let type_path = facts.path(type_field, entry);
    let chosen = facts
        .answers
        .get(&type_path)
        .and(facts.values.get(&type_path));
    let id_type = chosen.and_then(|value| IdType::from_code(value.code()?));
    let today = facts.setting.today;
    let identity = identity::parse(id_type, typed, today).map_err(|e| {
        e.parameters()
            .into_iter()
            .fold(Finding::new(path, e.code()), |finding, (key, value)| {
                finding.with(key, value)
            })
    })?;
    let mut warnings = Vec::new();
    if identity.converted_from_15 {
        warnings.push(Finding::new(path, "confirm_converted").with("number", &identity.number));
    }
    if let Some(id_type) = id_type {
        let codes = identity::warnings(id_type, &identity.number);
        warnings.extend(codes.into_iter().map(|code| Finding::new(path, code)));
    }
    Ok(Read {
        value: Some(Value::Identity(identity)),
        warnings,
    })
}

fn read_place(facts: &Facts<'_>, path: &str, place: address::Address) -> Result<Read, Finding> {
    let mut place = address::settle(place, &facts.setting.regions);
    place.detail = place.detail.trim().to_owned();
    if place.detail.chars().count() > 200 {
        return Err(Finding::new(path, "too_long").with("max", 200));
    }
    let known = |code: &Option<String>, list: &str| {
        code.as_ref().is_none_or(|code| {
            facts
                .setting
                .policy
                .list(list)
                .is_none_or(|list| list.item(code).is_some())
        })
    };
    if !known(&place.town, "towns") {
        return Err(Finding::new(path, "unknown_option"));
    }
    // Former and unlisted codes are common: a hint, never an error (standards-and-duties §1).
    let warnings = if known(&place.region, "regions") {
        Vec::new()
    } else {
        vec![Finding::new(path, "unknown_region")]
    };
    Ok(Read {
        value: Some(Value::Address(place)),
        warnings,
    })
}
