//! What all handlers work with.

use super::CatalogueStore;
use crate::{
    clock, entropy,
    intake::{Attempts, Intake, Moment, Problem},
};
use std::sync::Arc;

/// Shared by all requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    /// Catalogues as they are sent.
    pub catalogues: Arc<CatalogueStore>,
    /// The intake.
    pub intake: Arc<Intake>,
    /// Who asked how often.
    pub attempts: Arc<Attempts>,
}

impl Site {
    /// From its parts.
    pub fn new(catalogues: CatalogueStore, intake: Intake) -> Site {
        Site {
            catalogues: Arc::new(catalogues),
            intake: Arc::new(intake),
            attempts: Arc::new(Attempts::default()),
        }
    }
}

/// Now, with a new seed.
pub(super) fn moment() -> Result<Moment, Problem> {
    let now = clock::now().ok_or_else(|| Problem::Internal("the clock is wrong".to_owned()))?;
    let seed = entropy::seed().map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Moment::new(now, seed))
}
