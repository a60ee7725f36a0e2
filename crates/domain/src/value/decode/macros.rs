//! What the readers of structs and of words have in common.

/// A struct whose fields are read by their names; a different name in the tree follows after `=`.
macro_rules! record {
    ($type:ty { $($field:ident $(= $name:literal)?),* $(,)? }) => {
        impl $crate::value::decode::Decode for $type {
            fn decode(value: &serde_json::Value) -> Result<Self, $crate::value::decode::DecodeError> {
                Ok(Self {
                    $($field: $crate::value::decode::field(value, record!(@name $field $($name)?))?,)*
                })
            }
        }
    };
    (@name $field:ident $name:literal) => { $name };
    (@name $field:ident) => { stringify!($field) };
}

/// An enum of bare words.
macro_rules! words {
    ($type:ty { $($variant:ident = $word:literal),* $(,)? } $(absent $absent:ident)?) => {
        impl $crate::value::decode::Decode for $type {
            fn decode(value: &serde_json::Value) -> Result<Self, $crate::value::decode::DecodeError> {
                match value.as_str() {
                    $(Some($word) => Ok(Self::$variant),)*
                    _ => Err($crate::value::decode::DecodeError("word")),
                }
            }
            $(fn absent() -> Option<Self> {
                Some(Self::$absent)
            })?
        }
    };
}

pub(crate) use {record, words};
