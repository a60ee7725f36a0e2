//! Receipts of somebody who would like to be the bureau, and the bureau's own for something else.

use crate::{finished_form::FinishedForm, world_setup::BEGIN};
use civil_affairs_cases::receipt::{JwkSet, Signer};
use civil_affairs_domain::{
    protocol::receipt::Receipt, protocol::wire::Received, sync::HttpReply, value::instant::Instant,
};

/// An answer that looks like a receipt for a paper. `own` are the bureau's keys, `other` is a receipt of its for
/// something else; `kind` chooses among four.
pub(crate) fn forge(
    paper: &FinishedForm,
    own: &JwkSet,
    other: Option<&str>,
    kind: u32,
) -> Option<HttpReply> {
    let sha256 = match kind {
        0 | 1 => paper.sha256,
        _ => [0; 32].into(),
    };
    let receipt = Receipt::new(
        paper.reference.clone(),
        paper.id,
        sha256,
        Instant::from_unix_millis(BEGIN)?,
        paper.service.into(),
        "submitted".into(),
    );
    let signed = Signer::new(&[9; 32]).ok()?.sign(&receipt).ok()?;
    let receipt = match (kind, other) {
        // By a key that the bureau does not have.
        (0, _) => signed,
        // Under the name of the bureau's key.
        (1 | 2, _) | (_, None) => {
            let (_, signature) = signed.rsplit_once('.')?;
            let kid = &own.keys.first()?.kid;
            format!("{}.{signature}", receipt.signing_input(kid).ok()?)
        }
        (_, Some(other)) => other.to_owned(),
    };
    let received = Received {
        receipt,
        reference: paper.reference.clone(),
        state: "submitted".into(),
        missing_files: Vec::new(),
    };
    Some(HttpReply {
        status: 201,
        is_json: true,
        body: serde_json::to_vec(&received).ok()?,
        ..HttpReply::default()
    })
}
