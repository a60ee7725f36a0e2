//! Who brings a state about.

use crate::value::decode::Decode;
use crate::value::word::ActorName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody, or something, that brings a state about (the domain files' tables of states).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Decode,
)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Who filled in, by her capability.
    Citizen,
    /// The other party of an appointment, by her code.
    PartyB,
    /// The app on the device.
    Device,
    /// The intake server by itself.
    Server,
    /// Another system of the authority.
    System,
    /// Staff at a service window.
    Window,
    /// A kiosk.
    Kiosk,
    /// The office as a whole, when it closes.
    Office,
    /// A marriage registrar.
    Registrar,
    /// The civil-affairs bureau.
    Bureau,
    /// Where cards are made and handed out.
    IssuingPoint,
    /// A community.
    Community,
    /// A village.
    Village,
    /// A town or street.
    Town,
    /// Two members of staff on a visit.
    Staff,
    /// The county's authority.
    County,
    /// The platform that checks means.
    CheckPlatform,
    /// The finance office.
    Finance,
    /// A bank.
    Bank,
}

impl Actor {
    /// Every actor, for messages and for the guide.
    pub const ALL: [Actor; 19] = [
        Actor::Citizen,
        Actor::PartyB,
        Actor::Device,
        Actor::Server,
        Actor::System,
        Actor::Window,
        Actor::Kiosk,
        Actor::Office,
        Actor::Registrar,
        Actor::Bureau,
        Actor::IssuingPoint,
        Actor::Community,
        Actor::Village,
        Actor::Town,
        Actor::Staff,
        Actor::County,
        Actor::CheckPlatform,
        Actor::Finance,
        Actor::Bank,
    ];

    /// As it is written in definitions and in the log of a case.
    pub fn as_str(self) -> &'static str {
        match self {
            Actor::Citizen => "citizen",
            Actor::PartyB => "party_b",
            Actor::Device => "device",
            Actor::Server => "server",
            Actor::System => "system",
            Actor::Window => "window",
            Actor::Kiosk => "kiosk",
            Actor::Office => "office",
            Actor::Registrar => "registrar",
            Actor::Bureau => "bureau",
            Actor::IssuingPoint => "issuing_point",
            Actor::Community => "community",
            Actor::Village => "village",
            Actor::Town => "town",
            Actor::Staff => "staff",
            Actor::County => "county",
            Actor::CheckPlatform => "check_platform",
            Actor::Finance => "finance",
            Actor::Bank => "bank",
        }
    }

    /// The actor with this name.
    pub fn parse(text: &str) -> Option<Actor> {
        Actor::ALL.into_iter().find(|actor| actor.as_str() == text)
    }

    /// Whether an officer can act as it: not the parties, the device or the server itself.
    pub fn is_officer(self) -> bool {
        !matches!(
            self,
            Actor::Citizen | Actor::PartyB | Actor::Device | Actor::Server
        )
    }
}

impl From<Actor> for ActorName {
    fn from(actor: Actor) -> ActorName {
        ActorName::from(actor.as_str())
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
