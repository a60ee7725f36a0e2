//! The answer to a submission.

use crate::value::decode::Decode;
use crate::{value::code::Reference, value::sha256::Sha256, value::word::StateId};
use serde::{Deserialize, Serialize};

/// A submission was received: the first answer, and the same one however often it is sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The receipt, a compact JWS ([`crate::protocol::receipt`]).
    pub receipt: String,
    /// 受理编号 as the receipt names it.
    pub reference: Reference,
    /// The state it was received into.
    pub state: StateId,
    /// SHA-256 of the files that belong to it and are not on the server yet. The only part that is worked out anew.
    pub missing_files: Vec<Sha256>,
}
