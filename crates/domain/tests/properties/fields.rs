//! Laws of numbers, names, places, dates, ages and amounts.

use crate::support::REAL;
use civil_affairs_domain::{
    form::policy::ListItem,
    value::address::{self, Address, Regions, YIWU},
    value::age::{AgeRule, Feb29Rule},
    value::bank,
    value::calendar::WorkCalendar,
    value::date::Date,
    value::decimal::Decimal,
    value::identity::{self, IdType, IdentityError, check_character},
    value::mask,
    value::mobile,
    value::money::Fen,
    value::name::{self, NameError},
    value::width,
};
use civil_affairs_testkit::properties;
use proptest::{char::range, prelude::*};
use std::sync::LazyLock;

fn many() -> ProptestConfig {
    // Where two equal characters stand side by side there is nothing to change over: such a case is drawn again.
    ProptestConfig {
        max_global_rejects: 100_000,
        ..properties::config()
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

/// What comes with a text copied from a chat, and blanks.
const DROPPED: [char; 20] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}',
    '\u{202D}', '\u{202E}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{FEFF}',
    ' ', '\u{3000}', '\u{A0}', '\t',
];

/// Blanks and invisible marks, each with the place before which it is put.
fn strewn() -> impl Strategy<Value = Vec<(usize, char)>> {
    prop::collection::vec((0..40_usize, prop::sample::select(DROPPED.to_vec())), 1..6)
}

fn strew(text: &str, strewn: &[(usize, char)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (at, mark) in strewn {
        characters.insert(at % (characters.len() + 1), *mark);
    }
    characters.into_iter().collect()
}

/// A Chinese character of any plane, or a letter of another script of GB 18030.
fn letter() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => range('\u{4E00}', '\u{9FFF}'),
        1 => range('\u{3400}', '\u{4DBF}'),
        1 => range('\u{20000}', '\u{2A6DF}'),
        1 => range('\u{2A700}', '\u{2EBE0}'),
        1 => range('\u{30000}', '\u{323AF}'),
        1 => prop_oneof![
            range('\u{0621}', '\u{064A}'), range('\u{0F40}', '\u{0F47}'), range('\u{1820}', '\u{1878}'), range('\u{1950}', '\u{196D}'),
            range('\u{1980}', '\u{19AB}'), range('\u{1A20}', '\u{1A54}'), range('\u{A000}', '\u{A48C}'), range('\u{A4D0}', '\u{A4FD}'),
            range('\u{AC00}', '\u{D7A3}'), range('\u{16F00}', '\u{16F4A}'),
        ],
    ]
}

/// Characters that stand in no name: controls, formats, noncharacters, digits, marks of text, pictures.
fn no_letter() -> impl Strategy<Value = char> {
    prop_oneof![
        range('\u{00}', '\u{08}'),
        range('\u{0E}', '\u{1F}'),
        range('\u{7F}', '\u{84}'),
        range('\u{86}', '\u{9F}'),
        Just('\u{AD}'),
        range('\u{600}', '\u{605}'),
        Just('\u{61C}'),
        Just('\u{6DD}'),
        Just('\u{70F}'),
        Just('\u{180E}'),
        range('\u{2061}', '\u{2064}'),
        range('\u{206A}', '\u{206F}'),
        range('\u{FFF9}', '\u{FFFB}'),
        range('\u{E0001}', '\u{E007F}'),
        range('\u{FDD0}', '\u{FDEF}'),
        Just('\u{FFFE}'),
        Just('\u{FFFF}'),
        (1..=16_u32, 0..2_u32)
            .prop_map(
                |(plane, low)| char::from_u32(plane * 0x10000 + 0xFFFE + low).expect("a scalar")
            ),
        range('0', '9'),
        range('０', '９'),
        range('\u{660}', '\u{669}'),
        range('\u{6F0}', '\u{6F9}'),
        range('\u{F20}', '\u{F33}'),
        range('\u{1810}', '\u{1819}'),
        range('\u{19D0}', '\u{19DA}'),
        range('\u{1A80}', '\u{1A99}'),
        range('\u{2460}', '\u{24FF}'),
        range('\u{3220}', '\u{3229}'),
        range('\u{E000}', '\u{F8FF}'),
        range('\u{F0000}', '\u{FFFFD}'),
        range('\u{1F300}', '\u{1F6FF}'),
        range('a', 'z'),
        range('A', 'Z'),
        range('!', '-'),
    ]
}

