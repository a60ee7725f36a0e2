//! Regions and towns, as the lists of the policy name them.

use super::{ListItem, Policy};
use crate::{
    form::condition::Literal,
    value::address::{RegionName, Regions},
};

impl Policy {
    /// The names of the lists `regions` and `towns`.
    pub fn regions(&self) -> Regions<'_> {
        Regions::new(self.region_names("regions"), self.region_names("towns"))
    }

    fn region_names(&self, list: &str) -> impl Iterator<Item = RegionName<'_>> {
        self.list(list)
            .map(|list| list.items.as_slice())
            .unwrap_or_default()
            .iter()
            .map(name)
    }
}

fn name(item: &ListItem) -> RegionName<'_> {
    RegionName {
        code: &item.code,
        now: item.now(),
        full: &item.zh,
        is_shared: item.attributes.get("shared") == Some(&Literal::Bool(true)),
    }
}
