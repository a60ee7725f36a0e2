//! A case that was handed in under the catalogue of 0.1.0, whose states have no roles, goes to its end.

use crate::support::{Bureau, NOW, after_a_fire, couple, definitions, moment};
use civil_affairs_cases::{Action, CitizenRequest, Intake, OfficerMove, advance, perform};
use civil_affairs_domain::{form::catalogue::Catalogue, value::instant::Instant};
use civil_affairs_store::Store;
use std::{fs, path::Path};

/// The digest under which 0.1.0 served it.
const DIGEST: &str = "60a62c667f09a0768e45faa2102899d7ba972154bd3aa56d70550793308031a3";

/// A bureau whose database holds that catalogue, under the definitions of today.
async fn bureau(set: &[(&str, &str)]) -> (Bureau, Catalogue) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let json = fs::read_to_string(root.join("tests/fixtures/catalogues/0.1.0.json")).unwrap();
    let store = Store::memory().await.unwrap();
    let before = Instant::from_unix_millis(NOW - 1_000).unwrap();
    store.keep_catalogue(DIGEST, &json, before).await.unwrap();
    let compiled = definitions(set);
    let intake = Intake::open(store, &compiled, &moment(NOW), [5; 32])
        .await
        .unwrap();
    let old = Catalogue::from_json(&json).unwrap();
    let bureau = Bureau {
        intake,
        compiled,
        now: NOW,
    };
    (bureau, old)
}

async fn to(bureau: &Bureau, id: civil_affairs_domain::value::id::SubmissionId, state: &str) {
    let wanted = OfficerMove {
        to: state.to_owned(),
        ..OfficerMove::default()
    };
    let moved = advance(&bureau.intake, &moment(NOW), id, wanted).await;
    assert_eq!(moved.unwrap().to, state);
}

#[tokio::test]
async fn help_of_0_1_0_goes_from_its_receipt_to_its_end() {
    let (bureau, old) = bureau(&[]).await;
    let sent = after_a_fire(&old, 1);
    assert_eq!(bureau.state(&sent).await, "submitted");
    for state in [
        "accepted",
        "visiting",
        "checking",
        "posting",
        "town_opinion",
        "confirmed",
        "paying",
        "paid",
        "closed",
    ] {
        to(&bureau, sent.id, state).await;
    }
}

#[tokio::test]
async fn an_appointment_of_0_1_0_is_booked_and_cancelled_by_roles_that_its_catalogue_does_not_name()
{
    let (bureau, old) = bureau(&[
        ("slot_capacity", "1"),
        ("opening_hours", "[\"09:00-11:30\"]"),
    ])
    .await;
    let sent = couple(&old, 1, &["yiwu/2026-12-03/1000"]);
    assert_eq!(bureau.state(&sent).await, "confirmed");
    let other = couple(&old, 2, &["yiwu/2026-12-03/1000"]);
    assert_eq!(bureau.state(&other).await, "slot_lost");
    let deed = CitizenRequest {
        id: sent.id,
        capability: sent.capability.clone(),
        action: "00000000-0000-4000-8000-000000000001".to_owned(),
        body: serde_json::to_vec(&Action::Cancel {}).unwrap(),
    };
    let changes = perform(&bureau.intake, &moment(NOW), deed).await.unwrap();
    assert_eq!(changes.state, "cancelled");
}
