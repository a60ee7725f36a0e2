//! Once, and with the first answer.

use crate::support::{Bureau, DAY, NOW, after_a_fire, couple, definitions, moment, pair};
use civil_affairs_cases::{IntakeProblem, receive};
use civil_affairs_domain::protocol::wire::ProblemCode;
use sha2::{Digest, Sha256};

#[tokio::test]
async fn what_is_received_gets_a_receipt_over_the_very_bytes() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let answer = bureau.receive(&sent).await.unwrap();
    assert!(answer.is_new);
    let receipt = bureau.receipt(&answer.received);
    let digest = Sha256::digest(&sent.body);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(receipt.sha256.to_string(), hex);
    assert_eq!(receipt.submission_id, sent.id);
    assert_eq!(receipt.reference, sent.reference);
    assert_eq!(receipt.received_at.unix_millis(), NOW);
    assert_eq!(receipt.state, answer.received.state);
    let kept = bureau.intake.store.body(sent.id).await.unwrap();
    assert_eq!(kept, Some(sent.body));
}

#[tokio::test]
async fn the_same_again_gets_the_first_answer_however_much_later() {
    let mut bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let first = bureau.receive(&sent).await.unwrap();
    bureau.now += 40 * DAY;
    let again = bureau.receive(&sent).await.unwrap();
    assert!(!again.is_new);
    assert_eq!(again.received, first.received);
    assert_eq!(bureau.all().await.len(), 1);
}

#[tokio::test]
async fn other_bytes_or_another_sender_under_the_same_id_are_a_conflict() {
    let bureau = Bureau::new(&[]).await;
    let catalogue = &bureau.compiled.catalogue;
    let sent = after_a_fire(catalogue, 1);
    bureau.receive(&sent).await.unwrap();
    let changed = sent.exchanged("\"fire\"", "\"other\"");
    assert!(matches!(
        bureau.receive(&changed).await,
        Err(IntakeProblem::IdConflict)
    ));
    let mut stranger = sent.clone();
    stranger.capability = after_a_fire(catalogue, 2).capability;
    assert!(matches!(
        bureau.receive(&stranger).await,
        Err(IntakeProblem::IdConflict)
    ));
    assert!(!bureau.receive(&sent).await.unwrap().is_new);
}

#[tokio::test]
async fn bytes_damaged_on_the_way_are_not_taken_for_what_was_meant() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let mut incoming = sent.incoming();
    incoming.body[40] ^= 1;
    let refused = receive(&bureau.intake, &moment(NOW), incoming).await;
    assert!(matches!(refused, Err(IntakeProblem::DigestMismatch)));
    assert!(bureau.receive(&sent).await.unwrap().is_new);
}

#[tokio::test]
async fn a_reference_that_is_taken_is_answered_with_a_second_one_and_stays_so() {
    let bureau = Bureau::new(&[]).await;
    let catalogue = &bureau.compiled.catalogue;
    let first = after_a_fire(catalogue, 1);
    let other = after_a_fire(catalogue, 2);
    let clash = other.exchanged(&other.reference.to_string(), &first.reference.to_string());
    bureau.receive(&first).await.unwrap();
    let answer = bureau.receive(&clash).await.unwrap();
    let receipt = bureau.receipt(&answer.received);
    assert_ne!(receipt.reference, first.reference);
    assert_eq!(receipt.reference, answer.received.reference);
    let again = bureau.receive(&clash).await.unwrap();
    assert_eq!(again.received, answer.received);
}

#[tokio::test]
async fn the_same_sent_by_several_at_once_is_received_once() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let receive = || bureau.receive(&sent);
    let answers = tokio::join!(receive(), receive(), receive());
    let answers = [answers.0, answers.1, answers.2].map(Result::unwrap);
    let new = answers.iter().filter(|answer| answer.is_new);
    assert_eq!(new.count(), 1);
    let [first, others @ ..] = &answers;
    for other in others {
        assert_eq!(other.received, first.received);
    }
    assert_eq!(bureau.all().await.len(), 1);
}

