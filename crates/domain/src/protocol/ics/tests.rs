//! What a calendar reads from the file is what was put into it.

use super::*;
use civil_affairs_testkit::properties;
use proptest::prelude::*;

fn wish() -> CalendarEvent {
    CalendarEvent {
        uid: "sample@example.invalid".to_owned(),
        // 2026-12-01T00:30:09Z
        made: 1_796_085_009_000,
        title: "结婚登记预约".to_owned(),
        place: "义乌市民政局婚姻登记处".to_owned(),
        description: String::new(),
        date: Date::parse("2026-12-03").unwrap(),
        time: Span::parse("10:00-10:30"),
        standing: EventStatus::Wish("待提交".to_owned()),
    }
}

/// Joins folded lines again (section 3.1).
fn unfolded(file: &str) -> Vec<String> {
    let joined = file.replace("\r\n ", "");
    joined.split_terminator("\r\n").map(str::to_owned).collect()
}

/// The text of a property, read as a calendar reads it.
fn read(file: &str, name: &str) -> Option<String> {
    let lines = unfolded(file);
    let value = lines
        .iter()
        .find_map(|line| line.strip_prefix(&format!("{name}:")))?;
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => match characters.next()? {
                'n' => '\n',
                other => other,
            },
            plain => plain,
        });
    }
    Some(out)
}

#[test]
fn a_wish_is_tentative_and_its_title_says_so() {
    let lines = unfolded(&file(&wish()));
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "UID:sample@example.invalid",
        "DTSTAMP:20261201T003009Z",
        "DTSTART;TZID=Asia/Shanghai:20261203T100000",
        "DTEND;TZID=Asia/Shanghai:20261203T103000",
        "SUMMARY:待提交：结婚登记预约",
        "LOCATION:义乌市民政局婚姻登记处",
        "STATUS:TENTATIVE",
    ] {
        assert!(lines.iter().any(|one| one == line), "{line} in {lines:#?}");
    }
    let begins = |word: &str| lines.iter().any(|line| line.starts_with(word));
    assert!(!begins("METHOD") && !begins("DESCRIPTION"));
    assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
}

#[test]
fn a_confirmed_appointment_carries_no_mark() {
    let confirmed = CalendarEvent {
        standing: EventStatus::Confirmed,
        ..wish()
    };
    let file = file(&confirmed);
    assert_eq!(read(&file, "SUMMARY").unwrap(), "结婚登记预约");
    assert_eq!(read(&file, "STATUS").unwrap(), "CONFIRMED");
}

#[test]
fn without_a_time_the_whole_day_is_kept() {
    let file = file(&CalendarEvent {
        time: None,
        date: Date::parse("2026-12-31").unwrap(),
        ..wish()
    });
    assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
}

#[test]
fn an_evening_to_midnight_ends_on_the_next_day() {
    let file = file(&CalendarEvent {
        time: Some(Span {
            start: 720,
            end: DAY,
        }),
        ..wish()
    });
    assert!(file.contains("DTEND;TZID=Asia/Shanghai:20261204T000000"));
}

#[test]
fn signs_that_end_a_text_or_a_line_are_marked() {
    let file = file(&CalendarEvent {
        description: "带身份证, 照片; 路径\\。\r\n双方\u{7}到场".to_owned(),
        ..wish()
    });
    let raw = unfolded(&file);
    let line = "DESCRIPTION:带身份证\\, 照片\\; 路径\\\\。\\n双方到场";
    assert!(raw.iter().any(|one| one == line), "{raw:#?}");
}

#[test]
fn a_long_line_is_folded_between_characters() {
    let file = file(&CalendarEvent {
        place: "婚".repeat(60),
        ..wish()
    });
    let folded: Vec<&str> = file
        .split_terminator("\r\n")
        .skip_while(|line| !line.starts_with("LOCATION"))
        .take_while(|line| !line.starts_with("STATUS"))
        .collect();
    assert_eq!(folded.len(), 3);
    assert_eq!(read(&file, "LOCATION").unwrap(), "婚".repeat(60));
}

proptest! {
    #![proptest_config(properties::config())]

    #[test]
    fn whatever_is_written_is_read_back_from_short_lines(
        title in "\\PC{0,60}",
        place in "\\PC{1,80}",
        description in "[\\PC\n\t]{1,200}",
    ) {
        let file = file(&CalendarEvent { title: title.clone(), place: place.clone(), description: description.clone(), ..wish() });
        prop_assert_eq!(read(&file, "SUMMARY"), Some(format!("待提交：{title}")));
        prop_assert_eq!(read(&file, "LOCATION"), Some(place));
        prop_assert_eq!(read(&file, "DESCRIPTION"), Some(description));
        prop_assert!(file.ends_with("\r\n"));
        for line in file.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
        }
    }

    #[test]
    fn any_time_gives_a_stamp_of_one_form(made in any::<i64>()) {
        let file = file(&CalendarEvent { made, ..wish() });
        let stamp = read(&file, "DTSTAMP").unwrap();
        prop_assert_eq!(stamp.len(), 16);
        prop_assert!(stamp.ends_with('Z'));
    }
}
