//! Kinds of documents, sexes and nationalities with their codes.

use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};

/// A kind of identity document (standards-and-duties §1).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Decode,
)]
#[serde(rename_all = "snake_case")]
pub enum IdType {
    /// 居民身份证, GB 11643-1999.
    ResidentId,
    /// 临时居民身份证: the same number.
    TempResidentId,
    /// 港澳台居民居住证: prefix 810000, 820000 or 830000.
    HkMoTwResidence,
    /// 外国人永久居留身份证 from 2023-12-01: first digit 9.
    #[serde(rename = "foreign_pr_id_2023")]
    ForeignPrId2023,
    /// The older card: three letters and twelve digits.
    #[serde(rename = "foreign_pr_id_2017")]
    ForeignPrId2017,
    /// 港澳居民来往内地通行证.
    HkMoPermit,
    /// 台湾居民来往大陆通行证.
    TwPermit,
    /// 护照.
    Passport,
    /// 其他国际旅行证件.
    TravelDocument,
    /// 暂时无法提供: temporary assistance only.
    NoneNow,
}

impl IdType {
    /// All of them, in the order of the domain file.
    pub const ALL: [IdType; 10] = [
        IdType::ResidentId,
        IdType::TempResidentId,
        IdType::HkMoTwResidence,
        IdType::ForeignPrId2023,
        IdType::ForeignPrId2017,
        IdType::HkMoPermit,
        IdType::TwPermit,
        IdType::Passport,
        IdType::TravelDocument,
        IdType::NoneNow,
    ];

    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            IdType::ResidentId => "resident_id",
            IdType::TempResidentId => "temp_resident_id",
            IdType::HkMoTwResidence => "hk_mo_tw_residence",
            IdType::ForeignPrId2023 => "foreign_pr_id_2023",
            IdType::ForeignPrId2017 => "foreign_pr_id_2017",
            IdType::HkMoPermit => "hk_mo_permit",
            IdType::TwPermit => "tw_permit",
            IdType::Passport => "passport",
            IdType::TravelDocument => "travel_document",
            IdType::NoneNow => "none_now",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<IdType> {
        IdType::ALL
            .into_iter()
            .find(|id_type| id_type.code() == code)
    }
}

/// Sex as a document states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            Sex::Male => "male",
            Sex::Female => "female",
        }
    }
}

/// Nationality or region as far as a kind of document tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nationality {
    /// Mainland China.
    Cn,
    /// 中国香港.
    Hk,
    /// 中国澳门.
    Mo,
    /// 中国台湾.
    Tw,
    /// A foreigner or stateless person.
    Other,
}

impl Nationality {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            Nationality::Cn => "CN",
            Nationality::Hk => "HK",
            Nationality::Mo => "MO",
            Nationality::Tw => "TW",
            Nationality::Other => "other",
        }
    }
}
