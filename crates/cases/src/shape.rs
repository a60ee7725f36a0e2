//! What a body may look like, seen before anything is built of it: not too deep, not too many values, and no name that
//! stands twice. Of two values under one name each reader could take another one.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{collections::BTreeSet, fmt};

/// Lists and objects inside one another. The app's own forms stay below ten.
const MOST_DEPTH: u32 = 32;
/// Values in all. They bound the memory that a body takes once it is read; the app's own forms stay below a thousand.
const MOST_VALUES: u32 = 50_000;

/// Whether a body is an object of JSON that is read on. A list could stand for one as well, to some readers.
pub(super) fn is_sound(body: &[u8]) -> bool {
    if body.trim_ascii_start().first() != Some(&b'{') {
        return false;
    }
    let mut left = MOST_VALUES;
    let mut reader = serde_json::Deserializer::from_slice(body);
    let check = ShapeCheck {
        left: &mut left,
        depth: MOST_DEPTH,
    };
    check.deserialize(&mut reader).is_ok() && reader.end().is_ok()
}

/// Goes through a document and keeps nothing of it.
struct ShapeCheck<'a> {
    left: &'a mut u32,
    depth: u32,
}

impl ShapeCheck<'_> {
    fn count<E: Error>(self) -> Result<Self, E> {
        *self.left = self
            .left
            .checked_sub(1)
            .ok_or_else(|| E::custom("too many values"))?;
        Ok(self)
    }

    /// For what stands inside.
    fn deeper<E: Error>(self) -> Result<Self, E> {
        let own = self.count()?;
        let depth = own
            .depth
            .checked_sub(1)
            .ok_or_else(|| E::custom("too deep"))?;
        Ok(ShapeCheck { depth, ..own })
    }

    fn inner(&mut self) -> ShapeCheck<'_> {
        ShapeCheck {
            left: self.left,
            depth: self.depth,
        }
    }
}

impl<'de> DeserializeSeed<'de> for ShapeCheck<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeCheck<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.count().map(drop)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut own = self.deeper()?;
        while list.next_element_seed(own.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut own = self.deeper()?;
        let mut names = BTreeSet::new();
        while let Some(name) = object.next_key::<String>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a name stands twice"));
            }
            object.next_value_seed(own.inner())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_app_may_write_is_sound() {
        for body in [
            "{}",
            " {\"a\": [1, -1.5, \"x\", true, null, {\"a\": {\"a\": []}}]}\n",
        ] {
            assert!(is_sound(body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn what_stands_twice_anywhere_is_not() {
        for body in [
            r#"{"a":1,"a":1}"#,
            r#"{"answers":{"need_now":["food"],"need_now":["cash"]}}"#,
            r#"{"a":[{"\u0062":0,"b":0}]}"#,
        ] {
            assert!(!is_sound(body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn neither_is_what_is_too_deep_too_much_or_no_object() {
        let nested = |deep| "{\"a\":".repeat(deep) + "0" + &"}".repeat(deep);
        assert!(is_sound(nested(32).as_bytes()));
        assert!(!is_sound(nested(33).as_bytes()));
        let list = |many| format!("{{\"a\":[{}0]}}", "0,".repeat(many));
        assert!(is_sound(list(49_997).as_bytes()));
        assert!(!is_sound(list(49_998).as_bytes()));
        for body in [
            "",
            "{",
            "null",
            "[\"cancel\"]",
            "{}{}",
            "{\"a\":1e999}",
            "\u{FEFF}{}",
            "{\"\\ud800\":0}",
        ] {
            assert!(!is_sound(body.as_bytes()), "{body}");
        }
    }
}
