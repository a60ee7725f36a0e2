//! Places: provinces and prefectures by GB/T 2260, Yiwu's fourteen towns, elsewhere free text.

mod regions;

pub use regions::{RegionName, Regions};

use crate::value::{
    decode::{Decode, DecodeError, Json, field},
    width,
};
use serde::{Deserialize, Serialize};

/// GB/T 2260 code of Yiwu.
pub const YIWU: &str = "330782";

/// A place as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// Six digits of GB/T 2260.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Id of a town or street of Yiwu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// The rest, as typed.
    #[serde(skip_serializing_if = "String::is_empty", alias = "text")]
    pub detail: String,
}

/// By hand: a detail that is `null` is none.
impl Decode for Address {
    fn decode(value: &Json) -> Result<Address, DecodeError> {
        Ok(Address {
            region: field(value, "region")?,
            town: field(value, "town")?,
            detail: field::<Option<String>>(value, "detail")?.unwrap_or_default(),
        })
    }
}

/// Understands a place written as text: a town of Yiwu, a code, or a text that begins with a region's name.
///
/// A full name decides wherever it stands at the beginning. A short one, such as 杭州 or 佛堂, counts only where
/// nothing makes another place of it: 福田区 is no town of Yiwu, 南京路 not in Nanjing, and 吉林 may be the province
/// or the city. What is not recognised for certain stays as free text without a region; a former code or name
/// becomes the one of today.
pub fn resolve(text: &str, regions: &Regions<'_>) -> Address {
    let text = text.trim();
    // Blanks say nothing: 福田 区 is as little Yiwu's as 福田区.
    let together = width::compact(text);
    let place = |region: Option<&str>, town: Option<&str>| Address {
        region: region.map(str::to_owned),
        town: town.map(str::to_owned),
        detail: text.to_owned(),
    };
    if let Some(town) = regions.town(&together) {
        return place(Some(YIWU), Some(town));
    }
    if together.len() == 6 && together.bytes().all(|b| b.is_ascii_digit()) {
        return Address {
            region: Some(regions.today(&together).to_owned()),
            ..Address::default()
        };
    }
    match regions.begins(&together) {
        Some((YIWU, rest)) => place(Some(YIWU), regions.town(rest)),
        Some((region, _)) => place(Some(region), None),
        None => place(None, None),
    }
}

/// Turns names that stand where codes belong into their codes, and former codes into those of today; what nobody
/// knows stays.
pub fn settle(place: Address, regions: &Regions<'_>) -> Address {
    let town = place.town.map(|named| match regions.town_named(&named) {
        Some(code) => code.to_owned(),
        None => named,
    });
    let is_yiwus = town
        .as_ref()
        .is_some_and(|town| regions.town_named(town) == Some(town));
    let region = match place.region {
        Some(named) => Some(regions.named(&named).unwrap_or(&named).to_owned()),
        None => is_yiwus.then(|| YIWU.to_owned()),
    };
    Address {
        region,
        town,
        detail: place.detail,
    }
}

#[cfg(test)]
mod tests;
