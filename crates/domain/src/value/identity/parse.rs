//! Reads the number of an identity document.

use super::{IdType, Nationality, Sex, check_character};
use crate::{value::date::Date, value::width};

/// A number that has its form, and what it tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Kind of document.
    pub id_type: IdType,
    /// Normalised: half-width, upper case, without blanks.
    pub number: String,
    /// Where the number carries it.
    pub birth_date: Option<Date>,
    /// Where the number carries it.
    pub sex: Option<Sex>,
    /// Where the kind of document or the number tells it.
    pub nationality: Option<Nationality>,
    /// First six digits. A hint, never a proof of residence.
    pub region_code: Option<String>,
    /// Made from an old 15-digit number: the person confirms it, and the window checks it.
    pub converted_from_15: bool,
}

/// Why a number is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not of the form this kind of document has.
    #[error("not of the form of this document")]
    Form,
    /// The check character must be another one.
    #[error("the check character must be {expected}")]
    Checksum {
        /// The right one for the other characters.
        expected: char,
    },
    /// There is no such birth date.
    #[error("no such birth date")]
    NoSuchDate,
    /// The birth date lies in the future.
    #[error("birth date in the future")]
    Future,
    /// The first digits belong to another kind of document.
    #[error("the first digits belong to another kind of document")]
    Prefix,
}

impl IdentityError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            IdentityError::Form => "id_form",
            IdentityError::Checksum { .. } => "id_checksum",
            IdentityError::NoSuchDate => "id_date",
            IdentityError::Future => "id_future",
            IdentityError::Prefix => "id_prefix",
        }
    }

    /// What the words for it need.
    pub fn parameters(self) -> Vec<(&'static str, String)> {
        match self {
            IdentityError::Checksum { expected } => vec![("expected", expected.to_string())],
            _ => Vec::new(),
        }
    }
}

/// The kind of document a number looks like, for when nobody said it.
pub fn recognise(typed: &str) -> IdType {
    let number = width::compact(typed).to_ascii_uppercase();
    let eighteen = number.chars().count() == 18;
    if eighteen
        && ["810000", "820000", "830000"]
            .iter()
            .any(|prefix| number.starts_with(prefix))
    {
        IdType::HkMoTwResidence
    } else if eighteen && number.starts_with('9') {
        IdType::ForeignPrId2023
    } else {
        IdType::ResidentId
    }
}

/// Reads a number. Without a kind of document it is recognised from the number.
pub fn parse(id_type: Option<IdType>, typed: &str, today: Date) -> Result<Identity, IdentityError> {
    let number = width::compact(typed).to_ascii_uppercase();
    let id_type = id_type.unwrap_or_else(|| recognise(&number));
    let known = |number: String, nationality| Identity {
        id_type,
        number,
        birth_date: None,
        sex: None,
        nationality,
        region_code: None,
        converted_from_15: false,
    };
    match id_type {
        IdType::ResidentId if number.len() == 15 => parse_15(&number, today),
        IdType::ResidentId | IdType::TempResidentId => {
            let identity = parse_18(id_type, &number, today, Some(Nationality::Cn))?;
            if ('1'..='8').any(|first| number.starts_with(first)) {
                Ok(identity)
            } else {
                Err(IdentityError::Prefix)
            }
        }
        IdType::HkMoTwResidence => {
            let nationality = [
                ("810000", Nationality::Hk),
                ("820000", Nationality::Mo),
                ("830000", Nationality::Tw),
            ]
            .into_iter()
            .find(|(prefix, _)| number.starts_with(prefix))
            .map(|(_, nationality)| nationality);
            let identity = parse_18(id_type, &number, today, nationality)?;
            if nationality.is_some() {
                Ok(identity)
            } else {
                Err(IdentityError::Prefix)
            }
        }
        IdType::ForeignPrId2023 => {
            let identity = parse_18(id_type, &number, today, Some(Nationality::Other))?;
            if number.starts_with('9') {
                Ok(identity)
            } else {
                Err(IdentityError::Prefix)
            }
        }
        IdType::ForeignPrId2017 => {
            let (letters, digits) = number.split_at_checked(3).ok_or(IdentityError::Form)?;
            let fits = letters.bytes().all(|b| b.is_ascii_uppercase())
                && digits.len() == 12
                && digits.bytes().all(|b| b.is_ascii_digit());
            if fits {
                Ok(known(number, Some(Nationality::Other)))
            } else {
                Err(IdentityError::Form)
            }
        }
        IdType::HkMoPermit => {
            let (letter, digits) = number.split_at_checked(1).ok_or(IdentityError::Form)?;
            let nationality = match letter {
                "H" => Nationality::Hk,
                "M" => Nationality::Mo,
                _ => return Err(IdentityError::Form),
            };
            let fits = matches!(digits.len(), 8 | 10) && digits.bytes().all(|b| b.is_ascii_digit());
            // The two digits behind count the renewals of the card, not the person.
            let kept = number
                .get(..9)
                .filter(|_| fits)
                .ok_or(IdentityError::Form)?;
            Ok(known(kept.to_owned(), Some(nationality)))
        }
        IdType::TwPermit => {
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, office) = number.split_at_checked(digits).ok_or(IdentityError::Form)?;
            // Older permits print the letter of the issuing office behind ten digits, in brackets.
            let letter = office
                .strip_prefix('(')
                .and_then(|rest| rest.strip_suffix(')'))
                .unwrap_or(office);
            let fits = match digits.len() {
                8 => office.is_empty(),
                10 => matches!(letter.as_bytes(), [b'A'..=b'Z']),
                _ => false,
            };
            if fits {
                Ok(known(format!("{digits}{letter}"), Some(Nationality::Tw)))
            } else {
                Err(IdentityError::Form)
            }
        }
        IdType::Passport => {
            let fits = (5..=20).contains(&number.len())
                && number.bytes().all(|b| b.is_ascii_alphanumeric());
            if fits {
                Ok(known(number, None))
            } else {
                Err(IdentityError::Form)
            }
        }
        IdType::TravelDocument => {
            let fits =
                (5..=30).contains(&number.chars().count()) && !number.chars().any(char::is_control);
            if fits {
                Ok(known(number, None))
            } else {
                Err(IdentityError::Form)
            }
        }
        IdType::NoneNow => {
            let fits = number.chars().count() <= 30 && !number.chars().any(char::is_control);
            if fits {
                Ok(known(number, None))
            } else {
                Err(IdentityError::Form)
            }
        }
    }
}

