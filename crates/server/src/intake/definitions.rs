//! The definitions that submissions are judged by: every version that was ever served.

use crate::store::{Store, StoreError};
use civil_affairs_domain::{
    catalogue::{Catalogue, CatalogueError},
    definition::ServiceDefinition,
    instant::Instant,
    policy::Policy,
    source::Compiled,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

/// Services by version, and the policy in force.
#[derive(Debug)]
pub struct Definitions(RwLock<Known>);

#[derive(Debug)]
struct Known {
    /// By service and version.
    services: BTreeMap<(String, String), Arc<ServiceDefinition>>,
    current: Arc<Current>,
}

/// What is in force.
#[derive(Debug)]
pub struct Current {
    /// Digest of the catalogue.
    pub digest: String,
    /// Its policy. Parameters and lists of today count for every version of a service.
    pub policy: Policy,
    /// Its services.
    pub services: Vec<Arc<ServiceDefinition>>,
}

/// What one submission is judged by.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The service in the version the submission names.
    pub service: Arc<ServiceDefinition>,
    /// What is in force.
    pub current: Arc<Current>,
}

/// Nothing to judge by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// No such service was ever served.
    Service,
    /// The service never had this version here.
    Version,
}

/// Why the definitions cannot be taken up.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionsError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A kept catalogue cannot be read by this version of the server.
    #[error("kept catalogue {digest}: {error}")]
    Kept {
        /// Which.
        digest: String,
        /// Why.
        error: CatalogueError,
    },
}

impl Definitions {
    /// Keeps the catalogue in the database and takes up all earlier ones from there.
    pub async fn open(
        store: &Store,
        compiled: &Compiled,
        now: Instant,
    ) -> Result<Definitions, DefinitionsError> {
        let mut services = BTreeMap::new();
        let kept = store.catalogues().await?;
        // The one to put in force is read already.
        for kept in kept
            .into_iter()
            .filter(|kept| kept.digest != compiled.digest)
        {
            let catalogue =
                Catalogue::from_json(&kept.json).map_err(|error| DefinitionsError::Kept {
                    digest: kept.digest,
                    error,
                })?;
            take_up(&mut services, &catalogue);
        }
        let current = current(compiled, &mut services);
        store
            .keep_catalogue(&compiled.digest, &compiled.json, now)
            .await?;
        Ok(Definitions(RwLock::new(Known { services, current })))
    }

    /// Puts a newer catalogue in force.
    pub async fn put(
        &self,
        store: &Store,
        compiled: &Compiled,
        now: Instant,
    ) -> Result<(), StoreError> {
        store
            .keep_catalogue(&compiled.digest, &compiled.json, now)
            .await?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.current = current(compiled, &mut known.services);
        Ok(())
    }

    /// What is in force.
    pub fn current(&self) -> Arc<Current> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.current.clone()
    }

    /// What a submission is judged by.
    ///
    /// # Errors
    ///
    /// The service or its version was never served here.
    pub fn find(&self, service: &str, version: &str) -> Result<Ground, Unknown> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = known
            .services
            .get(&(service.to_owned(), version.to_owned()));
        if let Some(found) = found {
            return Ok(Ground {
                service: found.clone(),
                current: known.current.clone(),
            });
        }
        let served = known.services.keys().any(|(id, _)| id == service);
        Err(if served {
            Unknown::Version
        } else {
            Unknown::Service
        })
    }
}

/// A service in a version that was once served, straight from the database.
///
/// # Errors
///
/// The database, or a kept catalogue that this version cannot read.
pub async fn kept_service(
    store: &Store,
    service: &str,
    version: &str,
) -> Result<Option<ServiceDefinition>, DefinitionsError> {
    for kept in store.catalogues().await? {
        let catalogue = Catalogue::from_json(&kept.json).map_err(|error| {
            let digest = kept.digest.clone();
            DefinitionsError::Kept { digest, error }
        })?;
        if catalogue
            .versions
            .get(service)
            .is_some_and(|own| own == version)
        {
            return Ok(catalogue.service(service).cloned());
        }
    }
    Ok(None)
}

type Services = BTreeMap<(String, String), Arc<ServiceDefinition>>;

fn current(compiled: &Compiled, services: &mut Services) -> Arc<Current> {
    take_up(services, &compiled.catalogue);
    Arc::new(Current {
        digest: compiled.digest.clone(),
        policy: compiled.catalogue.policy.clone(),
        services: each(&compiled.catalogue)
            .filter_map(|key| services.get(&key).cloned())
            .collect(),
    })
}

fn take_up(services: &mut Services, catalogue: &Catalogue) {
    for (key, service) in each(catalogue).zip(&catalogue.services) {
        services
            .entry(key)
            .or_insert_with(|| Arc::new(service.clone()));
    }
}

/// Service and version of each service.
fn each(catalogue: &Catalogue) -> impl Iterator<Item = (String, String)> {
    catalogue.services.iter().map(|service| {
        let version = catalogue.versions.get(&service.id);
        (service.id.clone(), version.cloned().unwrap_or_default())
    })
}
