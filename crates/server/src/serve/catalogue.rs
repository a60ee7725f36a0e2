//! Every catalogue served since the start, by its digest.

use super::problem::Problem;
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, Response, header},
};
use civil_affairs_domain::source::Compiled;
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::{Arc, PoisonError, RwLock},
};

/// The current catalogue and the ones before it: a draft names the version it was filled in under.
#[derive(Debug)]
pub struct CatalogueStore(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
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
    /// With a first catalogue.
    pub fn new(compiled: &Compiled) -> io::Result<CatalogueStore> {
        let store = CatalogueStore(RwLock::default());
        store.put(compiled)?;
        Ok(store)
    }

    /// Makes a catalogue the current one; earlier ones stay available. Returns its digest.
    pub fn put(&self, compiled: &Compiled) -> io::Result<String> {
        let packed = Arc::new(Packed::new(compiled.json.as_bytes())?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.versions.insert(compiled.digest.clone(), packed);
        kept.current.clone_from(&compiled.digest);
        Ok(compiled.digest.clone())
    }

    fn current(&self) -> String {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .current
            .clone()
    }

    fn version(&self, digest: &str) -> Option<Arc<Packed>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .versions
            .get(digest)
            .cloned()
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
pub(super) async fn index(State(store): State<Arc<CatalogueStore>>) -> Response<Body> {
    let digest = store.current();
    let body = Json(serde_json::json!({
        "digest": digest,
        "url": format!("/api/v1/catalogue/{digest}"),
    }));
    let mut response = axum::response::IntoResponse::into_response(body);
    super::headers::cache(&mut response, "no-cache");
    response
}

/// One catalogue; it never changes.
pub(super) async fn version(
    State(store): State<Arc<CatalogueStore>>,
    Path(digest): Path<String>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let packed = store
        .version(&digest)
        .ok_or_else(|| Problem::not_found("catalogue_unknown", "no catalogue with this digest"))?;
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
        .map_err(|_| Problem::internal())?;
    super::headers::cache(&mut response, super::headers::IMMUTABLE);
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
