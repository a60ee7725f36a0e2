//! Types that stand in JSON as one text, in one form only.

/// Writes `$type` as what `shown` gives, and reads nothing that `shown` would not give.
macro_rules! as_text {
    ($type:ty, $what:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.shown())
            }
        }

        impl crate::value::decode::Decode for $type {
            fn decode(
                value: &serde_json::Value,
            ) -> Result<Self, crate::value::decode::DecodeError> {
                let text = value.as_str().unwrap_or_default();
                <$type>::parse(text)
                    .ok()
                    .filter(|read| read.shown() == text)
                    .ok_or(crate::value::decode::DecodeError($what))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                <$type>::parse(&text)
                    .ok()
                    .filter(|read| read.shown() == text)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not ", $what)))
            }
        }
    };
}

pub(crate) use as_text;
