//! The test numbers of standards-and-duties §1 and of the worked cases.

use super::*;
use crate::value::date::Date;

fn today() -> Date {
    Date::parse("2026-12-01").unwrap()
}

fn read(id_type: IdType, typed: &str) -> Result<Identity, IdentityError> {
    parse(Some(id_type), typed, today())
}

fn birth(identity: &Identity) -> String {
    identity.birth_date.unwrap().to_string()
}

#[test]
fn a_resident_number_tells_birth_date_and_sex() {
    let identity = read(IdType::ResidentId, "33078219980312901X").unwrap();
    assert_eq!(birth(&identity), "1998-03-12");
    assert_eq!(identity.sex, Some(Sex::Male));
    assert_eq!(identity.nationality, Some(Nationality::Cn));
    assert_eq!(identity.region_code.as_deref(), Some("330782"));
}

#[test]
fn full_width_small_letters_and_blanks_are_understood() {
    for typed in [
        "３３０７８２１９９８０３１２９０１ｘ",
        " 330782 19980312 901x ",
        "\u{202D}330782\u{200B}19980312901x\u{202C}\u{FEFF}",
    ] {
        assert_eq!(
            read(IdType::ResidentId, typed).unwrap().number,
            "33078219980312901X"
        );
    }
}

#[test]
fn a_wrong_check_character_is_refused_and_the_right_one_named() {
    for (typed, expected) in [
        ("330782199803129010", 'X'),
        ("330782196612019018", '7'),
        ("330782198504189086", '5'),
    ] {
        assert_eq!(
            read(IdType::ResidentId, typed),
            Err(IdentityError::Checksum { expected })
        );
    }
}

#[test]
fn a_birth_date_that_does_not_exist_or_lies_ahead_is_refused() {
    assert_eq!(
        read(IdType::ResidentId, "330782199902309075"),
        Err(IdentityError::NoSuchDate)
    );
    assert_eq!(
        read(IdType::ResidentId, "330782209912319011"),
        Err(IdentityError::Future)
    );
}

#[test]
fn a_number_without_its_form_is_refused() {
    for typed in [
        "",
        "33078219980312901",
        "33078219980312901XX",
        "33078219980312901Y",
        "义乌",
        "3307821998031290１Ｘ9",
    ] {
        assert_eq!(
            read(IdType::ResidentId, typed),
            Err(IdentityError::Form),
            "{typed}"
        );
    }
}

#[test]
fn s4_an_old_15_digit_number_is_converted_and_has_to_be_confirmed() {
    let identity = read(IdType::ResidentId, "330725561201903").unwrap();
    assert_eq!(identity.number, "330725195612019031");
    assert!(identity.converted_from_15);
    assert_eq!(
        read(IdType::ResidentId, "330725561301903"),
        Err(IdentityError::NoSuchDate)
    );
}

#[test]
fn residence_permits_tell_the_region() {
    for (typed, nationality) in [
        ("810000199505059019", Nationality::Hk),
        ("830000199606069025", Nationality::Tw),
    ] {
        let identity = read(IdType::HkMoTwResidence, typed).unwrap();
        assert_eq!(identity.nationality, Some(nationality));
        assert_eq!(parse(None, typed, today()).unwrap(), identity);
    }
    assert_eq!(
        read(IdType::HkMoTwResidence, "33078219980312901X"),
        Err(IdentityError::Prefix)
    );
}

#[test]
fn a_permanent_residence_card_begins_with_9() {
    let identity = parse(None, "93384019920202901X", today()).unwrap();
    assert_eq!(identity.id_type, IdType::ForeignPrId2023);
    assert_eq!(identity.nationality, Some(Nationality::Other));
    assert_eq!(birth(&identity), "1992-02-02");
    assert_eq!(
        read(IdType::ForeignPrId2023, "33078219980312901X"),
        Err(IdentityError::Prefix)
    );
    assert_eq!(
        read(IdType::ResidentId, "93384019920202901X"),
        Err(IdentityError::Prefix)
    );
}

#[test]
fn other_documents_are_checked_by_form() {
    for (id_type, typed, kept) in [
        (
            IdType::ForeignPrId2017,
            "usa123456789012",
            "USA123456789012",
        ),
        (IdType::HkMoPermit, "h1234567801", "H12345678"),
        (IdType::HkMoPermit, "M12345678", "M12345678"),
        (IdType::TwPermit, "12345678", "12345678"),
        (IdType::TwPermit, "1234567890A", "1234567890A"),
        (IdType::TwPermit, "1234567890（b）", "1234567890B"),
        (IdType::Passport, "e12345678", "E12345678"),
        (IdType::TravelDocument, "TD-2026/17", "TD-2026/17"),
        (
            IdType::TempResidentId,
            "33078219980312901x",
            "33078219980312901X",
        ),
    ] {
        assert_eq!(read(id_type, typed).unwrap().number, kept, "{typed}");
    }
    for (id_type, typed) in [
        (IdType::ForeignPrId2017, "US1234567890123"),
        (IdType::HkMoPermit, "A12345678"),
        (IdType::HkMoPermit, "H1234567"),
        (IdType::TwPermit, "1234567"),
        (IdType::TwPermit, "123456789"),
        (IdType::TwPermit, "1234567890"),
        (IdType::TwPermit, "12345678A"),
        (IdType::TwPermit, "12345678()"),
        (IdType::TwPermit, "1234567890AB"),
        (IdType::TwPermit, "1234567890ABC"),
        (IdType::TwPermit, "1234567890()"),
        (IdType::TwPermit, "1234567890(A"),
        (IdType::TwPermit, "1234567890((A))"),
        (IdType::TwPermit, "(12345678)"),
        (IdType::TwPermit, "A12345678"),
        (IdType::Passport, "E-12345"),
        (IdType::Passport, "E123"),
        (IdType::TravelDocument, "x"),
    ] {
        assert_eq!(read(id_type, typed), Err(IdentityError::Form), "{typed}");
    }
}

#[test]
fn a_permit_number_given_as_a_resident_id_gets_a_word() {
    assert_eq!(
        warnings(IdType::ResidentId, "810000199505059019"),
        ["id_type_mismatch"]
    );
    assert!(warnings(IdType::ResidentId, "33078219980312901X").is_empty());
    assert!(warnings(IdType::HkMoTwResidence, "810000199505059019").is_empty());
}

#[test]
fn codes_name_every_kind_of_document() {
    for id_type in IdType::ALL {
        assert_eq!(IdType::from_code(id_type.code()), Some(id_type));
        let json = serde_json::to_string(&id_type).unwrap();
        assert_eq!(json, format!("\"{}\"", id_type.code()));
    }
}
