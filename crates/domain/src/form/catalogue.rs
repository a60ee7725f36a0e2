//! All services and the policy in one piece, as the app and the wire carry them.

use crate::{
    form::definition::{ServiceDefinition, roles_of_format_1},
    form::policy::Policy,
    value::decode::{Decode, DecodeError},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The form of the catalogue this code reads and writes.
pub const FORMAT: u16 = 2;

/// The form that 0.1.0 wrote: its states have no roles. A program that knows only this form keeps its own catalogue.
const WITHOUT_ROLES: u16 = 1;

/// Compiled definitions. Its version is the SHA-256 of its JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
pub struct Catalogue {
    /// The form of the catalogue: [`FORMAT`], or the one before.
    pub format: u16,
    /// Services in the order they are shown.
    pub services: Vec<ServiceDefinition>,
    /// SHA-256 of each service's compiled form, by service id, 64 hexadecimal digits.
    pub versions: BTreeMap<String, String>,
    /// Parameters, lists, calendars, sources.
    pub policy: Policy,
}

/// Why a catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not JSON.
    #[error("not JSON: {0}")]
    Form(#[from] serde_json::Error),
    /// Not the content of a catalogue.
    #[error(transparent)]
    Content(#[from] DecodeError),
    /// Written by a newer app.
    #[error("catalogue of form {0}, this app reads {FORMAT}")]
    Newer(u64),
}

impl Catalogue {
    /// Reads a compiled catalogue, of this form or of the one before.
    pub fn from_json(json: &str) -> Result<Catalogue, CatalogueError> {
        let tree: Value = serde_json::from_slice(json.as_bytes())?;
        let format = tree.get("format").and_then(Value::as_u64);
        match format {
            Some(format) if format == u64::from(FORMAT) => Ok(Catalogue::decode(&tree)?),
            Some(format) if format == u64::from(WITHOUT_ROLES) => {
                let mut catalogue = Catalogue::decode(&tree)?;
                catalogue
                    .services
                    .iter_mut()
                    .for_each(roles_of_format_1::add);
                Ok(catalogue)
            }
            Some(format) => Err(CatalogueError::Newer(format)),
            None => Err(DecodeError("format").into()),
        }
    }

    /// The service with this id.
    pub fn service(&self, id: &str) -> Option<&ServiceDefinition> {
        self.services.iter().find(|service| service.id == id)
    }
}
