//! The catalogue that release 0.1.0 wrote: stored cases are judged by it, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use civil_affairs_definitions::load;
use civil_affairs_domain::form::{catalogue::Catalogue, definition::StateRole};
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, fs, path::Path};

/// SHA-256 of the catalogue, as 0.1.0 named it in `/api/v1/catalogue/{digest}`.
const DIGEST: &str = "60a62c667f09a0768e45faa2102899d7ba972154bd3aa56d70550793308031a3";

fn kept() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join("tests/fixtures/catalogues/0.1.0.json")).unwrap()
}

#[test]
fn the_kept_catalogue_is_the_one_that_0_1_0_served() {
    let digest = Sha256::digest(kept().as_bytes());
    let digest = digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    assert_eq!(digest, DIGEST);
}

#[test]
fn every_state_of_0_1_0_gets_the_role_that_the_state_of_today_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let today = load(&root.join("services"), &root.join("policy")).unwrap();
    let then = Catalogue::from_json(&kept()).unwrap();
    assert_eq!(then.services.len(), 3);
    for service in &then.services {
        let own = today.catalogue.service(&service.id).unwrap();
        for state in &service.states {
            assert!(state.role.is_some(), "{} {}", service.id, state.id);
            assert_eq!(
                own.role_of(&state.id),
                state.role,
                "{} {}",
                service.id,
                state.id
            );
        }
        assert!(service.state_with(StateRole::Received).is_some());
    }
}

#[test]
fn a_program_that_knows_only_the_form_of_0_1_0_keeps_its_own_catalogue() {
    // What 0.1.0 does with another form: `Catalogue::from_json` refuses it, and the library keeps what it has.
    let kept: serde_json::Value = serde_json::from_str(&kept()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let today = load(&root.join("services"), &root.join("policy")).unwrap();
    let today: serde_json::Value = serde_json::from_str(&today.json).unwrap();
    assert_eq!(kept.get("format"), Some(&serde_json::json!(1)));
    assert_eq!(today.get("format"), Some(&serde_json::json!(2)));
}
