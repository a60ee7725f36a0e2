//! Readers of everything that comes from outside, on hostile bytes: what they read they read again as they write it,
//! and all else is refused. Never a crash, and never much more than came in.

use crate::{
    submissions,
    support::REAL,
    wire::{CHANGES, PARTNER, PROBLEM, RECEIVED, SLOTS},
};
use civil_affairs_definitions::{SourceFile, compile};
use civil_affairs_domain::{
    form::catalogue::Catalogue,
    form::rule_context::RuleContext,
    protocol::receipt::{Receipt, Unverified},
    protocol::submission::{MOST_BYTES, Submission},
    protocol::wire::{
        Action, ApiProblem, Changes, PartnerAction, PartnerView, Received, Slots, header,
    },
    record::draft::Draft,
    record::queue::QueueRecord,
    record::transfer::{Parcel, ParcelEnvelope},
    rules::validate::validate,
    sync::{
        Effect, HttpReply, ItemState, Machine, PendingAction, QueueItem, RequestOutcome, SyncEvent,
    },
    value::base64url,
    value::code::{Capability, RecoveryCode, Reference, Secret},
    value::date::Date,
    value::decode::{self, Decode},
    value::id::{DraftId, SubmissionId},
    value::instant::Instant,
    value::sha256::Sha256,
    value::slot::SlotId,
};
use civil_affairs_testkit::hostile::{self, json, noise};
use civil_affairs_testkit::properties;
use proptest::prelude::*;
use serde::Serialize;
use std::fmt::Debug;

const NOW: i64 = 1_796_100_000_000;

const ACTIONS: [&str; 5] = [
    r#"{"do":"withdraw"}"#,
    r#"{"do":"cancel"}"#,
    r#"{"do":"change","wishes":["yiwu/2026-12-03/1000","yiwu/2026-12-04/0930"]}"#,
    r#"{"do":"supplement","answers":{"incident_place":{"detail":"样例路"}},"files":[{"name":"1.jpg",
    "media_type":"image/jpeg","bytes":7,"sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}]}"#,
    r#"{"do":"erase"}"#,
];

fn documents(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// What devices have stored, by the beginning of the file's name.
fn stored(kind: &[&str]) -> Vec<Vec<u8>> {
    let folder = format!("{}/../../tests/fixtures/stored", env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for form in ["v1", "v2"] {
        for entry in std::fs::read_dir(format!("{folder}/{form}")).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if kind.iter().any(|kind| name.starts_with(kind)) {
                found.push(std::fs::read(path).expect("a file"));
            }
        }
    }
    assert!(!found.is_empty(), "nothing of {kind:?} is stored");
    found
}

/// A catalogue small enough to be read ten thousand times.
fn catalogue() -> Vec<Vec<u8>> {
    let files = [
        (
            "services/sample.toml",
            include_str!("../../../definitions/src/tests/service.toml"),
        ),
        (
            "policy/sample.toml",
            include_str!("../../../definitions/src/tests/policy.toml"),
        ),
        (
            "policy/lists/colours.toml",
            include_str!("../../../definitions/src/tests/list.toml"),
        ),
        (
            "policy/lists/notice.toml",
            include_str!("../../../definitions/src/tests/notice.toml"),
        ),
    ]
    .map(|(path, text)| SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    });
    let compiled = compile(&files).unwrap_or_else(|errors| panic!("{errors:#?}"));
    vec![compiled.json.into_bytes()]
}

