//! Requests as nobody honest makes them, ten thousand of each kind: received, or refused by a problem of ours. No panic,
//! which would be answered with 500, and no other answer.

use crate::support::{Bureau, NOW, Sent, after_a_fire, couple};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderValue, Request, header},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use civil_affairs_cases::receipt::{JwkSet, Receipt, Signer, verify};
use civil_affairs_domain::{
    protocol::submission::Submission,
    protocol::wire::{ApiProblem, Changes, Received, header as names},
    value::decode,
    value::id::SubmissionId,
    value::instant::Instant,
};
use civil_affairs_server::http::{CatalogueStore, ServerLimits, Site, router};
use civil_affairs_testkit::hostile::{json, text};
use civil_affairs_testkit::properties;
use proptest::{prelude::*, sample::select};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::{
    fs,
    sync::LazyLock,
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A server without a network.
struct Desk {
    runtime: Runtime,
    router: Router,
    /// Honest submissions.
    honest: Vec<Sent>,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let (router, honest) = runtime.block_on(async {
        let hours = [
            ("slot_capacity", "9"),
            ("opening_hours", "[\"09:00-10:00\"]"),
        ];
        let Bureau {
            intake, compiled, ..
        } = Bureau::new(&hours).await;
        let honest = vec![
            couple(&compiled.catalogue, 0, &["yiwu/2026-12-03/0900"]),
            after_a_fire(&compiled.catalogue, 1),
        ];
        let catalogues = CatalogueStore::new(&compiled, intake.store.clone())
            .await
            .unwrap();
        let mut site = Site::new(catalogues, intake);
        // All of it comes from one sender.
        site.limits = ServerLimits {
            writes_per_submission: 0,
            ..site.limits
        };
        let dist =
            std::env::temp_dir().join(format!("civil-affairs-hostile-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<!doctype html>shell").unwrap();
        (router(&dist, site), honest)
    });
    Desk {
        runtime,
        router,
        honest,
    }
});

/// A receipt and the keys that it is checked with.
static RECEIPT: LazyLock<(String, Vec<u8>)> = LazyLock::new(|| {
    let signer = Signer::new(&[7; 32]).unwrap();
    let receipt = Receipt::new(
        DESK.honest[0].reference.clone(),
        DESK.honest[0].id,
        [0xaa; 32].into(),
        Instant::from_unix_millis(NOW).unwrap(),
        "senior-card".into(),
        "submitted".into(),
    );
    let keys = serde_json::to_vec(&signer.keys()).unwrap();
    (signer.sign(&receipt).unwrap(), keys)
});

/// What was answered.
struct Answered {
    status: u16,
    kind: String,
    body: Vec<u8>,
}

impl Desk {
    fn ask(&self, request: Request<Body>) -> Answered {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let kind = response.headers().get(header::CONTENT_TYPE);
            let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
            let status = response.status().as_u16();
            let body = to_bytes(response.into_body(), 1 << 24)
                .await
                .unwrap()
                .to_vec();
            Answered { status, kind, body }
        })
    }

    fn bodies(&self) -> Vec<Vec<u8>> {
        self.honest.iter().map(|sent| sent.body.clone()).collect()
    }
}

impl Answered {
    /// A refusal is one that the app understands.
    fn is_ours(&self, is_head: bool) -> Result<(), TestCaseError> {
        prop_assert!(
            self.status < 500,
            "{}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        if self.status >= 400 && !is_head {
            prop_assert_eq!(&self.kind, "application/problem+json");
            let json: Json = serde_json::from_slice(&self.body)
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(json["correlation_id"].as_str().map(str::len), Some(16));
            prop_assert_eq!(json["status"].as_u64(), Some(self.status.into()));
        }
        Ok(())
    }
}

fn digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64_STANDARD.encode(Sha256::digest(body)))
}

/// Another id each time.
fn fresh() -> SubmissionId {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut random = [9; 10];
    random[2..].copy_from_slice(&count.to_be_bytes());
    SubmissionId::new(NOW, random)
}

