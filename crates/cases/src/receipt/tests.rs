//! A receipt is believed as it was signed, and in no other form.

use super::*;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use civil_affairs_domain::{
    value::code::Reference, value::id::SubmissionId, value::instant::Instant,
};
use p256::ecdsa::VerifyingKey;

fn receipt() -> Receipt {
    Receipt::new(
        Reference::parse("2345-6789-ABC4").unwrap(),
        SubmissionId::new(1_796_100_000_000, [7; 10]),
        [0xaa; 32].into(),
        Instant::from_unix_millis(1_796_100_000_000).unwrap(),
        "senior-card".into(),
        "submitted".into(),
    )
}

fn signed() -> (Signer, String) {
    let signer = Signer::new(&[7; 32]).unwrap();
    let compact = signer.sign(&receipt()).unwrap();
    (signer, compact)
}

#[test]
fn a_signed_receipt_says_what_was_signed() {
    let (signer, compact) = signed();
    assert_eq!(verify(&compact, &signer.keys()), Ok(receipt()));
    assert_eq!(
        verify(&format!(" {compact}\n"), &signer.keys()),
        Ok(receipt())
    );
    assert_eq!(signer.sign(&receipt()).unwrap(), compact);
}

#[test]
fn keys_travel_as_json() {
    let (signer, compact) = signed();
    let json = serde_json::to_string(&signer.keys()).unwrap();
    assert!(
        json.contains(r#""kty":"EC","crv":"P-256""#) && !json.contains("\"d\""),
        "{json}"
    );
    let keys: JwkSet = serde_json::from_str(&json).unwrap();
    assert!(verify(&compact, &keys).is_ok());
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let (signer, compact) = signed();
    for at in 0..compact.len() {
        let mut bytes = compact.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(verify(&changed, &signer.keys()).is_err(), "{at}: {changed}");
    }
}

#[test]
fn another_installations_receipt_is_not_ours_whatever_its_key_is_called() {
    let (signer, _) = signed();
    let other = Signer::new(&[8; 32]).unwrap();
    let compact = other.sign(&receipt()).unwrap();
    assert!(matches!(
        verify(&compact, &signer.keys()),
        Err(VerifyError::Key(_))
    ));
    let mut renamed = other.keys();
    renamed.keys[0].kid = signer.keys().keys[0].kid.clone();
    let (_, own) = signed();
    assert!(matches!(verify(&own, &renamed), Err(VerifyError::Key(_))));
}

#[test]
fn a_header_chooses_no_other_check() {
    let (signer, compact) = signed();
    let (_, rest) = compact.split_once('.').unwrap();
    let kid = &signer.keys().keys[0].kid;
    for header in [
        format!(r#"{{"alg":"none","kid":"{kid}","typ":"receipt+jwt"}}"#),
        format!(r#"{{"alg":"HS256","kid":"{kid}","typ":"receipt+jwt"}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT"}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"receipt+jwt","jwk":{{}}}}"#),
    ] {
        let changed = format!("{}.{rest}", BASE64_URL_SAFE_NO_PAD.encode(&header));
        assert!(verify(&changed, &signer.keys()).is_err(), "{header}");
    }
    for noise in ["", ".", "..", "a.b.c", "not a receipt"] {
        assert_eq!(verify(noise, &signer.keys()), Err(VerifyError::Form));
    }
}

#[test]
fn a_signature_made_elsewhere_is_understood() {
    // RFC 7515, appendix A.3.
    let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let mut point = vec![4];
    point.extend(bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
    point.extend(bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
    let key = VerifyingKey::from_sec1_bytes(&point).unwrap();
    let signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv\
        bS9pc19yb290Ijp0cnVlfQ";
    let signature = bytes(
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    );
    assert_eq!(verify::check(&key, signed.as_bytes(), &signature), Ok(()));
    assert!(verify::check(&key, b"other", &signature).is_err());
}

#[test]
fn a_private_key_is_never_printed() {
    let (signer, _) = signed();
    assert_eq!(
        format!("{signer:?}"),
        format!("Signer({})", signer.keys().keys[0].kid)
    );
}
