//! Names of regions and towns, and which of them a text begins with.

use super::YIWU;
use std::collections::{BTreeMap, BTreeSet};

/// A region or town as a list names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionName<'p> {
    /// Its code.
    pub code: &'p str,
    /// The code of today, where this one is a former one.
    pub now: Option<&'p str>,
    /// The Chinese name: 杭州市.
    pub full: &'p str,
    /// The short name may mean another place too.
    pub is_shared: bool,
}

/// A region or town with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named<'p> {
    /// Its code; of a former region that of today.
    code: &'p str,
    /// Its own code where it is a former one.
    former: Option<&'p str>,
    /// As the list has it: 杭州市.
    full: &'p str,
    /// Without its kind: 杭州.
    short: Option<&'p str>,
    /// The short name alone may mean another place too: 吉林, 朝阳.
    shared: bool,
}

/// Names of regions and towns, to recognise them in a text. They are those of a policy: made for every form that is
/// judged, so nothing is copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regions<'p> {
    regions: Vec<Named<'p>>,
    towns: Vec<Named<'p>>,
}

/// Kinds of regions, to be left out of a short name.
const KINDS: [&str; 9] = [
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "特别行政区",
    "地区",
    "省",
    "市",
    "盟",
];

/// The same of towns.
const TOWN_KINDS: [&str; 2] = ["街道", "镇"];

