//! Files: in parts, before or after the form, by their hash.

use crate::support::{Bureau, DAY, NOW, Sent, after_a_fire, moment};
use civil_affairs_cases::{
    CitizenRequest, FileName, FilePart, IntakeProblem, Progress, perform, progress, put, upkeep,
};
use sha2::{Digest, Sha256};

fn file(sent: &Sent, whole: &[u8]) -> FileName {
    let digest = Sha256::digest(whole);
    FileName {
        id: sent.id,
        capability: sent.capability.clone(),
        sha256: <[u8; 32]>::from(digest).into(),
    }
}

fn part(offset: u64, bytes: &[u8], last: bool) -> FilePart {
    FilePart {
        offset,
        last,
        bytes: bytes.to_vec(),
    }
}

#[tokio::test]
async fn a_file_goes_on_where_it_was_cut_and_is_whole_when_its_hash_is_right() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let whole = b"a photo of what is left";
    let file = file(&sent, whole);
    put(intake, &at, &file, part(0, &whole[..7], false))
        .await
        .unwrap();
    let here = progress(intake, &file).await.unwrap();
    assert_eq!((here.offset, here.complete), (7, false));
    for wrong in [0, 6, 8] {
        let refused = put(intake, &at, &file, part(wrong, &whole[7..], true)).await;
        assert!(
            matches!(refused, Err(IntakeProblem::Offset { offset: 7 })),
            "{wrong}"
        );
    }
    let end = Progress {
        offset: whole.len() as u64,
        complete: true,
    };
    let put = put(intake, &at, &file, part(7, &whole[7..], true)).await;
    assert_eq!(put.unwrap(), end);
    assert_eq!(progress(intake, &file).await.unwrap(), end);
}

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_begins_anew() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let file = file(&sent, b"meant");
    let refused = put(intake, &at, &file, part(0, b"sent!", true)).await;
    assert!(matches!(refused, Err(IntakeProblem::FileDigest)));
    assert_eq!(progress(intake, &file).await.unwrap().offset, 0);
    assert!(
        put(intake, &at, &file, part(0, b"meant", true))
            .await
            .unwrap()
            .complete
    );
}

#[tokio::test]
async fn limits_hold_for_parts_files_and_their_number() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let large = vec![0; 256 * 1024];
    let one = file(&sent, b"one");
    let more = put(
        intake,
        &at,
        &one,
        part(0, &[&large[..], b"x"].concat(), false),
    )
    .await;
    assert!(matches!(more, Err(IntakeProblem::TooLarge)));
    for at_part in 0..32 {
        let begin = at_part * large.len() as u64;
        put(intake, &at, &one, part(begin, &large, false))
            .await
            .unwrap();
    }
    let over = put(intake, &at, &one, part(32 * large.len() as u64, b"x", true)).await;
    assert!(matches!(over, Err(IntakeProblem::TooLarge)));
    for number in 1..100_u8 {
        let other = file(&sent, &[number]);
        put(intake, &at, &other, part(0, &[number], true))
            .await
            .unwrap();
    }
    let too_many = put(intake, &at, &file(&sent, b"101"), part(0, b"101", true)).await;
    assert!(matches!(too_many, Err(IntakeProblem::TooLarge)));
}

#[tokio::test]
async fn another_capability_neither_sees_nor_touches_a_file() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let own = file(&sent, b"photo");
    put(intake, &at, &own, part(0, b"pho", false))
        .await
        .unwrap();
    let mut stranger = own.clone();
    stranger.capability = after_a_fire(&bureau.compiled.catalogue, 2).capability;
    assert!(matches!(
        progress(intake, &stranger).await,
        Err(IntakeProblem::NotFound)
    ));
    let refused = put(intake, &at, &stranger, part(3, b"to", true)).await;
    assert!(matches!(refused, Err(IntakeProblem::NotFound)));
}

