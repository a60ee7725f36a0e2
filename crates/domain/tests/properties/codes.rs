//! Codes that people type: what is mistyped is noticed, and noise is no code.

use civil_affairs_domain::value::code::{
    ALPHABET, Capability, CodeError, RecoveryCode, Reference, Secret, normalise,
};
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn many() -> ProptestConfig {
    properties::config()
}

fn noise() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 64)
}

/// Every code that differs in one character, and every one with two characters exchanged.
fn mistakes(shown: &str) -> Vec<String> {
    let code: Vec<char> = normalise(shown).chars().collect();
    let mut mistakes = Vec::new();
    for at in 0..code.len() {
        for other in ALPHABET.map(char::from) {
            let mut wrong = code.clone();
            wrong[at] = other;
            mistakes.push(wrong);
        }
        for other in at + 1..code.len() {
            let mut wrong = code.clone();
            wrong.swap(at, other);
            mistakes.push(wrong);
        }
    }
    mistakes.retain(|wrong| *wrong != code);
    mistakes
        .into_iter()
        .map(|wrong| wrong.into_iter().collect())
        .collect()
}

/// As people write it: any case, some of it full width, blanks and dashes anywhere.
fn dressed(shown: &str, dress: &[u8]) -> String {
    shown
        .chars()
        .zip(dress.iter().cycle())
        .flat_map(|(c, dress)| {
            let c = match dress % 4 {
                0 => c.to_ascii_lowercase(),
                1 if c.is_ascii_graphic() => {
                    char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width twin")
                }
                _ => c,
            };
            let between = ["", " ", "-", "\u{3000}", "\u{200B}", "—", "\u{FEFF}"];
            let between = between[usize::from(dress / 4) % between.len()];
            std::iter::once(c).chain(between.chars())
        })
        .collect()
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn every_single_error_and_every_exchange_in_a_reference_is_noticed(noise in noise()) {
        let reference = Reference::draw(&mut noise.into_iter()).expect("enough bytes");
        for wrong in mistakes(&reference.to_string()) {
            prop_assert_eq!(Reference::parse(&wrong), Err(CodeError::Check), "{}", wrong);
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed(noise in noise(), dress in prop::collection::vec(any::<u8>(), 1..40)) {
        let reference = Reference::draw(&mut noise.iter().copied()).expect("enough bytes");
        prop_assert_eq!(Reference::parse(&dressed(&reference.to_string(), &dress)), Ok(reference));
        let code = RecoveryCode::draw(&mut noise.iter().copied()).expect("enough bytes");
        prop_assert_eq!(RecoveryCode::parse(&dressed(&code.to_string(), &dress)), Ok(code));
        let secret = Secret::draw(&mut noise.iter().copied()).expect("enough bytes");
        prop_assert_eq!(Secret::parse(&dressed(&secret.to_string(), &dress)), Ok(secret));
    }

    #[test]
    fn capabilities_are_read_as_they_were_written(bytes: [u8; 16], other in "[A-Za-z0-9_-]{22}") {
        let capability = Capability::new(bytes);
        prop_assert_eq!(Capability::parse(&capability.to_string()), Ok(capability));
        // What is read at all has one written form only.
        if let Ok(read) = Capability::parse(&other) {
            prop_assert_eq!(read.to_string(), other);
        }
    }

    #[test]
    fn whatever_is_typed_is_a_code_or_a_reason(typed: String) {
        if let Ok(reference) = Reference::parse(&typed) {
            prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
        }
        let _ = RecoveryCode::parse(&typed);
        let _ = Secret::parse(&typed);
        let _ = Capability::parse(&typed);
        prop_assert_eq!(normalise(&normalise(&typed)), normalise(&typed));
    }
}

proptest! {
    // 780 mistakes in each.
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn every_single_error_and_every_exchange_in_a_recovery_code_is_noticed(noise in noise()) {
        let code = RecoveryCode::draw(&mut noise.into_iter()).expect("enough bytes");
        for wrong in mistakes(&code.to_string()) {
            prop_assert_eq!(RecoveryCode::parse(&wrong), Err(CodeError::Check));
        }
    }
}
