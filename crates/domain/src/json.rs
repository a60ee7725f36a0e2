//! Reading JSON into types, by way of a tree.
//!
//! Reading types straight from the text instantiates serde_json's whole parser for every type; through a tree the
//! parser is there once, and the app that people download is much smaller.

use serde::de::DeserializeOwned;

/// Reads a value from a JSON text.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, serde_json::Error> {
    let tree: serde_json::Value = serde_json::from_slice(text)?;
    T::deserialize(&tree)
}
