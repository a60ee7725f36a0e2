//! A place as it stands in its fields: a town of Yiwu, or a province and prefecture elsewhere, and where exactly.
//! Pure.

use super::OfferedAnswer;
use civil_affairs_domain::{
    form::answers::Raw,
    value::address::{Address, YIWU},
};

/// A province with its prefectures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Province {
    /// Itself.
    pub offer: OfferedAnswer,
    /// None for a city that is a province.
    pub prefectures: Vec<OfferedAnswer>,
}

/// Code for a place outside Yiwu in the list of towns.
pub const OUTSIDE: &str = "outside";

/// An address as its fields are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceParts {
    /// Code of a town, [`OUTSIDE`], or nothing yet.
    pub town: String,
    /// Code of a province or prefecture, or nothing; counts outside Yiwu only.
    pub region: String,
    /// The rest.
    pub detail: String,
}

impl PlaceParts {
    /// Of an answer.
    pub fn of(raw: Option<&Raw>) -> PlaceParts {
        match raw {
            Some(Raw::Place(place)) => {
                let region = place.region.clone().filter(|code| code != YIWU);
                let town = match (&place.town, &region) {
                    (Some(town), _) => town.clone(),
                    (None, Some(_)) => OUTSIDE.to_owned(),
                    (None, None) => String::new(),
                };
                PlaceParts {
                    town,
                    region: region.unwrap_or_default(),
                    detail: place.detail.clone(),
                }
            }
            Some(Raw::Text(text)) => PlaceParts {
                town: OUTSIDE.to_owned(),
                region: String::new(),
                detail: text.clone(),
            },
            _ => PlaceParts::default(),
        }
    }

    /// As an answer. A place outside Yiwu without a region stays a text, in which the domain looks for one.
    pub fn raw(&self) -> Raw {
        let code = |code: &str| (!code.is_empty()).then(|| code.to_owned());
        let (region, town) = match self.town.as_str() {
            OUTSIDE if self.region.is_empty() => return Raw::Text(self.detail.clone()),
            OUTSIDE => (code(&self.region), None),
            "" => (None, None),
            town => (Some(YIWU.to_owned()), code(town)),
        };
        Raw::Place(Address {
            region,
            town,
            detail: self.detail.clone(),
        })
    }

    /// Whether the place is outside Yiwu.
    pub fn is_outside(&self) -> bool {
        self.town == OUTSIDE
    }

    /// The province of the region, by GB/T 2260: the first two digits say it.
    pub fn province<'a>(&self, provinces: &'a [Province]) -> Option<&'a Province> {
        let digits = self.region.get(..2)?;
        let mut provinces = provinces.iter();
        provinces.find(|province| province.offer.code.starts_with(digits))
    }
}

/// Sorts regions into provinces with their prefectures. Yiwu and its like, below a prefecture, are left out: a place
/// in Yiwu is told by its town.
pub fn provinces(regions: Vec<OfferedAnswer>) -> Vec<Province> {
    let mut provinces: Vec<Province> = Vec::new();
    for offer in regions {
        if offer.code.ends_with("0000") {
            provinces.push(Province {
                offer,
                prefectures: Vec::new(),
            });
        } else if offer.code.ends_with("00")
            && let Some(province) = provinces.iter_mut().find(|province| {
                province.offer.code.get(..2) == offer.code.get(..2) && offer.code.len() == 6
            })
        {
            province.prefectures.push(offer);
        }
    }
    provinces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(town: &str, region: &str, detail: &str) -> PlaceParts {
        PlaceParts {
            town: town.to_owned(),
            region: region.to_owned(),
            detail: detail.to_owned(),
        }
    }

    fn some_provinces() -> Vec<Province> {
        let offer = |code: &str| OfferedAnswer {
            code: code.to_owned(),
            text: code.to_owned(),
            hint: None,
        };
        provinces(["110000", "330000", "330100", "330782"].map(offer).to_vec())
    }

    #[test]
    fn a_place_comes_back_into_its_fields_as_it_was() {
        for place in [
            parts("fotang", "", "测试路 1 号"),
            parts(OUTSIDE, "330100", "测试路 1 号"),
            parts(OUTSIDE, "330000", ""),
            parts(OUTSIDE, "", "杭州市"),
            parts("", "", "老街"),
        ] {
            assert_eq!(PlaceParts::of(Some(&place.raw())), place);
        }
    }

    #[test]
    fn a_town_makes_a_place_in_yiwu() {
        let Raw::Place(address) = parts("fotang", "330100", "").raw() else {
            panic!("no place")
        };
        assert_eq!(address.region.as_deref(), Some(YIWU));
        assert_eq!(address.town.as_deref(), Some("fotang"));
    }

    #[test]
    fn a_place_outside_without_a_region_stays_as_typed() {
        assert_eq!(
            parts(OUTSIDE, "", "杭州市").raw(),
            Raw::Text("杭州市".to_owned())
        );
    }

    #[test]
    fn no_place_at_all_is_no_answer() {
        assert!(PlaceParts::default().raw().is_blank());
        assert!(parts(OUTSIDE, "", "").raw().is_blank());
    }

    #[test]
    fn a_prefecture_stands_in_its_province_and_a_county_nowhere() {
        let provinces = some_provinces();
        let codes: Vec<&str> = provinces
            .iter()
            .map(|one| one.offer.code.as_str())
            .collect();
        assert_eq!(codes, ["110000", "330000"]);
        assert_eq!(provinces[1].prefectures.len(), 1);
        let found = parts(OUTSIDE, "330100", "").province(&provinces).cloned();
        assert_eq!(found.unwrap().offer.code, "330000");
        assert_eq!(parts(OUTSIDE, "", "").province(&provinces), None);
    }
}
