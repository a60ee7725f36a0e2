//! The key that signs, and those that signed before it.

use super::{JwkSet, PublicJwk, Receipt, Signer, SignerError};
use std::sync::{Arc, PoisonError, RwLock};

/// Signs with one key, and knows all that receipts are checked with. They can be exchanged while others sign.
pub struct Signers(RwLock<Arc<InUse>>);

struct InUse {
    signer: Signer,
    published: JwkSet,
}

impl Signers {
    /// From the private number of the key that signs, and the public halves of those before it.
    pub fn new(private: &[u8; 32], before: Vec<PublicJwk>) -> Result<Signers, SignerError> {
        Ok(Signers(RwLock::new(Arc::new(InUse::new(private, before)?))))
    }

    /// Puts others in their place.
    ///
    /// # Errors
    ///
    /// The private number is none; then everything stays as it was.
    pub fn replace(&self, private: &[u8; 32], before: Vec<PublicJwk>) -> Result<(), SignerError> {
        let new = Arc::new(InUse::new(private, before)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// The public halves, the one that signs first.
    pub fn keys(&self) -> JwkSet {
        self.in_use().published.clone()
    }

    /// As [`Signer::sign`].
    pub fn sign(&self, receipt: &Receipt) -> Result<String, SignerError> {
        self.in_use().signer.sign(receipt)
    }

    fn in_use(&self) -> Arc<InUse> {
        let in_use = self.0.read().unwrap_or_else(PoisonError::into_inner);
        in_use.clone()
    }
}

impl InUse {
    fn new(private: &[u8; 32], before: Vec<PublicJwk>) -> Result<InUse, SignerError> {
        let signer = Signer::new(private)?;
        let mut published = signer.keys();
        published.keys.extend(before);
        Ok(InUse { signer, published })
    }
}

impl std::fmt::Debug for Signers {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.in_use().signer)
    }
}
