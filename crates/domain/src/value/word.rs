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

/// Who brings a state about. Written as one word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// The holder of the submission's capability: `citizen`.
    Citizen,
    /// The other party of an appointment, who holds the partner code: `party_b`.
    Partner,
    /// The intake server by itself, by the clock or by what was sent: `server`.
    Server,
    /// The citizen's device, before anything is sent: `device`.
    Device,
    /// Somebody at the bureau or at another office, by the word that services use: `registrar`, `town`, `finance`.
    Office(String),
}

impl Actor {
    /// The word as it stands in the data and on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Actor::Citizen => "citizen",
            Actor::Partner => "party_b",
            Actor::Server => "server",
            Actor::Device => "device",
            Actor::Office(word) => word,
        }
    }

    /// Whether an office acts. All others are known by what they hold and never by saying who they are.
    pub fn is_office(&self) -> bool {
        matches!(self, Actor::Office(_))
    }
}

impl From<&str> for Actor {
    fn from(word: &str) -> Actor {
        match word {
            "citizen" => Actor::Citizen,
            "party_b" => Actor::Partner,
            "server" => Actor::Server,
            "device" => Actor::Device,
            office => Actor::Office(office.to_owned()),
        }
    }
}

impl std::str::FromStr for Actor {
    type Err = std::convert::Infallible;

    fn from_str(word: &str) -> Result<Actor, Self::Err> {
        Ok(Actor::from(word))
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Actor, D::Error> {
        Ok(Actor::from(String::deserialize(from)?.as_str()))
    }
}

impl Decode for Actor {
    fn decode(value: &serde_json::Value) -> Result<Actor, DecodeError> {
        let word = value.as_str().ok_or(DecodeError("actor"))?;
        Ok(Actor::from(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_actor_is_written_as_the_word_it_is_read_from() {
        for word in ["citizen", "party_b", "server", "device", "registrar"] {
            let actor = Actor::from(word);
            assert_eq!(actor.as_str(), word);
            let json = serde_json::to_string(&actor).unwrap();
            assert_eq!(json, format!("\"{word}\""));
            assert_eq!(serde_json::from_str::<Actor>(&json).unwrap(), actor);
            assert_eq!(actor.is_office(), word == "registrar");
        }
    }

    #[test]
    fn a_state_is_written_as_its_bare_word() {
        let state = StateId::from("submitted");
        assert_eq!(serde_json::to_string(&state).unwrap(), "\"submitted\"");
        assert_eq!(state, "submitted");
    }
}
