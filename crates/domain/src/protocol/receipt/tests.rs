//! Receipts that are read, and those that are none.

use super::*;

fn receipt() -> Receipt {
    Receipt::new(
        Reference::parse("2345-6789-ABC4").unwrap(),
        SubmissionId::parse("019ab3c0-1111-7222-8333-444455558888").unwrap(),
        Sha256::new([0; 32]),
        Instant::parse("2026-12-01T09:30:00+08:00").unwrap(),
        "temporary-assistance".into(),
        "submitted".into(),
    )
}

fn compact(head: &str) -> String {
    let content = serde_json::to_vec(&receipt()).unwrap();
    format!(
        "{}.{}.{}",
        base64url::encode(head.as_bytes()),
        base64url::encode(&content),
        base64url::encode(&[7; 64])
    )
}

#[test]
fn what_is_signed_is_what_is_read() {
    let input = receipt().signing_input("key").unwrap();
    let whole = format!("{input}.{}", base64url::encode(&[7; 64]));
    let read = Unverified::parse(&whole).unwrap();
    assert_eq!(read.receipt, receipt());
    assert_eq!(read.kid, "key");
    assert_eq!(read.signing_input, input);
    assert_eq!(read.signature, [7; 64]);
}

#[test]
fn another_algorithm_or_form_is_no_receipt() {
    let good = r#"{"alg":"ES256","kid":"k","typ":"receipt+jwt"}"#;
    assert!(Unverified::parse(&compact(good)).is_ok());
    for wrong in [
        r#"{"alg":"none","kid":"k","typ":"receipt+jwt"}"#,
        r#"{"alg":"HS256","kid":"k","typ":"receipt+jwt"}"#,
        r#"{"alg":"ES256","kid":"k","typ":"JWT"}"#,
        r#"{"alg":"ES256","typ":"receipt+jwt"}"#,
        r#"{"alg":"ES256","kid":"k","typ":"receipt+jwt","crit":["exp"]}"#,
        "{}",
        "",
    ] {
        assert_eq!(
            Unverified::parse(&compact(wrong)),
            Err(NotAReceipt),
            "{wrong}"
        );
    }
    let good = compact(good);
    for wrong in [
        good.trim_end_matches(|c| c != '.'),
        good.split_once('.').unwrap().1,
        &good.chars().take(good.len() - 2).collect::<String>(),
        &"a.".repeat(3_000),
    ] {
        assert_eq!(Unverified::parse(wrong), Err(NotAReceipt), "{wrong}");
    }
}

#[test]
fn a_receipt_is_for_one_submission_and_its_very_bytes() {
    let receipt = receipt();
    let other = SubmissionId::parse("019ab3c0-1111-7222-8333-444455559999").unwrap();
    let (id, hash) = (receipt.submission_id, receipt.sha256);
    let service = ServiceId::from("temporary-assistance");
    assert!(receipt.is_for(&id, &hash, &service));
    assert!(!receipt.is_for(&other, &hash, &service));
    assert!(!receipt.is_for(&id, &Sha256::new([1; 32]), &service));
    assert!(!receipt.is_for(&id, &hash, &ServiceId::from("senior-card")));
}
