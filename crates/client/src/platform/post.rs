//! Requests to the intake, with their answers as the sending machine takes them.

use super::base64;
use civil_affairs_domain::{
    protocol::wire::{PartnerAction, header},
    record::queue::QueueRecord,
    sync::{HttpReply, PendingAction, RequestOutcome},
    value::code::{Capability, PartnerCode, Secret},
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use gloo::{
    net::http::{Request, RequestBuilder, Response},
    timers::callback::Timeout,
};
use js_sys::Uint8Array;
use web_sys::AbortController;

/// A request is given up after so long, milliseconds: a line that stalls is none.
const GIVE_UP: u32 = 30_000;
/// Bytes of a part of a file.
pub const PART: usize = 256 * 1024;

/// Sends the bytes of a submission, as they are.
pub async fn submit(queued: &QueueRecord) -> RequestOutcome {
    let url = address(&queued.id);
    let digest = format!("sha-256=:{}:", base64::encode(&queued.sha256.to_bytes()));
    let request = request(Request::put(&url), &queued.capability)
        .header("Content-Type", "application/json")
        .header(header::CONTENT_DIGEST, &digest)
        .header(header::SECRET, &shown(&queued.secret));
    send(request, Some(queued.bytes())).await
}

/// Asks how much of a file the server has.
pub async fn ask_file(
    id: &SubmissionId,
    capability: &Capability,
    sha256: Sha256,
) -> RequestOutcome {
    let url = format!("{}/files/{sha256}", address(id));
    let head = RequestBuilder::new(&url).method(gloo::net::http::Method::HEAD);
    send(request(head, capability), None).await
}

/// Sends a part of a file that begins at an offset.
pub async fn send_part(
    id: &SubmissionId,
    capability: &Capability,
    sha256: Sha256,
    file: &[u8],
    offset: u64,
) -> RequestOutcome {
    let url = format!("{}/files/{sha256}", address(id));
    let from = usize::try_from(offset)
        .unwrap_or(usize::MAX)
        .min(file.len());
    let rest = file.get(from..).unwrap_or_default();
    let part = rest.get(..PART).unwrap_or(rest);
    let complete = if part.len() == rest.len() { "?1" } else { "?0" };
    let request = request(Request::patch(&url), capability)
        .header("Content-Type", "application/offset+octet-stream")
        .header(header::UPLOAD_OFFSET, &offset.to_string())
        .header(header::UPLOAD_COMPLETE, complete);
    send(request, Some(part)).await
}

/// Sends what a person does with a received item, as it is.
pub async fn act(
    id: &SubmissionId,
    capability: &Capability,
    deed: &PendingAction,
) -> RequestOutcome {
    let url = format!("{}/actions/{}", address(id), deed.id);
    let request =
        request(Request::post(&url), capability).header("Content-Type", "application/json");
    send(request, Some(deed.body.as_bytes())).await
}

/// Asks what happened with a received item since a cursor.
pub async fn fetch_changes(
    id: &SubmissionId,
    capability: &Capability,
    since: u64,
) -> RequestOutcome {
    let url = format!("{}/changes?since={since}", address(id));
    send(request(Request::get(&url), capability), None).await
}

/// Asks how an item stands by what is printed with it.
pub async fn status(reference: &str, secret: &str) -> RequestOutcome {
    let mut asked = serde_json::Map::new();
    asked.insert("reference".to_owned(), reference.into());
    asked.insert("secret".to_owned(), secret.into());
    let body = serde_json::Value::from(asked).to_string();
    let request = plain(Request::post("/api/v1/status")).header("Content-Type", "application/json");
    send(request, Some(body.as_bytes())).await
}

/// Asks for a copy of what the bureau holds of an item.
pub async fn copy(id: &SubmissionId, capability: &Capability) -> RequestOutcome {
    let url = format!("{}/copy", address(id));
    send(request(Request::get(&url), capability), None).await
}

/// Looks at an appointment as its other party, or says something to it.
pub async fn partner(id: &SubmissionId, code: &PartnerCode, deed: PartnerAction) -> RequestOutcome {
    let Ok(body) = serde_json::to_vec(&deed) else {
        return RequestOutcome::None;
    };
    let url = format!("/api/v1/partner/{}", id);
    let bearer = format!("Bearer {}", code);
    let request = plain(Request::post(&url))
        .header("Authorization", &bearer)
        .header("Content-Type", "application/json");
    send(request, Some(&body)).await
}

/// The bureau's public keys, as JSON; nothing where they cannot be had.
pub async fn keys() -> Option<String> {
    match send(plain(Request::get("/api/v1/keys")), None).await {
        RequestOutcome::Http(http) if http.status == 200 => String::from_utf8(http.body).ok(),
        _ => None,
    }
}

fn address(id: &SubmissionId) -> String {
    format!("/api/v1/submissions/{}", id)
}

fn shown(secret: &Secret) -> String {
    secret.to_string()
}

fn request(request: RequestBuilder, capability: &Capability) -> RequestBuilder {
    let bearer = format!("Bearer {}", capability);
    plain(request).header("Authorization", &bearer)
}

fn plain(request: RequestBuilder) -> RequestBuilder {
    request
        .cache(web_sys::RequestCache::NoStore)
        .credentials(web_sys::RequestCredentials::Omit)
        .redirect(web_sys::RequestRedirect::Error)
}

async fn send(request: RequestBuilder, body: Option<&[u8]>) -> RequestOutcome {
    let Ok(controller) = AbortController::new() else {
        return RequestOutcome::None;
    };
    let signal = controller.signal();
    let request = request.abort_signal(Some(&signal));
    // Until the whole answer is there: a body may stall as well.
    let _given_up = Timeout::new(GIVE_UP, move || controller.abort());
    let response = match body {
        None => request.send().await,
        Some(bytes) => match request.body(Uint8Array::from(bytes)) {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        },
    };
    match response {
        Ok(response) => read(response).await,
        Err(_) => RequestOutcome::None,
    }
}

async fn read(response: Response) -> RequestOutcome {
    let headers = response.headers();
    let field = |name| headers.get(name);
    let Ok(body) = response.binary().await else {
        return RequestOutcome::None;
    };
    RequestOutcome::Http(HttpReply {
        status: response.status(),
        is_json: field("content-type").is_some_and(|kind| header::is_json(&kind)),
        retry_after: field("retry-after").and_then(|value| header::retry_after(&value)),
        offset: field(header::UPLOAD_OFFSET).and_then(|value| value.trim().parse().ok()),
        is_complete: field(header::UPLOAD_COMPLETE).and_then(|value| header::boolean(&value)),
        body,
    })
}