fn failed(error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

/// What is written of something read is not much longer than it came.
fn is_no_more(written: &[u8], came: &[u8]) -> Result<(), TestCaseError> {
    prop_assert!(
        written.len() <= 2 * came.len() + 1_000,
        "{} of {}",
        written.len(),
        came.len()
    );
    Ok(())
}

/// One of the app's own readers.
fn reads_what_it_writes<T>(bytes: &[u8]) -> Result<(), TestCaseError>
where
    T: Decode + Serialize + PartialEq + Debug,
{
    if let Ok(read) = decode::read::<T>(bytes) {
        let written = serde_json::to_vec(&read).map_err(failed)?;
        is_no_more(&written, bytes)?;
        prop_assert_eq!(decode::read::<T>(&written), Ok(read));
    }
    Ok(())
}

/// A receipt that somebody tampered with: head and content as JSON, a signature of about the right length.
fn compact() -> impl Strategy<Value = String> {
    let head = documents(&[
        r#"{"alg":"ES256","kid":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I","typ":"receipt+jwt"}"#,
    ]);
    let content = serde_json::to_vec(&receipt()).expect("JSON");
    let signature = prop_oneof![4 => prop::collection::vec(any::<u8>(), 64), 1 => noise()];
    (json(head), json(vec![content]), signature).prop_map(|(head, content, signature)| {
        [head, content, signature]
            .map(|part| base64url::encode(&part))
            .join(".")
    })
}

fn receipt() -> Receipt {
    Receipt::new(
        Reference::parse("2345-6789-ABC4").expect("a reference"),
        SubmissionId::new(NOW, [7; 10]),
        Sha256::new([10; 32]),
        Instant::from_unix_millis(NOW).expect("a moment"),
        "senior-card".into(),
        "submitted".into(),
    )
}

/// An item that waits, or one that is received and has more to send.
fn item(is_received: bool) -> QueueItem {
    let file = Sha256::new([11; 32]);
    QueueItem {
        id: SubmissionId::new(NOW, [7; 10]),
        sha256: Sha256::new([10; 32]),
        service: "senior-card".into(),
        state: if is_received {
            let stored = serde_json::json!({
                "receipt": "a.b.c",
                "reference": receipt().reference,
                "files": [file],
            });
            serde_json::from_value(serde_json::json!({ "received": stored })).unwrap()
        } else {
            ItemState::Waiting
        },
        deeds: Vec::new(),
    }
}

/// An answer by whoever sits between the app and the bureau.
fn answer() -> impl Strategy<Value = RequestOutcome> {
    let received = Received {
        receipt: format!(
            "{}.{}",
            receipt().signing_input("k").expect("JSON"),
            base64url::encode(&[1; 64])
        ),
        reference: receipt().reference,
        state: "submitted".into(),
        missing_files: vec![Sha256::new([12; 32])],
    };
    let received = serde_json::to_string(&received).expect("JSON");
    let body = json(documents(&[
        &received,
        CHANGES,
        PROBLEM,
        "",
        "<html>Welcome</html>",
    ]));
    let status = prop_oneof![
        6 => prop::sample::select(vec![200_u16, 201, 204, 400, 404, 409, 413, 422, 426, 429, 500, 503]),
        1 => any::<u16>(),
    ];
    let wait = prop::option::of(
        any::<u32>().prop_map(|seconds| std::time::Duration::from_secs(seconds.into())),
    );
    let http = (
        status,
        prop::bool::weighted(0.8),
        wait,
        any::<Option<u64>>(),
        any::<Option<bool>>(),
        body,
    );
    http.prop_map(
        |(status, is_json, retry_after, offset, is_complete, body)| {
            RequestOutcome::Http(HttpReply {
                status,
                is_json,
                retry_after,
                offset,
                is_complete,
                body,
            })
        },
    )
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn a_submission_is_read_as_it_is_written_and_judged_whatever_it_says(bytes in json(submissions::written())) {
        if let Ok(read) = Submission::decode(&bytes) {
            let written = read.clone().write().map_err(failed)?;
            is_no_more(&written.bytes, &bytes)?;
            prop_assert_eq!(&Submission::decode(&written.bytes).map_err(failed)?, &read);
            let service = REAL.catalogue.service(&read.service);
            if let Some((service, Ok(typed))) = service.map(|service| (service, read.typed(service))) {
                let today = Date::from_unix_millis(NOW).expect("a day");
                let _ = validate(&RuleContext::new(service, &REAL.catalogue.policy, today), &typed);
            }
        }
    }

    #[test]
    fn an_action_is_read_as_it_is_written(bytes in json(documents(&ACTIONS))) {
        if let Ok(read) = serde_json::from_slice::<Action>(&bytes) {
            let written = serde_json::to_vec(&read).map_err(failed)?;
            is_no_more(&written, &bytes)?;
            prop_assert_eq!(&serde_json::from_slice::<Action>(&written).map_err(failed)?, &read);
            let deed = PendingAction::new("a".to_owned(), &read, NOW).map_err(failed)?;
            prop_assert_eq!(deed.body.into_bytes(), written);
        }
    }

    #[test]
    fn what_a_partner_says_is_read_as_it_is_written(bytes in json(documents(&[r#"{"do":"confirm"}"#, r#"{"do":"look"}"#]))) {
        if let Ok(read) = serde_json::from_slice::<PartnerAction>(&bytes) {
            let written = serde_json::to_vec(&read).map_err(failed)?;
            prop_assert_eq!(serde_json::from_slice::<PartnerAction>(&written).map_err(failed)?, read);
        }
    }

    #[test]
    fn what_a_server_says_is_read_as_it_is_written(bytes in json(documents(&[CHANGES, PARTNER, PROBLEM, RECEIVED, SLOTS]))) {
        reads_what_it_writes::<Changes>(&bytes)?;
        reads_what_it_writes::<ApiProblem>(&bytes)?;
        reads_what_it_writes::<Slots>(&bytes)?;
        reads_what_it_writes::<Received>(&bytes)?;
        reads_what_it_writes::<PartnerView>(&bytes)?;
    }

    #[test]
    fn no_answer_makes_an_item_received_before_its_receipt_is_checked(answers in prop::collection::vec(answer(), 1..6), is_received: bool) {
        let mut machine = Machine::new(1);
        let mut now = NOW;
        let mut effects = machine.handle(now, SyncEvent::Started(vec![item(is_received)]));
        for answer in answers {
            let flight = effects.iter().find_map(|effect| match effect {
                Effect::Submit(flight, _) | Effect::AskFile(flight, ..) | Effect::SendPart(flight, ..) => Some(*flight),
                _ => None,
            });
            now += 100_000;
            effects = match flight {
                Some(flight) => machine.handle(now, SyncEvent::Answered(flight, answer)),
                None => machine.handle(now, SyncEvent::Timer),
            };
            let early = effects.iter().any(|effect| matches!(effect, Effect::Keep(_, _, state) if state.is_received()));
            prop_assert!(is_received || !early, "{effects:?}");
        }
    }

    #[test]
    fn a_queue_record_is_read_as_it_is_written(bytes in json(stored(&["queued", "received", "refused"]))) {
        if let Ok(read) = QueueRecord::from_json(&bytes) {
            let written = read.to_json().map_err(failed)?;
            is_no_more(&written, &bytes)?;
            prop_assert_eq!(&QueueRecord::from_json(&written).map_err(failed)?, &read);
            let _ = read.submission();
        }
    }

    #[test]
    fn a_draft_is_read_as_it_is_written(bytes in json(stored(&["draft"]))) {
        if let Ok(read) = Draft::from_json(&bytes) {
            let written = read.to_json().map_err(failed)?;
            is_no_more(&written, &bytes)?;
            prop_assert_eq!(&Draft::from_json(&written).map_err(failed)?, &read);
        }
    }

    #[test]
    fn a_catalogue_is_read_as_it_is_written(bytes in json(catalogue())) {
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(read) = Catalogue::from_json(&text) {
            let written = serde_json::to_string(&read).map_err(failed)?;
            prop_assert_eq!(&Catalogue::from_json(&written).map_err(failed)?, &read);
        }
    }

    #[test]
    fn a_receipt_is_read_as_it_was_signed(text in compact(), cut in hostile::text(vec!["a.b.c".to_owned()])) {
        let _ = Unverified::parse(&cut);
        if let Ok(read) = Unverified::parse(&text) {
            let signed = read.receipt.signing_input(&read.kid).map_err(failed)?;
            let again = format!("{signed}.{}", base64url::encode(&read.signature));
            let again = Unverified::parse(&again).map_err(failed)?;
            prop_assert_eq!((again.kid, again.signature, again.receipt), (read.kid, read.signature, read.receipt));
        }
    }

    #[test]
    fn a_parcel_of_hostile_drafts_is_read_as_it_is_written_or_damaged(
        draft in json(stored(&["draft"])),
        length in prop::option::weighted(0.2, any::<u32>()),
        rest in noise(),
    ) {
        let length = length.unwrap_or(u32::try_from(draft.len()).map_err(failed)?).to_be_bytes();
        let bytes = [&[1], &length[..], &draft, &rest].concat();
        for bytes in [&bytes[..], &bytes[..bytes.len() - rest.len()], &rest] {
            if let Ok(read) = Parcel::from_bytes(bytes) {
                let written = read.to_bytes().expect("it can be written");
                prop_assert_eq!(Parcel::from_bytes(&written), Ok(read));
            }
            if let Ok(read) = ParcelEnvelope::parse(bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn codes_names_and_moments_are_read_as_they_are_shown(text in hostile::text([
        "2345-6789-ABC4", "NPQR-TUVW", "234-567-89A-BCD-EFG-HJK-LMX", "Zm9vYmFyAAAAAAAAAAAAAA",
        "017f22e2-79b0-7fff-bfff-ffffffffffff", "2026-12-01T09:30:00+08:00", "2026-12-01", "yiwu/2026-12-03/1000",
    ].map(str::to_owned).to_vec())) {
        macro_rules! shown {
            ($($type:ty),*) => {$(
                if let Ok(read) = <$type>::parse(&text) {
                    prop_assert_eq!(<$type>::parse(&read.to_string()), Ok(read));
                }
            )*};
        }
        shown!(Reference, Secret, RecoveryCode, Capability, SubmissionId, DraftId, Instant, SlotId);
        if let Ok(read) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&read.to_string()), Ok(read));
        }
        if let Some(wait) = header::retry_after(&text) {
            prop_assert_eq!(header::retry_after(&wait.as_secs().to_string()), Some(wait));
        }
        let _ = (header::boolean(&text), header::is_json(&text));
    }
}

#[test]
fn what_stands_twice_comes_after_the_end_or_is_not_known_is_no_submission_and_no_action() {
    let honest = submissions::written().remove(0);
    let text = String::from_utf8(honest).expect("text");
    let inside = |more: &str| text.replacen('{', &format!("{{{more},"), 1);
    for wrong in [
        inside("\"v\":1"),
        inside("\"service\":\"senior-card\""),
        inside("\"unknown\":0"),
        format!("{text}{text}"),
        format!("{text}]"),
        format!("{text}\0"),
        format!("\u{FEFF}{text}"),
    ] {
        assert!(Submission::decode(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(Submission::decode(format!(" {text}\n").as_bytes()).is_ok());
    for wrong in [
        r#"{"do":"cancel","do":"cancel"}"#,
        r#"{"do":"cancel","do":"erase"}"#,
        r#"{"do":"cancel"}{"do":"erase"}"#,
        r#"{"do":"cancel","wishes":[]}"#,
        r#"{"do":"change","wishes":[],"wishes":["yiwu/2026-12-03/1000"]}"#,
        r#"{"do":"change"}"#,
    ] {
        assert!(serde_json::from_str::<Action>(wrong).is_err(), "{wrong}");
    }
    let large = vec![b' '; MOST_BYTES];
    assert!(Submission::decode(&[&large[..], b"{}"].concat()).is_err());
}
