//! Why something could not be sealed or opened. The three kinds of loss are told apart: only a tag that does not
//! match means that the record is damaged.

/// Why WebCrypto did not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The browser offers no WebCrypto, as on pages without TLS.
    #[error("no WebCrypto")]
    Unavailable,
    /// The device key that wrapped this record is not on this device any more.
    #[error("device key missing")]
    KeyMissing,
    /// The record was changed, or belongs elsewhere.
    #[error("tag mismatch")]
    TagMismatch,
    /// Anything else, by the name of the browser's error.
    #[error("cryptography failed: {0}")]
    Failed(String),
}