#[tokio::test]
async fn of_several_with_the_same_reference_at_once_one_keeps_it() {
    let bureau = Bureau::new(&[]).await;
    let catalogue = &bureau.compiled.catalogue;
    let first = after_a_fire(catalogue, 1);
    let [second, third] = [2, 3].map(|number| {
        let other = after_a_fire(catalogue, number);
        other.exchanged(&other.reference.to_string(), &first.reference.to_string())
    });
    let (first, second, third) = tokio::join!(
        bureau.receive(&first),
        bureau.receive(&second),
        bureau.receive(&third)
    );
    let answers = [first, second, third].map(Result::unwrap);
    let mut references = answers.map(|answer| {
        let receipt = bureau.receipt(&answer.received);
        assert_eq!(receipt.reference, answer.received.reference);
        receipt.reference.to_string()
    });
    references.sort();
    let [one, two, three] = references;
    assert!(one != two && two != three);
    assert_eq!(bureau.all().await.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_read_and_what_was_never_served_is_told_apart() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let version = &bureau.compiled.catalogue.versions["temporary-assistance"];
    for (old, new, code) in [
        ("\"v\":1", "\"v\":1,\"x\":1", ProblemCode::NotDecodable),
        ("{", "", ProblemCode::NotDecodable),
        (
            "\"temporary-assistance\"",
            "\"divorce\"",
            ProblemCode::UnknownService,
        ),
        (version, &"0".repeat(64), ProblemCode::UnknownVersion),
    ] {
        let refused = bureau.receive(&sent.exchanged(old, new)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{new}");
    }
    let mut elsewhere = sent.clone();
    elsewhere.id = after_a_fire(&bureau.compiled.catalogue, 2).id;
    assert!(matches!(
        bureau.receive(&elsewhere).await,
        Err(IntakeProblem::NotDecodable)
    ));
}

#[tokio::test]
async fn a_form_of_an_older_definition_is_received_under_every_newer_one() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let mut newer = definitions(&[("draft_days", "9")]);
    newer.digest = "f".repeat(64);
    let version = newer.catalogue.versions.get_mut("temporary-assistance");
    *version.unwrap() = "e".repeat(64);
    let at = moment(NOW);
    let definitions = &bureau.intake.definitions;
    definitions
        .put(&bureau.intake.store, &newer, at.now)
        .await
        .unwrap();
    assert_eq!(bureau.state(&sent).await, "submitted");
}

#[tokio::test]
async fn help_is_asked_for_whatever_else_is_wrong_with_the_form() {
    let bureau = Bureau::new(&[]).await;
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let broken = sent.exchanged(
        "\"incident_type\":\"fire\"",
        "\"incident_type\":\"flood of milk\",\"unheard_of\":[1]",
    );
    assert_eq!(bureau.state(&broken).await, "submitted");
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    assert_eq!(steps[0].told.errors[0].field, "unheard_of");
}

#[tokio::test]
async fn what_is_wrong_with_a_booking_is_told_once_and_completely() {
    let bureau = Bureau::new(&[("slot_capacity", "2")]).await;
    let sent = couple(&bureau.compiled.catalogue, 1, &["yiwu/2026-12-03/1000"]);
    let [_, woman] = pair(1);
    let wrong = sent
        .exchanged(&woman, "330782200007259021")
        .exchanged("样例甲", "12345");
    assert_eq!(bureau.state(&wrong).await, "need_correction");
    let steps = bureau.intake.store.steps(sent.id, 0).await.unwrap();
    let states: Vec<&str> = steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(states, ["submitted", "need_correction"]);
    let fields: Vec<&str> = steps[1]
        .told
        .errors
        .iter()
        .map(|error| error.field.as_str())
        .collect();
    assert!(fields.contains(&"party_b.id_number"), "{fields:?}");
    assert!(fields.contains(&"party_a.name_zh"), "{fields:?}");
    assert_eq!(steps[1].due.unwrap().to_string(), "2026-12-31");
}