/// Words about a number that is right by itself and yet looks like another kind of document.
pub fn warnings(id_type: IdType, number: &str) -> Vec<&'static str> {
    let looks = recognise(number);
    let mainland = matches!(id_type, IdType::ResidentId | IdType::TempResidentId);
    if mainland && looks != IdType::ResidentId {
        vec!["id_type_mismatch"]
    } else {
        Vec::new()
    }
}

fn parse_18(
    id_type: IdType,
    number: &str,
    today: Date,
    nationality: Option<Nationality>,
) -> Result<Identity, IdentityError> {
    let (first17, check) = number
        .split_at_checked(17)
        .filter(|(_, check)| check.len() == 1)
        .ok_or(IdentityError::Form)?;
    let expected = check_character(first17).ok_or(IdentityError::Form)?;
    let check = check.chars().next().ok_or(IdentityError::Form)?;
    if !check.is_ascii_digit() && check != 'X' {
        return Err(IdentityError::Form);
    }
    if check != expected {
        return Err(IdentityError::Checksum { expected });
    }
    let birth_date = birth_date(first17.get(6..14).ok_or(IdentityError::Form)?, today)?;
    let sex = match first17.bytes().last() {
        Some(digit) if digit % 2 == 1 => Sex::Male,
        _ => Sex::Female,
    };
    Ok(Identity {
        id_type,
        number: number.to_owned(),
        birth_date: Some(birth_date),
        sex: Some(sex),
        nationality,
        region_code: number.get(..6).map(str::to_owned),
        converted_from_15: false,
    })
}

fn birth_date(digits: &str, today: Date) -> Result<Date, IdentityError> {
    let (year, rest) = digits.split_at_checked(4).ok_or(IdentityError::Form)?;
    let (month, day) = rest.split_at_checked(2).ok_or(IdentityError::Form)?;
    let date =
        Date::parse(&format!("{year}-{month}-{day}")).map_err(|_| IdentityError::NoSuchDate)?;
    if date > today {
        Err(IdentityError::Future)
    } else {
        Ok(date)
    }
}

/// Numbers of cards before 1999: the century and the check character are missing.
fn parse_15(number: &str, today: Date) -> Result<Identity, IdentityError> {
    let (region, rest) = number.split_at_checked(6).ok_or(IdentityError::Form)?;
    let first17 = format!("{region}19{rest}");
    let check = check_character(&first17).ok_or(IdentityError::Form)?;
    let number = format!("{first17}{check}");
    let identity = parse_18(IdType::ResidentId, &number, today, Some(Nationality::Cn))?;
    if ('1'..='8').any(|first| number.starts_with(first)) {
        Ok(Identity {
            converted_from_15: true,
            ..identity
        })
    } else {
        Err(IdentityError::Prefix)
    }
}
