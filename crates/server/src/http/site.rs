//! What all handlers work with.

use super::{
    CatalogueStore, ServeArgs, ServerLimits,
    attempts::{Attempts, Limit},
    metrics::Metrics,
    proxies::Proxies,
};
use crate::log::{Log, LogFormat};
use axum::extract::{ConnectInfo, Request};
use civil_affairs_cases::{Intake, IntakeProblem};
use civil_affairs_domain::value::instant::Instant;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};
use tokio::sync::Semaphore;

/// Shared by all requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    /// Catalogues as they are sent.
    pub catalogues: Arc<CatalogueStore>,
    /// The intake.
    pub intake: Arc<Intake>,
    /// Who asked how often.
    pub attempts: Arc<Attempts>,
    /// What one sender, and all together, may take up.
    pub limits: ServerLimits,
    /// Numbers for the operator.
    pub metrics: Arc<Metrics>,
    /// Where is written what happens.
    pub log: Log,
    /// Whether addresses are written there.
    pub log_addresses: bool,
    /// Requests that may be worked on at a time.
    pub(super) concurrency: Arc<Semaphore>,
    proxies: Arc<Proxies>,
}

impl Site {
    /// From its parts, without a log and with nobody in front.
    pub fn new(catalogues: CatalogueStore, intake: Intake) -> Site {
        let limits = ServerLimits::default();
        Site {
            catalogues: Arc::new(catalogues),
            intake: Arc::new(intake),
            attempts: Arc::new(Attempts::default()),
            limits,
            metrics: Arc::new(Metrics::default()),
            log: Log {
                form: LogFormat::Off,
            },
            log_addresses: false,
            concurrency: semaphore(&limits),
            proxies: Arc::new(Proxies::new(Vec::new(), None)),
        }
    }

    /// As the operator has set it.
    pub(crate) fn configured(self, options: &ServeArgs) -> Site {
        Site {
            limits: options.limits,
            log: Log { form: options.log },
            log_addresses: options.log_addresses,
            concurrency: semaphore(&options.limits),
            proxies: Arc::new(options.proxies()),
            ..self
        }
    }

    /// Counts a try under a key, unless there were too many.
    pub(super) fn count(&self, key: &str, limit: Limit, now: Instant) -> Result<(), IntakeProblem> {
        let counted = self.attempts.count(key, limit, now);
        counted.map_err(|retry_after| IntakeProblem::RateLimited { retry_after })
    }

    /// Who asks: the other end of the connection, or whom a trusted proxy names there.
    pub(super) fn address(&self, request: &Request) -> Option<IpAddr> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        peer.map(|ConnectInfo(peer)| self.proxies.client(peer.ip(), request.headers()))
    }
}

fn semaphore(limits: &ServerLimits) -> Arc<Semaphore> {
    let most = usize::try_from(limits.max_requests).unwrap_or(Semaphore::MAX_PERMITS);
    Arc::new(Semaphore::new(most))
}