/// What may stand in a name, and now and then something else.
fn typed() -> impl Strategy<Value = char> {
    prop_oneof![8 => letter(), 2 => Just('·'), 1 => Just('་'), 1 => any::<char>()]
}

/// The names of the project's own lists.
static REGIONS: LazyLock<Regions<'static>> = LazyLock::new(|| REAL.catalogue.policy.regions());

fn items(list: &str) -> &'static [ListItem] {
    &REAL.catalogue.policy.list(list).expect("a list").items
}

fn region() -> impl Strategy<Value = &'static ListItem> {
    prop::sample::select(items("regions").iter().collect::<Vec<_>>())
}

fn town() -> impl Strategy<Value = &'static ListItem> {
    prop::sample::select(items("towns").iter().collect::<Vec<_>>())
}

/// The name without 省, 市, 街道 and the like.
fn short(item: &'static ListItem) -> Option<&'static str> {
    [
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "地区",
        "街道",
        "省",
        "市",
        "盟",
        "镇",
    ]
    .into_iter()
    .find_map(|kind| item.zh.strip_suffix(kind))
}

/// What a code's parts begin with.
fn stem(code: &str) -> &str {
    code.trim_end_matches("00")
}

/// What may follow the name of a place.
fn tail() -> impl Strategy<Value = String> {
    prop_oneof![
        "",
        "[样例某甲乙丙丁老新]{1,6}",
        "[0-9]{1,3}号",
        "[，, -][样例路街区]{0,4}"
    ]
}

/// What people write for places, and worse.
fn place() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        4 => region().prop_map(|item| item.zh.clone()),
        4 => region().prop_map(|item| short(item).unwrap_or(&item.zh).to_owned()),
        2 => town().prop_map(|item| item.zh.clone()),
        2 => town().prop_map(|item| short(item).unwrap_or(&item.zh).to_owned()),
        2 => "[区县市旗州镇乡村路街道巷湾场]{1,2}",
        1 => "[样例银行大学店义乌东西南北]{1,4}",
        1 => "[0-9]{6}",
        1 => Just("义乌".to_owned()),
        1 => any::<String>(),
    ];
    prop::collection::vec(words, 1..4).prop_map(|words| words.concat())
}

fn resolve(text: &str) -> Address {
    address::resolve(text, &REGIONS)
}