#[tokio::test]
async fn a_file_whose_form_never_comes_is_forgotten_after_three_days_and_no_other() {
    let bureau = Bureau::new(&[]).await;
    let intake = &bureau.intake;
    let (sent, never) = (
        after_a_fire(&bureau.compiled.catalogue, 1),
        after_a_fire(&bureau.compiled.catalogue, 2),
    );
    let (kept, lost) = (file(&sent, b"kept"), file(&never, b"lost"));
    put(intake, &moment(NOW), &kept, part(0, b"kept", true))
        .await
        .unwrap();
    put(intake, &moment(NOW), &lost, part(0, b"lost", true))
        .await
        .unwrap();
    bureau.receive(&sent).await.unwrap();
    let early = upkeep(intake, &moment(NOW + 3 * DAY)).await.unwrap();
    let late = upkeep(intake, &moment(NOW + 3 * DAY + 1_000))
        .await
        .unwrap();
    assert_eq!((early.swept, late.swept), (0, 1));
    assert!(progress(intake, &kept).await.unwrap().complete);
    assert_eq!(progress(intake, &lost).await.unwrap().offset, 0);
}

#[tokio::test]
async fn files_that_are_missing_are_named_until_they_are_here() {
    let bureau = Bureau::new(&[]).await;
    let whole = b"a photo";
    let without = after_a_fire(&bureau.compiled.catalogue, 1);
    let file = file(&without, whole);
    let named = format!(
        "\"files\":[{{\"name\":\"1.jpg\",\"media_type\":\"image/jpeg\",\"bytes\":7,\"sha256\":\"{}\"}}],\"advice\":",
        file.sha256
    );
    let sent = without.exchanged("\"advice\":", &named);
    let missing = bureau.receive(&sent).await.unwrap().received.missing_files;
    assert_eq!(missing, [file.sha256]);
    put(&bureau.intake, &moment(NOW), &file, part(0, whole, true))
        .await
        .unwrap();
    let again = bureau.receive(&sent).await.unwrap();
    assert!(!again.is_new && again.received.missing_files.is_empty());
}

#[tokio::test]
async fn what_was_begun_by_somebody_else_gives_way_to_the_owner_of_the_form() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let catalogue = &bureau.compiled.catalogue;
    let sent = after_a_fire(catalogue, 1);
    let whole = b"a photo of what is left";
    let own = file(&sent, whole);
    let stranger = FileName {
        capability: after_a_fire(catalogue, 2).capability,
        ..own.clone()
    };
    put(intake, &at, &stranger, part(0, &whole[..7], false))
        .await
        .unwrap();
    // Before the form is there nobody can tell whose it is.
    let early = put(intake, &at, &own, part(0, whole, true)).await;
    assert!(matches!(early, Err(IntakeProblem::NotFound)));
    bureau.receive(&sent).await.unwrap();
    assert_eq!(progress(intake, &own).await.unwrap().offset, 0);
    let put_whole = put(intake, &at, &own, part(0, whole, true)).await.unwrap();
    assert!(put_whole.complete && progress(intake, &own).await.unwrap().complete);
    let late = put(intake, &at, &stranger, part(7, &whole[7..], true)).await;
    assert!(matches!(late, Err(IntakeProblem::NotFound)));
}

#[tokio::test]
async fn nothing_comes_after_everything_was_erased() {
    let bureau = Bureau::new(&[]).await;
    let (intake, at) = (&bureau.intake, moment(NOW));
    let sent = after_a_fire(&bureau.compiled.catalogue, 1);
    let file = file(&sent, b"a photo");
    put(intake, &at, &file, part(0, b"a ph", false))
        .await
        .unwrap();
    bureau.receive(&sent).await.unwrap();
    for (number, body) in [(1, r#"{"do":"withdraw"}"#), (2, r#"{"do":"erase"}"#)] {
        let request = CitizenRequest {
            id: sent.id,
            capability: sent.capability.clone(),
            action: format!("00000000-0000-4000-8000-{number:012}"),
            body: body.as_bytes().to_vec(),
        };
        perform(intake, &at, request).await.unwrap();
    }
    let asked = progress(intake, &file).await;
    assert!(matches!(asked, Err(IntakeProblem::NotNow { state }) if state == "withdrawn"));
    for late in [part(4, b"oto", true), part(0, b"a photo", true)] {
        let refused = put(intake, &at, &file, late).await;
        assert!(matches!(refused, Err(IntakeProblem::NotNow { .. })));
    }
    let kept = intake.store.file(sent.id, file.sha256).await.unwrap();
    assert_eq!(kept, None);
}
