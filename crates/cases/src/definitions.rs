//! The definitions that submissions are judged by: every version that was ever served.

use super::Moment;
use civil_affairs_definitions::Compiled;
use civil_affairs_domain::{
    form::catalogue::{Catalogue, CatalogueError},
    form::definition::ServiceDefinition,
    form::policy::Policy,
    form::rule_context::RuleContext,
    value::date::Date,
    value::instant::Instant,
};
use civil_affairs_store::{Store, StoreError};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

/// Services by version, and the policy in force.
#[derive(Debug)]
pub struct DefinitionRegistry(RwLock<Known>);

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
pub struct RuleSet {
    /// The service in the version the submission names.
    pub service: Arc<ServiceDefinition>,
    /// What is in force.
    pub current: Arc<Current>,
}

/// Nothing to judge by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownDefinition {
    /// No such service was ever served.
    Service,
    /// The service never had this version here.
    Version,
}

/// Why the definitions cannot be taken up.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionRegistryError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No server has put anything in force here yet.
    #[error("no server has begun with this folder yet: there is nothing to look at")]
    None,
    /// A kept catalogue cannot be read by this version of the server.
    #[error("kept catalogue {digest}: {error}")]
    Kept {
        /// Which.
        digest: String,
        /// Why.
        error: CatalogueError,
    },
}

impl DefinitionRegistry {
    /// Keeps the catalogue in the database and takes up all earlier ones from there.
    pub async fn open(
        store: &Store,
        compiled: &Compiled,
        now: Instant,
    ) -> Result<DefinitionRegistry, DefinitionRegistryError> {
        // The one to put in force is read already.
        let (mut services, _) = kept(store, None, Some(&compiled.digest)).await?;
        let current = current(&compiled.digest, &compiled.catalogue, &mut services);
        store
            .keep_catalogue(&compiled.digest, &compiled.json, now)
            .await?;
        Ok(DefinitionRegistry(RwLock::new(Known { services, current })))
    }

    /// Takes up what the database holds, with what was put in force last.
    ///
    /// # Errors
    ///
    /// [`DefinitionRegistryError::None`] where no server has ever begun.
    pub async fn kept(store: &Store) -> Result<DefinitionRegistry, DefinitionRegistryError> {
        let digest = store.catalogue_in_force().await?;
        let digest = digest.ok_or(DefinitionRegistryError::None)?;
        let (mut services, found) = kept(store, Some(&digest), None).await?;
        let found = found.ok_or(DefinitionRegistryError::None)?;
        let current = current(&digest, &found, &mut services);
        Ok(DefinitionRegistry(RwLock::new(Known { services, current })))
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
        known.current = current(&compiled.digest, &compiled.catalogue, &mut known.services);
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
    pub fn find(&self, service: &str, version: &str) -> Result<RuleSet, UnknownDefinition> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = known
            .services
            .get(&(service.to_owned(), version.to_owned()));
        if let Some(found) = found {
            return Ok(RuleSet {
                service: found.clone(),
                current: known.current.clone(),
            });
        }
        let served = known.services.keys().any(|(id, _)| id == service);
        Err(if served {
            UnknownDefinition::Version
        } else {
            UnknownDefinition::Service
        })
    }
}

type Services = BTreeMap<(String, String), Arc<ServiceDefinition>>;

/// The services of every catalogue that was served, and the catalogue with a digest.
async fn kept(
    store: &Store,
    wanted: Option<&str>,
    known: Option<&str>,
) -> Result<(Services, Option<Catalogue>), DefinitionRegistryError> {
    let (mut services, mut found) = (Services::new(), None);
    let kept = store.catalogues().await?.into_iter();
    for kept in kept.filter(|kept| known != Some(&kept.digest)) {
        let read = Catalogue::from_json(&kept.json);
        let digest = kept.digest;
        let catalogue = match read {
            Ok(catalogue) => catalogue,
            Err(error) => return Err(DefinitionRegistryError::Kept { digest, error }),
        };
        take_up(&mut services, &catalogue);
        if wanted == Some(&digest) {
            found = Some(catalogue);
        }
    }
    Ok((services, found))
}

fn current(digest: &str, catalogue: &Catalogue, services: &mut Services) -> Arc<Current> {
    take_up(services, catalogue);
    Arc::new(Current {
        digest: digest.to_owned(),
        policy: catalogue.policy.clone(),
        services: each(catalogue)
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
        let version = catalogue.versions.get(service.id.as_str());
        (service.id.to_string(), version.cloned().unwrap_or_default())
    })
}

/// The rules that count for a submission now.
pub(super) fn rules_at<'a>(rule_set: &'a RuleSet, at: &Moment) -> RuleContext<'a> {
    let minute = Date::minute_of_unix_millis(at.now.unix_millis());
    RuleContext::new(&rule_set.service, &rule_set.current.policy, at.now.date()).at(minute)
}