/// Some bytes in the place of others of the same length, wherever they stand.
fn exchanged(body: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut body = body.to_vec();
    let mut at = 0;
    while let Some(found) = body[at..]
        .windows(old.len())
        .position(|part| part == old.as_bytes())
    {
        body[at + found..at + found + new.len()].copy_from_slice(new.as_bytes());
        at += found + old.len();
    }
    body
}

/// A field that is right, hostile or missing.
fn field(right: String) -> impl Strategy<Value = Option<Vec<u8>>> {
    let hostile = prop_oneof![
        text(vec![right.clone()]).prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop_oneof![6 => Just(Some(right.into_bytes())), 1 => hostile.prop_map(Some), 1 => Just(None)]
}

/// A part of an address, written so that it can stand there.
fn part(right: Vec<String>) -> impl Strategy<Value = String> {
    let escaped = |bytes: Vec<u8>| {
        bytes
            .iter()
            .map(|byte| format!("%{byte:02x}"))
            .collect::<String>()
    };
    prop_oneof![
        6 => select(right.clone()),
        1 => text(right).prop_map(move |text| escaped(text.into_bytes())),
        1 => prop::collection::vec(any::<u8>(), 0..20).prop_map(escaped),
        1 => select(vec!["..", "%2e%2e", "%2e%2e%2f", "%00", "%c0%ae%c0%ae", "%5c..%5c", ".", "", "*", "%25", "%ff"])
            .prop_map(str::to_owned),
    ]
}

fn path() -> impl Strategy<Value = String> {
    let ids: Vec<String> = DESK.honest.iter().map(|sent| sent.id.to_string()).collect();
    let actions = vec![
        "00000000-0000-4000-8000-000000000001".to_owned(),
        "x".to_owned(),
    ];
    let files = vec!["a".repeat(64), "A".repeat(64), "a".repeat(63)];
    let places = (
        part(ids),
        part(actions),
        part(files),
        part(vec!["yiwu".to_owned()]),
        0..9_usize,
    );
    places.prop_map(|(id, action, file, office, which)| match which {
        0 => format!("/api/v1/submissions/{id}"),
        1 => format!("/api/v1/submissions/{id}/changes"),
        2 => format!("/api/v1/submissions/{id}/actions/{action}"),
        3 => format!("/api/v1/submissions/{id}/files/{file}"),
        4 => "/api/v1/status".to_owned(),
        5 => format!("/api/v1/slots/{office}"),
        6 => format!("/api/v1/catalogue/{file}"),
        7 => format!("/api/v1/partner/{id}"),
        _ => format!("/{office}/{action}/{id}"),
    })
}

fn query() -> impl Strategy<Value = String> {
    select(vec![
        "",
        "?",
        "?since=0",
        "?since=-1",
        "?since=18446744073709551615",
        "?since=18446744073709551616",
        "?since=1&since=2",
        "?since=%00",
        "?since=%ff",
        "?from=2026-12-01&to=2026-12-31",
        "?from=2026-02-30",
        "?from=",
        "?to=9999-12-31",
        "?x=1",
        "?from=2199-12-31&to=1900-01-01",
        "?%",
        "?&&&=&",
    ])
    .prop_map(str::to_owned)
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let sent = &DESK.honest[1];
    let asked = format!(
        r#"{{"reference":"{}","secret":"{}"}}"#,
        sent.reference, sent.secret
    );
    let actions = [
        r#"{"do":"change","wishes":["yiwu/2026-12-04/0900"]}"#,
        r#"{"do":"supplement","answers":{"incident_place":{"detail":"样例路"}}}"#,
        r#"{"do":"withdraw"}"#,
        r#"{"do":"erase"}"#,
        r#"{"do":"confirm"}"#,
    ]
    .map(|text| text.as_bytes().to_vec());
    let documents = [DESK.bodies(), actions.to_vec(), vec![asked.into_bytes()]].concat();
    json(documents)
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn whatever_can_be_read_is_received_and_whatever_else_is_refused(body in json(DESK.bodies())) {
        let id = fresh();
        let mut body = body;
        for sent in &DESK.honest {
            body = exchanged(&body, &sent.id.to_string(), &id.to_string());
        }
        let sent = &DESK.honest[1];
        let authorization = format!("Bearer {}", sent.capability);
        let request = Request::put(format!("/api/v1/submissions/{id}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, &authorization)
            .header(names::CONTENT_DIGEST, digest(&body))
            .header(names::SECRET, sent.secret.to_string());
        let answered = DESK.ask(request.body(Body::from(body.clone())).unwrap());
        answered.is_ours(false)?;
        let problem = decode::read::<ApiProblem>(&answered.body).map(|problem| problem.code.status());
        match Submission::decode(&body) {
            Err(_) => prop_assert!(matches!(answered.status, 400 | 413), "{}", answered.status),
            // What stands twice or is too deep inside the answers is refused as well.
            Ok(read) if read.id == id && answered.status != 400 => {
                prop_assert!(matches!(answered.status, 201 | 422), "{}", answered.status);
            }
            Ok(_) => prop_assert_eq!(problem, Ok(400)),
        }
        if answered.status == 201 {
            prop_assert!(decode::read::<Received>(&answered.body).is_ok());
            let look = Request::get(format!("/api/v1/submissions/{id}/changes")).header(header::AUTHORIZATION, authorization);
            let told = DESK.ask(look.body(Body::empty()).unwrap());
            prop_assert!(told.status == 200 && decode::read::<Changes>(&told.body).is_ok(), "{}", told.status);
        }
    }

    #[test]
    fn no_changed_receipt_and_no_changed_key_is_believed(receipt in text(vec![RECEIPT.0.clone()]), keys in json(vec![RECEIPT.1.clone()])) {
        let (honest, own) = (&RECEIPT.0, serde_json::from_slice::<JwkSet>(&RECEIPT.1).unwrap());
        // Blanks around it come with copying.
        prop_assert_eq!(verify(&receipt, &own).is_ok(), receipt.trim() == honest);
        if let Ok(keys) = serde_json::from_slice::<JwkSet>(&keys)
            && verify(honest, &keys).is_ok()
        {
            let own_key = own.keys[0].key();
            prop_assert!(keys.keys.iter().any(|key| key.key() == own_key));
        }
    }

    #[test]
    fn every_request_is_answered_or_refused_by_a_problem_of_ours(
        method in select(vec!["GET", "PUT", "POST", "PATCH", "HEAD", "DELETE", "OPTIONS"]),
        path in path(),
        query in query(),
        body in body(),
        fields in (
            field("application/json".to_owned()),
            field(format!("Bearer {}", DESK.honest[1].capability)),
            field(DESK.honest[1].secret.to_string()),
            prop::option::weighted(0.3, field(digest(b"{}"))),
            field("0".to_owned()),
            field("?0".to_owned()),
            field("gzip, br;q=0".to_owned()),
        ),
    ) {
        let (kind, authorization, secret, wrong, offset, complete, encoding) = fields;
        let right = Some(digest(&body).into_bytes());
        let fields = [
            ("content-type", kind),
            ("authorization", authorization),
            (names::SECRET, secret),
            (names::CONTENT_DIGEST, wrong.unwrap_or(right)),
            (names::UPLOAD_OFFSET, offset),
            (names::UPLOAD_COMPLETE, complete),
            ("accept-encoding", encoding),
        ];
        let mut request = Request::builder().method(method).uri(format!("{path}{query}"));
        for (name, value) in fields {
            if let Some(value) = value.and_then(|value| HeaderValue::from_bytes(&value).ok()) {
                request = request.header(name, value);
            }
        }
        // A path that cannot stand in a request line comes to no server.
        if let Ok(request) = request.body(Body::from(body)) {
            DESK.ask(request).is_ours(method == "HEAD")?;
        }
    }
}