fn region_of(text: &str) -> Option<String> {
    resolve(text).region
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn blanks_and_marks_of_a_chat_change_no_field(
        number in number(), mobile in "1[3-9][0-9]{9}", account in "[0-9]{12,30}", fen in 0..100_000_000_000_i64,
        place in place(), strewn in strewn(),
    ) {
        prop_assert_eq!(read(&strew(&number, &strewn)), read(&number));
        prop_assert_eq!(mobile::parse(&strew(&mobile, &strewn)), mobile::parse(&mobile));
        prop_assert_eq!(bank::parse(&strew(&account, &strewn)), bank::parse(&account));
        let amount = Fen(fen).to_string();
        prop_assert_eq!(Fen::parse(&strew(&amount, &strewn)), Ok(Fen(fen)));
        let (plain, strewn) = (resolve(&place), resolve(&strew(&place, &strewn)));
        prop_assert_eq!((plain.region, plain.town), (strewn.region, strewn.town));
    }

    #[test]
    fn a_name_of_letters_is_read_with_any_dot_and_kept_to_the_code_point(
        parts in prop::collection::vec(prop::collection::vec(letter(), 1..6), 1..4),
        dot in prop::sample::select(vec!['·', '•', '・', '･', '.', '．', '‧', '∙', '⋅']), strewn in strewn(),
    ) {
        let parts: Vec<String> = parts.into_iter().map(String::from_iter).collect();
        let typed = strew(&parts.join(&dot.to_string()), &strewn);
        prop_assert_eq!(name::parse_zh(&typed), Ok(parts.join("·")));
    }

    #[test]
    fn one_character_that_is_no_letter_spoils_a_name(
        letters in prop::collection::vec(range('\u{4E00}', '\u{9FFF}'), 1..12), at in 0..12_usize, other in no_letter(),
    ) {
        let mut typed = letters;
        typed.insert(at % (typed.len() + 1), other);
        prop_assert_eq!(name::parse_zh(&String::from_iter(typed)), Err(NameError::Character(other)));
    }

    #[test]
    fn a_name_that_is_read_has_its_length_and_its_separators_inside(
        typed in prop_oneof![3 => prop::collection::vec(typed(), 0..8), 1 => prop::collection::vec(letter(), 45..56)]
    ) {
        if let Ok(name) = name::parse_zh(&String::from_iter(typed)) {
            prop_assert!((1..=50).contains(&name.chars().count()));
            prop_assert!(!name.starts_with('·') && !name.ends_with('·') && !name.contains("··"));
            prop_assert!(!name.chars().any(|c| c.is_whitespace() || c.is_control() || (c.is_numeric() && c != '〇')));
            prop_assert_eq!(name::parse_zh(&name), Ok(name));
        }
    }

    #[test]
    fn a_latin_name_is_the_same_with_every_apostrophe_and_in_either_case(
        parts in prop::collection::vec("[A-Za-z]{1,8}", 2..6),
        apostrophe in prop::sample::select(vec!['\'', '‘', '’', 'ʻ', 'ʼ', '＇']),
    ) {
        let name = parts.join("'").to_ascii_uppercase();
        prop_assert_eq!(name::parse_latin(&parts.join(&apostrophe.to_string())), Ok(name.clone()));
        prop_assert_eq!(name::parse_latin(&name.to_ascii_lowercase()), Ok(name));
    }

    #[test]
    fn a_latin_name_that_is_read_has_letters_and_the_signs_of_names(
        typed in prop_oneof!["[A-Za-z ’'ʼ‑.-]{0,90}", any::<String>()]
    ) {
        if let Ok(name) = name::parse_latin(&typed) {
            prop_assert!((1..=80).contains(&name.len()));
            prop_assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b" -'".contains(&b)));
            prop_assert!(name.bytes().any(|b| b.is_ascii_uppercase()));
            prop_assert_eq!(name::parse_latin(&name), Ok(name));
        }
    }

    #[test]
    fn permits_and_passports_have_the_forms_of_the_specification_and_no_other(
        typed in prop_oneof![
            "[0-9]{7,9}", "[0-9]{9,11}[A-Za-z]{0,2}", "[0-9]{10}[(（]{0,2}[A-Z]{0,2}[)）]{0,2}", "[HMhmA][0-9]{7,11}",
            "[A-Z]{2,4}[0-9]{11,13}", "[A-Za-z0-9-]{3,22}",
        ]
    ) {
        let given = width::narrow(&typed).to_ascii_uppercase();
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase());
        let number = |id_type| identity::parse(Some(id_type), &typed, today()).ok().map(|one| one.number);
        let when = |fits: bool, kept: &str| fits.then(|| kept.to_owned());

        let plain = match given.len() {
            13 if given.as_bytes()[10] == b'(' && given.ends_with(')') => format!("{}{}", &given[..10], &given[11..12]),
            _ => given.clone(),
        };
        let old = plain.len() == 11 && digits(&plain[..10]) && letters(&plain[10..]);
        prop_assert_eq!(number(IdType::TwPermit), when((given.len() == 8 && digits(&given)) || old, &plain));

        let rest = given.strip_prefix(['H', 'M']).filter(|rest| [8, 10].contains(&rest.len()) && digits(rest));
        prop_assert_eq!(number(IdType::HkMoPermit), rest.map(|_| given[..9].to_owned()));

        let plain = given.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let fits = plain && (5..=20).contains(&given.len());
        prop_assert_eq!(number(IdType::Passport), when(fits, &given));

        let fits = given.len() == 15 && letters(&given[..3]) && digits(&given[3..]);
        prop_assert_eq!(number(IdType::ForeignPrId2017), when(fits, &given));
    }

    #[test]
    fn a_number_may_begin_with_any_region_of_today_or_of_old(region in region(), number in number()) {
        prop_assume!(region.code.as_str() < "710000");
        let first17 = format!("{}{}", region.code, &number[6..17]);
        let number = format!("{first17}{}", check_character(&first17).expect("seventeen digits"));
        let identity = read(&number).expect("a right number");
        prop_assert_eq!(identity.region_code.as_deref(), Some(region.code.as_str()));
        prop_assert!(identity::warnings(IdType::ResidentId, &number).is_empty());
    }

    #[test]
    fn a_full_name_decides_whatever_follows(region in region(), tail in tail()) {
        let found = region_of(&format!("{}{tail}", region.zh)).expect("a region");
        prop_assert_eq!(&found, region.now().unwrap_or(&region.code));
    }

    #[test]
    fn a_short_name_is_no_region_where_it_names_another_place(
        region in region(),
        kind in prop::sample::select(vec!["区", "县", "旗", "路", "街", "大道", "西路", "街道", "湾", "银行", "小区"]),
    ) {
        if let Some(short) = short(region) {
            let text = format!("{short}{kind}");
            prop_assume!(text != "义乌县");
            let found = region_of(&text);
            // In the home town a bank is where one is, a road of its name is not.
            let at_home = short == "义乌" && found.as_deref() == Some(YIWU);
            prop_assert!(found.is_none() || at_home, "{text}: {found:?}");
        }
    }

    #[test]
    fn a_short_name_of_a_town_is_no_town_where_it_names_another_place(
        town in town(), kind in prop::sample::select(vec!["区", "县", "市", "路", "街", "村", "北路", "口岸"]),
        yiwu in any::<bool>(),
    ) {
        let text = format!("{}{}{kind}", if yiwu { "义乌市" } else { "" }, short(town).expect("a short name"));
        let found = resolve(&text);
        prop_assert_eq!(found.town, None, "{}", text);
        prop_assert_eq!(found.region.as_deref(), yiwu.then_some(YIWU), "{}", text);
    }

    #[test]
    fn a_town_behind_yiwu_is_found_however_much_stands_before_it(
        province in prop::sample::select(vec!["", "浙江省", "浙江"]),
        prefecture in prop::sample::select(vec!["", "金华市", "金华"]),
        county in prop::sample::select(vec!["义乌市", "义乌", "义乌县"]),
        between in prop::sample::select(vec!["", " ", "，", "-"]),
        town in town(), tail in tail(),
    ) {
        let text = format!("{}{tail}", [province, prefecture, county, town.zh.as_str()].join(between));
        let found = resolve(&text);
        prop_assert_eq!(found.region.as_deref(), Some(YIWU), "{}", text);
        prop_assert_eq!(found.town.as_deref(), Some(town.code.as_str()), "{}", text);
    }

    #[test]
    fn a_place_that_names_yiwu_is_sent_elsewhere_by_a_full_name_only(place in place(), more in place()) {
        let text = format!("{place}义乌{more}");
        if let Some(found) = region_of(&text).filter(|found| found != YIWU) {
            let plain = width::compact(&text);
            let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
            prop_assert!(items("regions").iter().any(|item| plain.starts_with(&item.zh)), "{text}: {found}");
        }
    }

    #[test]
    fn a_place_is_of_today_keeps_its_text_and_is_settled(place in place()) {
        let found = resolve(&place);
        prop_assert_eq!(&address::settle(found.clone(), &REGIONS), &found);
        let is_code = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if let Some(region) = &found.region {
            let item = items("regions").iter().find(|item| &item.code == region);
            prop_assert!(item.is_none_or(|item| item.now().is_none()), "{place}: {region}");
            prop_assert!(item.is_some() || is_code(width::compact(&place).as_str()), "{place}: {region}");
        }
        if let Some(town) = &found.town {
            prop_assert_eq!(found.region.as_deref(), Some(YIWU));
            prop_assert!(items("towns").iter().any(|item| &item.code == town));
        }
        prop_assert!(found.detail == place.trim() || is_code(width::compact(&place).as_str()));
    }

    #[test]
    fn a_part_named_behind_its_region_lies_in_it(region in region(), part in region()) {
        let [outer, inner] = [region, part].map(|one| one.now().unwrap_or(&one.code));
        let wanted = if inner.starts_with(stem(outer)) { inner } else { outer };
        let text = format!("{}{}", region.zh, part.zh);
        let found = region_of(&text);
        prop_assert_eq!(found.as_deref(), Some(wanted), "{}", text);
    }

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

#[test]
fn former_regions_are_known_as_such_and_not_offered() {
    let list = REAL.catalogue.policy.list("regions").expect("a list");
    for (former, now) in [("330725", YIWU), ("371200", "370100"), ("542400", "540600")] {
        assert_eq!(list.item(former).expect(former).now(), Some(now));
        assert!(list.offered().all(|item| item.code != former), "{former}");
        assert_eq!(region_of(former).as_deref(), Some(now));
    }
    for (code, name) in [
        ("411100", "漯河市"),
        ("141100", "吕梁市"),
        ("540600", "那曲市"),
    ] {
        assert_eq!(list.item(code).expect(code).zh, name);
        assert!(list.offered().any(|item| item.code == code), "{code}");
    }
}
