//! What SIGHUP does: definitions, signing key and certificate are read again.

use super::{production, text};
use crate::{
    clock,
    config::Folders,
    http::{Certificate, Site},
    log::Event,
};
use civil_affairs_cases::Intake;
use civil_affairs_definitions::{self as definitions, Compiled};
use std::sync::Arc;
use tokio::signal::unix::Signal;

/// What is read again, and where it is.
pub(super) struct Reload {
    pub(super) site: Site,
    pub(super) folders: Folders,
    /// Whether a set that makes this installation a trial is refused.
    pub(super) production: bool,
    pub(super) certificate: Option<Arc<Certificate>>,
}

impl Reload {
    /// Each time, until the process ends. Whatever is refused, the last good one stays in force.
    pub(super) async fn on(self, mut hangup: Signal) {
        while hangup.recv().await.is_some() {
            let log = self.site.log;
            match self.definitions().await {
                Ok(digest) => log.tell(&Event::DefinitionsReloaded { catalogue: &digest }),
                Err(reason) => log.tell(&Event::DefinitionsRefused { reason: &reason }),
            }
            match self.keys().await {
                Ok(receipts) => log.tell(&Event::KeysReloaded {
                    receipts,
                    tls: self.certificate.is_some(),
                }),
                Err(reason) => log.tell(&Event::KeysRefused { reason: &reason }),
            }
        }
    }

    async fn definitions(&self) -> Result<String, String> {
        let folders = self.folders.clone();
        let loaded = tokio::task::spawn_blocking(move || {
            definitions::load(&folders.services, &folders.policy)
        });
        let compiled = loaded.await.map_err(text)?.map_err(text)?;
        if self.production {
            let today = clock::now().map_err(text)?.date();
            let unset = production::unset(&compiled.catalogue.policy, today);
            if !unset.is_empty() {
                return Err(production::refusal(&unset));
            }
        }
        self.put(&compiled).await
    }

    /// The catalogue is sent only after submissions are judged by it.
    async fn put(&self, compiled: &Compiled) -> Result<String, String> {
        let now = clock::now().map_err(text)?;
        let Intake {
            store, definitions, ..
        } = &*self.site.intake;
        let put = definitions.put(store, compiled, now).await;
        put.map_err(text)?;
        self.site.catalogues.put(compiled).await.map_err(text)
    }

    /// Names of the keys that receipts are checked with now.
    async fn keys(&self) -> Result<Vec<String>, String> {
        if let Some(certificate) = &self.certificate {
            certificate.reload().map_err(text)?;
        }
        let intake = &self.site.intake;
        intake.keys.reload(&intake.store).await.map_err(text)?;
        let names = intake.keys.signer.keys().keys.into_iter();
        Ok(names.map(|key| key.kid).collect())
    }
}
