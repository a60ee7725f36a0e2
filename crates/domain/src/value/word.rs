//! Words by which services, their states and those who act are named in the data.

use crate::value::decode::{Decode, DecodeError};
use serde::{Deserialize, Serialize};
use std::{fmt, ops::Deref};

/// A newtype over a stable word of the definitions. Any text is one: which of them exist, the definitions say.
macro_rules! word {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The word as it stands in the data and on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> $name {
                $name(word.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> $name {
                $name(word)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(word: &str) -> Result<$name, Self::Err> {
                Ok($name::from(word))
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, word: &str) -> bool {
                self.0 == word
            }
        }

        impl PartialEq<String> for $name {
            fn eq(&self, word: &String) -> bool {
                self.0 == *word
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, word: &&str) -> bool {
                self.0 == *word
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl Decode for $name {
            fn decode(value: &serde_json::Value) -> Result<$name, DecodeError> {
                String::decode(value).map($name)
            }
        }
    };
}

word!(
    /// Names a service, such as `marriage-appointment` (services-overview §7). Also its path in the app.
    ServiceId
);
word!(
    /// Names a state of one service's applications, such as `submitted`. What a state means, its definition says, never
    /// its name.
    StateId
);

word!(
    /// Who took a step, by the word in the log of a case. An app also reads the words that only a newer bureau knows;
    /// those that the definitions know are [`Actor`](crate::form::definition::Actor)s.
    ActorName
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_written_as_its_bare_word() {
        let state = StateId::from("submitted");
        assert_eq!(serde_json::to_string(&state).unwrap(), "\"submitted\"");
        assert_eq!(state, "submitted");
    }
}
