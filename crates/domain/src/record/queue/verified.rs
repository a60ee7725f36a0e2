//! A receipt that was verified: the only thing by which a screen may say 已提交.

use super::QueueRecord;
use crate::protocol::receipt::{Receipt, Unverified};

/// The bureau's receipt for the bytes of one submission, its signature checked.
///
/// Nothing outside of this crate makes one. It is read out of a queue record, which is sealed on the device and gets a
/// receipt from the sending machine alone, after [`SignatureCheck::Good`](crate::sync::SignatureCheck::Good).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    compact: String,
    receipt: Receipt,
}

impl VerifiedReceipt {
    /// The receipt that a queue record holds, a compact JWS; nothing where it is for other bytes, another submission or
    /// another service than the record's.
    pub(super) fn of_record(record: &QueueRecord, compact: &str) -> Option<VerifiedReceipt> {
        let receipt = Unverified::parse(compact).ok()?.receipt;
        receipt
            .is_for(&record.id, &record.sha256, &record.service)
            .then(|| VerifiedReceipt {
                compact: compact.to_owned(),
                receipt,
            })
    }

    /// What it says.
    pub fn content(&self) -> &Receipt {
        &self.receipt
    }

    /// As the bureau has made it: a compact JWS (RFC 7515).
    pub fn compact(&self) -> &str {
        &self.compact
    }
}
