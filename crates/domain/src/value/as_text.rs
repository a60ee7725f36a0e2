//! Types that stand in JSON as one text, in one form only.

/// Makes `text.parse::<$type>()` the same as `$type::parse(text)`.
macro_rules! from_text {
    ($type:ty, $error:ty) => {
        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                <$type>::parse(text)
            }
        }
    };
}

/// Writes `$type` in JSON as `Display` does, and reads nothing that `Display` would not give.
macro_rules! as_text {
    ($type:ty, $error:ty, $what:literal) => {
        crate::value::as_text::from_text!($type, $error);

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.to_string())
            }
        }

        impl crate::value::decode::Decode for $type {
            fn decode(
                value: &serde_json::Value,
            ) -> Result<Self, crate::value::decode::DecodeError> {
                let text = value.as_str().unwrap_or_default();
                <$type>::parse(text)
                    .ok()
                    .filter(|read| read.to_string() == text)
                    .ok_or(crate::value::decode::DecodeError($what))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                <$type>::parse(&text)
                    .ok()
                    .filter(|read| read.to_string() == text)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not ", $what)))
            }
        }
    };
}

pub(crate) use {as_text, from_text};
