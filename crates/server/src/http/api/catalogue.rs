//! Every catalogue that was ever served, by its digest.

use crate::clock::{self, ClockError};
use crate::http::{Site, headers, problem::ProblemResponse};
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, Response, header},
};
use civil_affairs_definitions::Compiled;
use civil_affairs_store::{Store, StoreError};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::{Arc, PoisonError, RwLock},
};

/// The current catalogue and the ones before it: a draft names the version it was filled in under.
#[derive(Debug)]
pub struct CatalogueStore {
    kept: RwLock<PackedCatalogues>,
    store: Store,
}

/// Why a catalogue cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueStoreError {
    /// It cannot be compressed.
    #[error("the catalogue cannot be packed: {0}")]
    Packing(#[from] io::Error),
    /// The machine's clock is wrong by centuries.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// It cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Default)]
struct PackedCatalogues {
    current: String,
    versions: BTreeMap<String, Arc<Packed>>,
}

/// One catalogue in the encodings it is sent in.
#[derive(Debug)]
struct Packed {
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

impl CatalogueStore {
    /// With the catalogue to serve; earlier ones are in the database.
    pub async fn new(
        compiled: &Compiled,
        store: Store,
    ) -> Result<CatalogueStore, CatalogueStoreError> {
        let kept = RwLock::default();
        let own = CatalogueStore { kept, store };
        own.put(compiled).await?;
        Ok(own)
    }

    /// Makes a catalogue the current one and keeps it for ever. Returns its digest.
    pub async fn put(&self, compiled: &Compiled) -> Result<String, CatalogueStoreError> {
        let Compiled { digest, json, .. } = compiled;
        let packed = Arc::new(Packed::new(json.as_bytes())?);
        let now = clock::now()?;
        self.store.keep_catalogue(digest, json, now).await?;
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.versions.insert(digest.clone(), packed);
        kept.current.clone_from(digest);
        Ok(digest.clone())
    }

    fn current(&self) -> String {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.current.clone()
    }

    /// A catalogue of before the start is read when somebody first asks for it.
    async fn version(&self, digest: &str) -> Result<Option<Arc<Packed>>, CatalogueStoreError> {
        if let Some(packed) = self.packed(digest) {
            return Ok(Some(packed));
        }
        let Some(json) = self.store.catalogue(digest).await? else {
            return Ok(None);
        };
        let packed = Arc::new(Packed::new(json.as_bytes())?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.versions.insert(digest.to_owned(), packed.clone());
        Ok(Some(packed))
    }

    fn packed(&self, digest: &str) -> Option<Arc<Packed>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.versions.get(digest).cloned()
    }
}

impl Packed {
    fn new(plain: &[u8]) -> io::Result<Packed> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(plain)?;
        let mut brotli = Vec::new();
        // Quality 9: made at every reload, while somebody waits.
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 9,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &*plain, &mut brotli, &parameters)?;
        Ok(Packed {
            plain: Bytes::copy_from_slice(plain),
            gzip: gzip.finish()?.into(),
            brotli: brotli.into(),
        })
    }
}

/// Which catalogue is current: asked again every time.
pub(super) async fn index(State(site): State<Site>) -> Response<Body> {
    let digest = site.catalogues.current();
    let body = Json(serde_json::json!({
        "digest": digest,
        "url": format!("/api/v1/catalogue/{digest}"),
    }));
    let mut response = axum::response::IntoResponse::into_response(body);
    headers::cache(&mut response, "no-cache");
    response
}

/// One catalogue; it never changes.
pub(super) async fn version(
    State(site): State<Site>,
    Path(digest): Path<String>,
    headers: HeaderMap,
) -> Result<Response<Body>, ProblemResponse> {
    let packed = site
        .catalogues
        .version(&digest)
        .await
        .map_err(|error| ProblemResponse::internal(&error))?
        .ok_or_else(|| {
            ProblemResponse::not_found("catalogue_unknown", "no catalogue with this digest")
        })?;
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let (encoding, bytes) = if accepts(accepted, "br") {
        (Some("br"), &packed.brotli)
    } else if accepts(accepted, "gzip") {
        (Some("gzip"), &packed.gzip)
    } else {
        (None, &packed.plain)
    };
    let mut builder = Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::VARY, "accept-encoding");
    if let Some(encoding) = encoding {
        builder = builder.header(header::CONTENT_ENCODING, encoding);
    }
    let mut response = builder
        .body(Body::from(bytes.clone()))
        .map_err(|error| ProblemResponse::internal(&error))?;
    headers::cache(&mut response, headers::IMMUTABLE);
    Ok(response)
}

/// Whether an `Accept-Encoding` (RFC 9110 §12.5.3) takes this encoding; a weight of zero refuses it.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, parameters) = one.split_once(';').unwrap_or((one, ""));
        let weight = parameters.trim().strip_prefix("q=").map(str::parse::<f32>);
        name.trim().eq_ignore_ascii_case(encoding) && weight != Some(Ok(0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_is_taken_unless_it_is_refused_or_not_named() {
        for accepted in ["br", "gzip, deflate, br", "BR;q=0.5", "gzip , br ; q=1.0"] {
            assert!(accepts(accepted, "br"), "{accepted}");
        }
        for refused in ["", "gzip", "br;q=0", "gzip, br; q=0.0", "brotli"] {
            assert!(!accepts(refused, "br"), "{refused}");
        }
    }
}
