//! Names of identity documents (standards-and-duties §1).

use super::pick;
use civil_affairs_domain::{value::identity::IdType, value::text::Lang};

/// Name of a kind of document.
pub fn id_type(id_type: IdType, lang: Lang) -> &'static str {
    let both = match id_type {
        IdType::ResidentId => ("居民身份证", "Resident ID card"),
        IdType::TempResidentId => ("临时居民身份证", "Temporary resident ID card"),
        IdType::HkMoTwResidence => (
            "港澳台居民居住证",
            "Residence permit for Hong Kong, Macao and Taiwan residents",
        ),
        IdType::ForeignPrId2023 => (
            "外国人永久居留身份证（新版，18 位）",
            "Foreign permanent resident ID card (new, 18 characters)",
        ),
        IdType::ForeignPrId2017 => (
            "外国人永久居留身份证（旧版，15 位）",
            "Foreign permanent resident ID card (older, 15 characters)",
        ),
        IdType::HkMoPermit => (
            "港澳居民来往内地通行证",
            "Mainland travel permit for Hong Kong and Macao residents",
        ),
        IdType::TwPermit => (
            "台湾居民来往大陆通行证",
            "Mainland travel permit for Taiwan residents",
        ),
        IdType::Passport => ("护照", "Passport"),
        IdType::TravelDocument => ("其他国际旅行证件", "Another international travel document"),
        IdType::NoneNow => ("暂时无法提供", "None at hand now"),
    };
    pick(both, lang)
}
