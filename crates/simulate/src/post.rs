//! Requests in their bytes, as the app writes them (`crates/client/src/platform/post.rs`), and answers as it reads them.

use axum::{
    body::{Body, to_bytes},
    http::{self, HeaderMap, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use civil_affairs_domain::{
    protocol::wire::{MOST_BYTES, header},
    record::queue::QueueRecord,
    sync::{HttpReply, PendingAction},
    value::code::{Capability, Reference, Secret},
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use sha2::Digest;

/// Bytes of a part: small, so that even small files have several.
const PART: usize = 512;

/// What a request asks for, for whoever stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A submission is sent.
    Submit(SubmissionId),
    /// Somebody asks how much of a file is there.
    Ask(SubmissionId),
    /// A part of a file.
    Part(SubmissionId),
    /// A deed by its name.
    Act(SubmissionId, String),
    /// What happened with an item.
    Look(SubmissionId),
    /// A question by reference and secret.
    Status,
    /// The keys of the bureau.
    Keys,
    /// The free slots.
    Slots,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it asks for.
    pub about: About,
    /// Method.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// Header fields.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl Request {
    /// Sends the bytes of a submission, as they are.
    pub fn submit(queued: &QueueRecord) -> Request {
        let mut request = Request::new("PUT", About::Submit(queued.id), address(&queued.id));
        request.bearer(&queued.capability);
        request.head("Content-Type", "application/json");
        let digest = queued.sha256.to_bytes();
        request.head(header::CONTENT_DIGEST, &content_digest(&digest));
        request.head(header::SECRET, &queued.secret.to_string());
        request.body = queued.bytes().to_vec();
        request
    }

    /// Asks how much of a file the server has.
    pub fn ask_file(queued: &QueueRecord, sha256: Sha256) -> Request {
        let path = format!("{}/files/{sha256}", address(&queued.id));
        let mut request = Request::new("HEAD", About::Ask(queued.id), path);
        request.bearer(&queued.capability);
        request
    }

    /// Sends a part of a file that begins at an offset.
    pub fn part(queued: &QueueRecord, sha256: Sha256, file: &[u8], offset: u64) -> Request {
        let path = format!("{}/files/{sha256}", address(&queued.id));
        let from = usize::try_from(offset).map_or(file.len(), |from| from.min(file.len()));
        let rest = file.get(from..).unwrap_or_default();
        let part = rest.get(..PART).unwrap_or(rest);
        let complete = if part.len() == rest.len() { "?1" } else { "?0" };
        let mut request = Request::new("PATCH", About::Part(queued.id), path);
        request.bearer(&queued.capability);
        request.head("Content-Type", "application/offset+octet-stream");
        request.head(header::UPLOAD_OFFSET, &offset.to_string());
        request.head(header::UPLOAD_COMPLETE, complete);
        request.body = part.to_vec();
        request
    }

    /// Sends a deed as it is.
    pub fn act(queued: &QueueRecord, deed: &PendingAction) -> Request {
        let path = format!("{}/actions/{}", address(&queued.id), deed.id);
        let about = About::Act(queued.id, deed.id.clone());
        let mut request = Request::new("POST", about, path);
        request.bearer(&queued.capability);
        request.head("Content-Type", "application/json");
        request.body = deed.body.clone().into_bytes();
        request
    }

    /// Asks what happened with an item since a cursor.
    pub fn look(queued: &QueueRecord, since: u64) -> Request {
        let path = format!("{}/changes?since={since}", address(&queued.id));
        let mut request = Request::new("GET", About::Look(queued.id), path);
        request.bearer(&queued.capability);
        request
    }

    /// Asks from elsewhere.
    pub fn status(reference: &Reference, secret: &Secret) -> Request {
        let mut request = Request::new("POST", About::Status, "/api/v1/status".to_owned());
        request.head("Content-Type", "application/json");
        let asked =
            serde_json::json!({ "reference": reference.to_string(), "secret": secret.to_string() });
        request.body = asked.to_string().into_bytes();
        request
    }

    /// Asks for the bureau's keys.
    pub fn keys() -> Request {
        Request::new("GET", About::Keys, "/api/v1/keys".to_owned())
    }

    /// Asks for the free slots of the office.
    pub fn slots() -> Request {
        Request::new("GET", About::Slots, "/api/v1/slots/yiwu".to_owned())
    }

    fn new(method: &'static str, about: About, path: String) -> Request {
        Request {
            about,
            method,
            path,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    fn head(&mut self, name: &'static str, value: &str) {
        self.headers.push((name, value.to_owned()));
    }

    fn bearer(&mut self, capability: &Capability) {
        self.head("Authorization", &format!("Bearer {}", capability));
    }

    /// As the server takes it.
    pub fn to_http(&self) -> Result<http::Request<Body>, http::Error> {
        let mut request = http::Request::builder().method(self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(self.body.clone()))
    }
}

/// An answer as the app reads it.
pub async fn read(response: Response<Body>) -> Result<HttpReply, axum::Error> {
    let (head, body) = response.into_parts();
    let body = to_bytes(body, 2 * MOST_BYTES).await?;
    Ok(of_parts(head.status.as_u16(), &head.headers, body.into()))
}

fn of_parts(status: u16, headers: &HeaderMap, body: Vec<u8>) -> HttpReply {
    let field = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    HttpReply {
        status,
        is_json: field("content-type").is_some_and(header::is_json),
        retry_after: field("retry-after").and_then(header::retry_after),
        offset: field(header::UPLOAD_OFFSET).and_then(|value| value.trim().parse().ok()),
        is_complete: field(header::UPLOAD_COMPLETE).and_then(header::boolean),
        body,
    }
}

/// The value of `Content-Digest` (RFC 9530).
pub fn content_digest(sha256: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64_STANDARD.encode(sha256))
}

/// SHA-256 of these bytes.
pub fn digest(bytes: &[u8]) -> Sha256 {
    Sha256::new(sha2::Sha256::digest(bytes).into())
}

fn address(id: &SubmissionId) -> String {
    format!("/api/v1/submissions/{}", id)
}
