//! Where a form is filled in.

use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};

/// Where a form is filled in (services-overview §4).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Decode,
)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The person's own device. Definitions call it `phone`.
    #[default]
    #[serde(alias = "phone")]
    OwnDevice,
    /// A service window.
    Window,
    /// A kiosk in a community centre: a public room, where some things are not asked.
    Kiosk,
}
