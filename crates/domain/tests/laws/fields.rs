//! Laws of numbers, names, dates, ages and amounts.

use civil_affairs_domain::{
    age::{AgeRule, Feb29Rule},
    bank,
    calendar::WorkCalendar,
    date::Date,
    decimal::Decimal,
    identity::{self, IdType, IdentityError, check_character},
    mask, mobile,
    money::Fen,
    name, width,
};
use proptest::prelude::*;

fn many() -> ProptestConfig {
    // Where two equal characters stand side by side there is nothing to change over: such a case is drawn again.
    ProptestConfig {
        cases: 10_000,
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    }
}

fn today() -> Date {
    Date::parse("2026-12-01").expect("a date")
}

/// A number with its right check character, and its birth date.
fn number() -> impl Strategy<Value = String> {
    let day = (0..46_000_i64).prop_map(|days| {
        Date::parse("1900-01-01")
            .expect("a date")
            .add_days(days)
            .expect("a day")
    });
    ("[1-8][0-9]{5}", day, 901..1000_u32).prop_map(|(region, day, sequence)| {
        let first17 = format!("{region}{}{sequence}", day.to_string().replace('-', ""));
        format!(
            "{first17}{}",
            check_character(&first17).expect("seventeen digits")
        )
    })
}

fn read(number: &str) -> Result<identity::Identity, IdentityError> {
    identity::parse(Some(IdType::ResidentId), number, today())
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn a_right_number_is_read_and_tells_its_birth_date(number in number()) {
        let identity = read(&number).expect("a right number");
        prop_assert_eq!(&identity.number, &number);
        let birth = identity.birth_date.expect("a birth date").to_string().replace('-', "");
        prop_assert_eq!(&number[6..14], birth.as_str());
    }

    #[test]
    fn any_single_wrong_digit_is_caught(number in number(), at in 0..18_usize, other in 0..11_usize) {
        let other = "0123456789X".chars().nth(other).expect("a character");
        let mut characters: Vec<char> = number.chars().collect();
        prop_assume!(characters[at] != other);
        characters[at] = other;
        let wrong: String = characters.into_iter().collect();
        prop_assert!(read(&wrong).is_err(), "{} was taken for {}", wrong, number);
    }

    #[test]
    fn any_adjacent_transposition_is_caught(number in number(), at in 0..17_usize) {
        let mut characters: Vec<char> = number.chars().collect();
        // Two equal characters changed over are the same number.
        prop_assume!(characters[at] != characters[at + 1]);
        characters.swap(at, at + 1);
        let wrong: String = characters.into_iter().collect();
        prop_assert!(read(&wrong).is_err(), "{} was taken for {}", wrong, number);
    }

    #[test]
    fn the_check_character_is_that_of_iso_7064(first17 in "[0-9]{17}") {
        let own = check_character(&first17).expect("seventeen digits");
        let whole = format!("{first17}{own}");
        prop_assert!(oracle_accepts(&whole));
    }

    #[test]
    fn no_text_breaks_a_reader(text in any::<String>(), kind in 0..IdType::ALL.len()) {
        let _ = identity::parse(Some(IdType::ALL[kind]), &text, today());
        let _ = identity::parse(None, &text, today());
        let _ = name::parse_zh(&text);
        let _ = name::parse_latin(&text);
        let _ = mobile::parse(&text);
        let _ = bank::parse(&text);
        let _ = Fen::parse(&text);
        let _ = Date::parse(&text);
        let _ = Decimal::parse(&text);
        prop_assert_eq!(mask::mask(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn reading_what_was_read_changes_nothing(typed in "[0-9０-９a-zA-Z＋+ xX·样例-]{0,24}") {
        let narrow = width::narrow(&typed);
        prop_assert_eq!(&width::narrow(&narrow), &narrow);
        if let Ok(found) = identity::parse(None, &typed, today()) {
            prop_assert_eq!(identity::parse(Some(found.id_type), &found.number, today()).map(|one| one.number), Ok(found.number));
        }
        if let Ok(name) = name::parse_zh(&typed) {
            prop_assert_eq!(name::parse_zh(&name), Ok(name));
        }
        if let Ok(number) = mobile::parse(&typed) {
            prop_assert_eq!(mobile::parse(number.as_str()), Ok(number.clone()));
        }
    }

    #[test]
    fn an_amount_prints_as_it_is_read(fen in 0..100_000_000_000_000_i64) {
        prop_assert_eq!(Fen::parse(&Fen(fen).to_string()), Ok(Fen(fen)));
    }

    #[test]
    fn an_age_begins_on_the_day_it_is_reached(
        days in 0..80_000_i64, years in 0..120_i32, birthday_counts in any::<bool>(), march in any::<bool>()
    ) {
        let birth = Date::parse("1900-01-01").expect("a date").add_days(days).expect("a day");
        let rule = AgeRule { birthday_counts, feb29: if march { Feb29Rule::Mar01 } else { Feb29Rule::Feb28 } };
        if let Some(day) = rule.reached_on(birth, years) {
            prop_assert_eq!(rule.age_on(birth, day), Some(years));
            if years > 0 {
                let before = day.add_days(-1).expect("a day before");
                prop_assert_eq!(rule.age_on(birth, before), Some(years - 1));
            }
        }
    }

    #[test]
    fn working_days_agree_with_counting_day_by_day(days in 0..100_000_i64, wanted in 0..60_u32) {
        let calendar = WorkCalendar::default();
        let from = Date::parse("1900-01-01").expect("a date").add_days(days).expect("a day");
        let mut date = from;
        let mut left = wanted;
        while left > 0 {
            date = date.add_days(1).expect("a day");
            if !date.weekday().is_weekend() {
                left -= 1;
            }
        }
        prop_assert_eq!(calendar.add_working_days(from, wanted), Some(date));
    }
}

/// The independent implementation of ISO 7064 MOD 11-2.
fn oracle_accepts(number: &str) -> bool {
    iso_7064::MOD11_2.verify(number).unwrap_or(false)
}