impl<'p> Named<'p> {
    fn new(name: RegionName<'p>, kinds: &[&str]) -> Named<'p> {
        Named {
            code: name.now.unwrap_or(name.code),
            former: name.now.map(|_| name.code),
            full: name.full,
            short: kinds
                .iter()
                .find_map(|kind| name.full.strip_suffix(kind))
                .filter(|short| short.chars().count() >= 2),
            shared: name.is_shared,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        self.full == name || (!self.shared && self.short == Some(name))
    }
}

impl<'p> Regions<'p> {
    /// Of all regions and of the towns and streets of Yiwu.
    pub fn new(
        regions: impl Iterator<Item = RegionName<'p>>,
        towns: impl Iterator<Item = RegionName<'p>>,
    ) -> Regions<'p> {
        let mut regions: Vec<_> = regions.map(|name| Named::new(name, &KINDS)).collect();
        let towns = towns.map(|name| Named::new(name, &TOWN_KINDS)).collect();
        // A short name with its first bearer, and those that have another one too.
        let mut bearers: BTreeMap<&str, &str> = BTreeMap::new();
        let mut shared: BTreeSet<&str> = BTreeSet::new();
        for region in &regions {
            if let Some(short) = region.short
                && *bearers.entry(short).or_insert(region.code) != region.code
            {
                shared.insert(short);
            }
        }
        for region in &mut regions {
            region.shared |= region.short.is_some_and(|short| shared.contains(short));
        }
        Regions { regions, towns }
    }

    /// The code of today for a code; an unknown one stays.
    pub(super) fn today<'a>(&'a self, code: &'a str) -> &'a str {
        let former = |one: &&Named<'_>| one.former == Some(code);
        self.regions
            .iter()
            .find(former)
            .map_or(code, |one| one.code)
    }

    /// The code of today for a code or name.
    pub(super) fn named(&self, named: &str) -> Option<&str> {
        self.regions
            .iter()
            .find(|one| one.code == named || one.former == Some(named) || one.is_called(named))
            .map(|one| one.code)
    }

    /// The code for the code or name of a town.
    pub(super) fn town_named(&self, named: &str) -> Option<&str> {
        self.towns
            .iter()
            .find(|town| town.code == named || town.is_called(named))
            .map(|town| town.code)
    }

    /// The town of Yiwu that a text without blanks begins with.
    pub(super) fn town(&self, text: &str) -> Option<&str> {
        let text = trimmed(text);
        self.towns
            .iter()
            .find(|town| {
                let alone = |short: &str| text.strip_prefix(short).is_some_and(ends);
                town.code == text || text.starts_with(town.full) || town.short.is_some_and(alone)
            })
            .map(|town| town.code)
    }

    /// The most precise region that a text without blanks begins with, behind its province and prefecture where they
    /// are named, and the rest of the text.
    pub(super) fn begins<'a, 't>(&'a self, text: &'t str) -> Option<(&'a str, &'t str)> {
        let mut found = self.first(text, None)?;
        while let Some(inner) = self.first(found.1, Some(found.0)) {
            found = inner;
        }
        // A bank or restaurant may bear the name of another city; a person in Yiwu must not be sent there.
        let by_full_name = || self.regions.iter().any(|one| text.starts_with(one.full));
        let certain = found.0 == YIWU || !text.contains("义乌") || by_full_name();
        certain.then_some(found)
    }

    /// The region at the beginning of a text, longest name first; with `inside`, only a part of that region.
    fn first<'a, 't>(&'a self, text: &'t str, inside: Option<&str>) -> Option<(&'a str, &'t str)> {
        let text = trimmed(text);
        let parts = inside.map(significant);
        self.regions
            .iter()
            .filter(|one| {
                parts.is_none_or(|parts| one.code.starts_with(parts) && one.code != padded(parts))
            })
            .filter_map(|one| {
                let by_full = text
                    .strip_prefix(one.full)
                    // 上海市场路 is a road of Luoyang.
                    .filter(|rest| !(one.full.ends_with('市') && rest.starts_with('场')));
                let by_short = || {
                    let rest = text.strip_prefix(one.short?)?;
                    let fits = if one.code == YIWU {
                        !is_road(rest)
                    } else if inside.is_some() {
                        !is_road(rest) && !is_other(rest)
                    } else {
                        (!one.shared && (ends(rest) || has_parts(rest)))
                            || self.first(rest, Some(one.code)).is_some()
                    };
                    fits.then_some(rest)
                };
                let rest = by_full.or_else(by_short)?;
                Some((one.code, rest))
            })
            .min_by_key(|(_, rest)| rest.len())
    }
}

/// The digits of a code that its parts share: two of a province, four of a prefecture.
fn significant(code: &str) -> &str {
    let without = |zeros: &str| code.strip_suffix(zeros);
    without("0000").or_else(|| without("00")).unwrap_or(code)
}

fn padded(parts: &str) -> String {
    format!("{parts:0<6}")
}

/// Behind commas and dashes between the parts of an address.
fn trimmed(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a name is over where this begins: at the end, a sign, a Latin letter or a digit.
fn ends(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|c| c.is_ascii() || !c.is_alphabetic())
}

/// Whether a road begins to be named: 路 of 南京路, 西路 of 南京西路.
fn is_road(rest: &str) -> bool {
    let rest = rest
        .strip_prefix(['东', '西', '南', '北', '中', '大'])
        .unwrap_or(rest);
    rest.starts_with(['路', '街', '道', '巷', '弄'])
}

/// Whether a place of another kind begins to be named: 区 of 朝阳区, 湾 of 杭州湾.
fn is_other(rest: &str) -> bool {
    rest.starts_with(['区', '县', '旗', '州', '镇', '乡', '村', '湾'])
}

/// Whether a district, county, city, town or street with a name of its own follows, as in 杭州西湖区.
fn has_parts(rest: &str) -> bool {
    let kinds = [
        '区', '县', '市', '旗', '镇', '乡', '村', '路', '街', '道', '巷', '弄',
    ];
    let Some((name, behind)) = rest.find(kinds).and_then(|at| rest.split_at_checked(at)) else {
        return false;
    };
    let length = name.chars().count();
    // 小区, 社区, 校区, 超市, 夜市: no region is of such a kind.
    let named = !name.ends_with(['小', '社', '校', '超', '夜']);
    let mut behind = behind.chars();
    match (behind.next(), behind.next()) {
        (Some('县'), _) => (1..=6).contains(&length),
        (Some('区' | '市' | '旗'), _) => named && (2..=6).contains(&length),
        (Some('镇' | '乡'), _) | (Some('街'), Some('道')) => (2..=4).contains(&length),
        _ => false,
    }
}
