//! What all handlers work with.

use super::CatalogueStore;
use crate::{
    clock, entropy,
    intake::{Attempts, Intake, Moment, Problem},
};
use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderName,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// Shared by all requests; cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    /// Catalogues as they are sent.
    pub catalogues: Arc<CatalogueStore>,
    /// The intake.
    pub intake: Arc<Intake>,
    /// Who asked how often.
    pub attempts: Arc<Attempts>,
    /// Where a proxy writes whom it speaks for.
    pub address_header: Option<HeaderName>,
}

impl Site {
    /// From its parts.
    pub fn new(catalogues: CatalogueStore, intake: Intake) -> Site {
        Site {
            catalogues: Arc::new(catalogues),
            intake: Arc::new(intake),
            attempts: Arc::new(Attempts::default()),
            address_header: None,
        }
    }

    /// Who asks: the other end of the connection, or whom the proxy names there. A list is written from left to
    /// right, so only its last entry is the proxy's own; whatever stands before it anybody can have written.
    pub(super) fn address(&self, request: &Request) -> Option<IpAddr> {
        let named = self.address_header.as_ref().and_then(|name| {
            let last = request.headers().get_all(name).iter().next_back()?;
            last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        });
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        named.or_else(|| peer.map(|ConnectInfo(peer)| peer.ip()))
    }
}

/// Now, with a new seed.
pub(super) fn moment() -> Result<Moment, Problem> {
    let now = clock::now().ok_or_else(|| Problem::Internal("the clock is wrong".to_owned()))?;
    let seed = entropy::seed().map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Moment::new(now, seed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use axum::body::Body;
    use civil_affairs_domain::{instant::Instant, source::compile};

    #[tokio::test]
    async fn only_what_the_proxy_itself_wrote_is_an_address() {
        let compiled = compile(&[]).unwrap();
        let store = Store::memory().await.unwrap();
        let catalogues = CatalogueStore::new(&compiled, store.clone()).await.unwrap();
        let at = Moment::new(Instant::from_unix_millis(0).unwrap(), [0; 32]);
        let intake = Intake::open(store, &compiled, &at, [0; 32]).await.unwrap();
        let mut site = Site::new(catalogues, intake);
        let mut request = Request::builder()
            .header("x-forwarded-for", "192.0.2.1, 198.51.100.2")
            .body(Body::empty())
            .unwrap();
        let peer: SocketAddr = "127.0.0.1:1".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        assert_eq!(site.address(&request), Some(peer.ip()));
        site.address_header = Some(HeaderName::from_static("x-forwarded-for"));
        assert_eq!(site.address(&request), "198.51.100.2".parse().ok());
    }
}
