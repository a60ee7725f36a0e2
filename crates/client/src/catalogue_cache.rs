//! The catalogue: from the device when a verified one is stored, else the copy that came with the app; a newer
//! one is fetched in the background.

use crate::platform::{
    clock,
    crypto::sha256,
    lifecycle, network,
    store::{CatalogueRecord, Connection},
};
use civil_affairs_domain::{
    form::catalogue::Catalogue,
    value::date::Date,
    value::decode::{self, Decode, DecodeError, field},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Copy in the app's own files.
const BUILT_IN: &str = "/catalogue.json";
/// Names the current one.
const INDEX: &str = "/api/v1/catalogue";
/// The server is asked again after so long, in milliseconds.
const LOOK_AGAIN: i64 = 60 * 60 * 1_000;

/// A catalogue with its digest.
#[derive(Clone, Debug)]
pub struct Edition {
    /// SHA-256 of its JSON; none where the browser cannot work it out.
    pub digest: Option<String>,
    /// The catalogue.
    pub catalogue: Arc<Catalogue>,
}

/// What the app knows of the catalogue and of the day.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueCache {
    edition: RwSignal<Option<Edition>>,
    /// Newer than `edition`, taken up when no question is on the screen.
    waiting: RwSignal<Option<Edition>>,
    missing: RwSignal<bool>,
    today: RwSignal<Option<Date>>,
}

struct Index {
    digest: String,
}

impl Decode for Index {
    fn decode(value: &serde_json::Value) -> Result<Index, DecodeError> {
        Ok(Index {
            digest: field(value, "digest")?,
        })
    }
}

impl CatalogueCache {
    /// Loads the catalogue and looks for a newer one, now and when the page is seen again.
    pub fn start(connection: &Connection) -> CatalogueCache {
        let catalogues = CatalogueCache {
            edition: RwSignal::new(None),
            waiting: RwSignal::new(None),
            missing: RwSignal::new(false),
            today: RwSignal::new(clock::today()),
        };
        let loading = connection.clone();
        spawn_local(async move {
            catalogues.load(&loading).await;
            catalogues.look_for_newer(&loading).await;
        });
        let seen_again = connection.clone();
        let last = StoredValue::new(clock::now_millis());
        lifecycle::on_visible(move || {
            catalogues.today.set(clock::today());
            let now = clock::now_millis();
            if now - last.get_value() > LOOK_AGAIN {
                last.set_value(now);
                let connection = seen_again.clone();
                spawn_local(async move { catalogues.look_for_newer(&connection).await });
            }
        });
        catalogues
    }

    /// The catalogue, once it is there.
    pub fn catalogue(self) -> Option<Arc<Catalogue>> {
        self.edition
            .with(|edition| edition.as_ref().map(|edition| edition.catalogue.clone()))
    }

    /// Digest of the catalogue.
    pub fn digest(self) -> Option<String> {
        self.edition
            .with(|edition| edition.as_ref()?.digest.clone())
    }

    /// Whether no catalogue could be had: the very first start, without a network.
    pub fn is_missing(self) -> bool {
        self.missing.get()
    }

    /// Today at UTC + 8 h.
    pub fn today(self) -> Option<Date> {
        self.today.get()
    }

    /// Takes up a newer catalogue. Called where no question is on the screen, so that none changes under the
    /// hand of a person.
    pub fn take_up_newer(self) {
        if let Some(newer) = self.waiting.try_update(Option::take).flatten() {
            self.edition.set(Some(newer));
        }
    }

    async fn load(self, connection: &Connection) {
        if let Ok(Some(stored)) = connection.catalogue().await
            && let Ok(catalogue) = Catalogue::from_json(&stored.json)
        {
            self.edition.set(Some(Edition {
                digest: Some(stored.digest),
                catalogue: Arc::new(catalogue),
            }));
            return;
        }
        let built_in = match network::text(BUILT_IN).await {
            Ok(json) => edition(&json).await,
            Err(_) => None,
        };
        self.missing.set(built_in.is_none());
        self.edition.set(built_in);
    }

    async fn look_for_newer(self, connection: &Connection) {
        let Some(newer) = self.fetch_newer().await else {
            return;
        };
        if let Some(edition) = edition(&newer.json).await {
            // A device that keeps nothing still shows what it fetched.
            let _ = connection.keep_catalogue(&newer).await;
            self.missing.set(false);
            if self.edition.with_untracked(Option::is_none) {
                self.edition.set(Some(edition));
            } else {
                self.waiting.set(Some(edition));
            }
        }
    }

    /// The server's catalogue, when it is another one than ours and is what its digest says.
    async fn fetch_newer(self) -> Option<CatalogueRecord> {
        let index = network::text(INDEX).await.ok()?;
        let Index { digest } = decode::read(index.as_bytes()).ok()?;
        let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let newest = self
            .waiting
            .get_untracked()
            .or(self.edition.get_untracked());
        let known = newest.and_then(|edition| edition.digest);
        if !is_digest || known.as_ref() == Some(&digest) {
            return None;
        }
        let json = network::text(&format!("{INDEX}/{digest}")).await.ok()?;
        (sha256(json.as_bytes()).await.ok()?.to_string() == digest)
            .then_some(CatalogueRecord { digest, json })
    }
}

async fn edition(json: &str) -> Option<Edition> {
    let catalogue = Catalogue::from_json(json).ok()?;
    Some(Edition {
        digest: sha256(json.as_bytes())
            .await
            .ok()
            .map(|hash| hash.to_string()),
        catalogue: Arc::new(catalogue),
    })
}

/// The catalogue cache of the app.
pub fn use_catalogue_cache() -> CatalogueCache {
    expect_context::<CatalogueCache>()
}
