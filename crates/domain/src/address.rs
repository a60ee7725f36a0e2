//! Places: provinces and prefectures by GB/T 2260, Yiwu's fourteen towns, elsewhere free text.

use crate::policy::Policy;
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

/// A named region.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Region {
    code: String,
    names: Vec<String>,
}

/// Names of regions and towns, to recognise them in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    /// Longest names first, so that a prefecture wins over its province.
    regions: Vec<Region>,
    towns: Vec<Region>,
}

impl Policy {
    /// The names of the lists `regions` and `towns`.
    pub fn regions(&self) -> Regions {
        let named = |id: &str, endings: &[&str]| -> Vec<Region> {
            self.list(id)
                .map(|list| list.items.as_slice())
                .unwrap_or_default()
                .iter()
                .map(|item| {
                    let short = endings
                        .iter()
                        .find_map(|ending| item.zh.strip_suffix(ending));
                    let names = std::iter::once(item.zh.as_str())
                        .chain(short.filter(|short| short.chars().count() >= 2))
                        .map(str::to_owned)
                        .collect();
                    Region {
                        code: item.code.clone(),
                        names,
                    }
                })
                .collect()
        };
        Regions {
            regions: named(
                "regions",
                &[
                    "维吾尔自治区",
                    "壮族自治区",
                    "回族自治区",
                    "自治区",
                    "特别行政区",
                    "地区",
                    "省",
                    "市",
                    "盟",
                ],
            ),
            towns: named("towns", &["街道", "镇"]),
        }
    }
}

/// Understands a place written as text: a town of Yiwu, a code, or a text that begins with a region's name.
/// What is not recognised stays as free text without a region.
pub fn resolve(text: &str, regions: &Regions) -> Address {
    let text = text.trim();
    let town = |text: &str| {
        regions
            .towns
            .iter()
            .find(|town| town.code == text || town.names.iter().any(|name| text.starts_with(name)))
            .map(|town| town.code.clone())
    };
    // Written with or without 省, 市 and blanks: a person in Yiwu must not be sent elsewhere.
    let together: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let without = |text: &'_ str, names: [&str; 2]| -> String {
        let rest = names.iter().find_map(|name| text.strip_prefix(name));
        rest.unwrap_or(text).to_owned()
    };
    let in_prefecture = without(&without(&together, ["浙江省", "浙江"]), ["金华市", "金华"]);
    let in_yiwu = in_prefecture
        .strip_prefix("义乌")
        .map(|rest| rest.trim_start_matches('市'));
    if let Some(rest) = in_yiwu {
        return Address {
            region: Some(YIWU.to_owned()),
            town: town(rest),
            detail: text.to_owned(),
        };
    }
    if let Some(found) = town(text) {
        return Address {
            region: Some(YIWU.to_owned()),
            town: Some(found),
            detail: text.to_owned(),
        };
    }
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Address {
            region: Some(text.to_owned()),
            ..Address::default()
        };
    }
    Address {
        region: longest_region(text, regions),
        town: None,
        detail: text.to_owned(),
    }
}

/// Turns names that stand where codes belong into their codes; what nobody knows stays.
pub fn settle(place: Address, regions: &Regions) -> Address {
    let code = |named: Option<String>, known: &[Region]| {
        let named = named?;
        let found = known
            .iter()
            .find(|one| one.code == named || one.names.contains(&named));
        Some(found.map_or(named, |one| one.code.clone()))
    };
    let town = code(place.town, &regions.towns);
    let is_yiwus = regions
        .towns
        .iter()
        .any(|one| Some(&one.code) == town.as_ref());
    let region = code(place.region, &regions.regions).or_else(|| is_yiwus.then(|| YIWU.to_owned()));
    Address {
        region,
        town,
        detail: place.detail,
    }
}

/// The most precise region a text begins with: the prefecture behind the province where both are named.
fn longest_region(text: &str, regions: &Regions) -> Option<String> {
    let first = begins_with(text, regions)?;
    let (code, rest) = first;
    match begins_with(rest, regions) {
        Some((inner, _)) if inner.get(..2) == code.get(..2) => Some(inner),
        _ => Some(code),
    }
}

fn begins_with<'t>(text: &'t str, regions: &Regions) -> Option<(String, &'t str)> {
    regions
        .regions
        .iter()
        .flat_map(|region| region.names.iter().map(move |name| (region, name)))
        .filter_map(|(region, name)| Some((region, name, text.strip_prefix(name.as_str())?)))
        .max_by_key(|(_, name, _)| name.chars().count())
        .map(|(region, _, rest)| (region.code.clone(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions() -> Regions {
        let region = |code: &str, names: &[&str]| Region {
            code: code.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        Regions {
            regions: vec![
                region("330000", &["浙江省", "浙江"]),
                region("330100", &["杭州市", "杭州"]),
                region("650000", &["新疆维吾尔自治区", "新疆"]),
            ],
            towns: vec![region("fotang", &["佛堂镇", "佛堂"])],
        }
    }

    fn place(text: &str) -> (Option<String>, Option<String>) {
        let address = resolve(text, &regions());
        (address.region, address.town)
    }

    #[test]
    fn a_town_of_yiwu_is_recognised_however_it_is_written() {
        let fotang = (Some(YIWU.to_owned()), Some("fotang".to_owned()));
        for text in [
            "佛堂",
            "佛堂镇",
            "佛堂镇老街",
            "fotang",
            "义乌市佛堂镇",
            "浙江省金华市义乌市佛堂镇",
            "浙江省金华义乌佛堂",
            "浙江省 金华市 义乌市 佛堂镇",
        ] {
            assert_eq!(place(text), fotang, "{text}");
        }
        for text in ["义乌", "浙江金华义乌", "浙江省 金华市 义乌市"] {
            assert_eq!(place(text), (Some(YIWU.to_owned()), None), "{text}");
        }
    }

    #[test]
    fn a_region_is_recognised_by_name_or_code() {
        for text in ["杭州", "杭州市西湖边", "浙江省杭州市", "330100"] {
            assert_eq!(place(text), (Some("330100".to_owned()), None), "{text}");
        }
        assert_eq!(place("浙江省某地").0.as_deref(), Some("330000"));
        assert_eq!(place("新疆").0.as_deref(), Some("650000"));
    }

    #[test]
    fn names_in_the_place_of_codes_become_codes() {
        let place = |region: Option<&str>, town: Option<&str>| Address {
            region: region.map(str::to_owned),
            town: town.map(str::to_owned),
            detail: "老街".to_owned(),
        };
        let fotang = place(Some(YIWU), Some("fotang"));
        assert_eq!(settle(place(None, Some("佛堂镇")), &regions()), fotang);
        assert_eq!(settle(place(None, Some("fotang")), &regions()), fotang);
        assert_eq!(
            settle(place(Some("杭州市"), None), &regions()),
            place(Some("330100"), None)
        );
        assert_eq!(
            settle(place(Some("990000"), None), &regions()),
            place(Some("990000"), None)
        );
    }

    #[test]
    fn what_is_not_recognised_stays_text() {
        let address = resolve(" 桥洞下 ", &regions());
        assert_eq!(address.region, None);
        assert_eq!(address.detail, "桥洞下");
    }
}
