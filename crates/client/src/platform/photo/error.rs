//! Why a file is not taken.

use crate::platform::crypto::CryptoError;

/// Why a chosen file is not taken. Each has its own words on the screen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Not a photo, and nothing else that is accepted here.
    #[error("a kind of file that is not accepted")]
    Type,
    /// A photo in a form that this browser cannot read.
    #[error("HEIC, which this browser cannot read")]
    Heic,
    /// It cannot be read, or what it holds is not a picture.
    #[error("broken")]
    Broken,
    /// Too large to be read here, or it cannot be brought below the limit.
    #[error("too large")]
    TooLarge,
    /// Too few pixels or bytes to be printed.
    #[error("too small")]
    TooSmall,
    /// No digest.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// The browser would not draw, by the name of its error.
    #[error("drawing failed: {0}")]
    Failed(String),
}
