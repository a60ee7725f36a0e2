//! On the real services, as their files are today.

#![cfg(not(target_arch = "wasm32"))]

use super::{booked_file, regions, slots, wish, wish_file};
use crate::features::real::context;
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::Kind,
    rules::validate::validate,
    value::slot::{SlotId, TypedSlot},
    value::text::Lang,
};
use civil_affairs_ui::question::slot_offer::SlotOffer;
use std::sync::Arc;

fn with_wish(id: &str) -> Answers {
    let mut answers = Answers::default();
    answers.set("slot_id", Raw::Slot(TypedSlot::from_id(id).unwrap()));
    answers
}

fn offer(context: &AppContext, question: &str, answers: &Answers) -> Option<Arc<SlotOffer>> {
    let service = context.service("marriage-appointment").unwrap();
    let setting = context.setting(service);
    let validation = validate(&setting, answers);
    slots(context, service.question(question).unwrap(), &validation)
}

#[test]
fn days_are_told_by_week_with_their_weekday_and_half_days_while_the_hours_are_unset() {
    let offer = offer(&context(Lang::Zh), "slot_id", &Answers::default()).unwrap();
    let weeks = &offer.offices[0].weeks;
    let titles: Vec<&str> = weeks.iter().map(|week| week.title.as_str()).collect();
    assert_eq!(titles[..2], ["本周", "下周"]);
    assert_eq!(
        titles[2].replace('\u{a0}', " "),
        "12 月 14 日至 12 月 18 日"
    );
    let day = &weeks[0].days[0];
    assert_eq!(
        (day.date.as_str(), day.weekday.as_str()),
        ("2026-12-02", "星期三")
    );
    let times: Vec<&str> = day.times.iter().map(|time| time.text.as_str()).collect();
    assert_eq!(times, ["上午", "下午"]);
    assert!(
        offer
            .notes
            .contains(&"具体几点，以登记处安排为准。".to_owned())
    );
    assert!(offer.notes.contains(&"以公布的节假日为准。".to_owned()));
}

#[test]
fn what_is_offered_is_accepted_when_it_is_chosen() {
    let context = context(Lang::En);
    let service = context.service("marriage-appointment").unwrap();
    let offer = offer(&context, "slot_id", &Answers::default()).unwrap();
    let mut tried = 0;
    for office in &offer.offices {
        for day in office.weeks.iter().flat_map(|week| &week.days) {
            for time in &day.times {
                let id = format!("{}/{}/{}", office.code, day.date, time.start);
                let answers = with_wish(&id);
                let setting = context.setting(service);
                assert_eq!(validate(&setting, &answers).errors, [], "{id}");
                tried += 1;
            }
        }
    }
    assert!(tried > 20);
}

#[test]
fn further_wishes_know_the_first_one() {
    let answers = with_wish("yiwu/2026-12-03/1200");
    let offer = offer(&context(Lang::Zh), "alt_slots", &answers).unwrap();
    let first = offer.first.clone().unwrap();
    assert_eq!(first.start, "1200");
    assert!(offer.words(&first).unwrap().ends_with("星期四 下午"));
}

#[test]
fn other_questions_offer_no_slots() {
    assert_eq!(
        offer(&context(Lang::Zh), "notes", &Answers::default()),
        None
    );
}

#[test]
fn every_question_for_a_place_knows_the_provinces() {
    let context = context(Lang::En);
    let mut places = 0;
    for service in &context.catalogue.services {
        for (_, question) in service.questions() {
            let provinces = regions(&context, question);
            if question.kind == Kind::Address {
                places += 1;
                assert_eq!(provinces.len(), 34);
                let all: usize = provinces.iter().map(|one| one.prefectures.len()).sum();
                assert!(all > 300);
            } else {
                assert_eq!(provinces, []);
            }
        }
    }
    assert!(places > 2);
}

#[test]
fn a_wish_is_told_with_the_half_of_the_day_or_its_time() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let setting = context.setting(service);
    let told = |id: &str| {
        let slot = TypedSlot::from_id(id).unwrap().parse().unwrap();
        wish(&context, &setting, &slot).replace('\u{a0}', " ")
    };
    assert_eq!(
        told("yiwu/2026-12-03/0000"),
        "2026 年 12 月 3 日 星期四 上午 义乌市民政局婚姻登记处"
    );
    assert!(told("yiwu/2026-12-03/1000").contains("星期四 10:00"));
}

#[test]
fn the_calendar_file_says_that_a_wish_is_only_one() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let setting = context.setting(service);
    let answers = with_wish("yiwu/2026-12-03/1200");
    let validation = validate(&setting, &answers);
    let file = wish_file(&context, &validation, "sample", 1_796_085_009_000).unwrap();
    assert_eq!(file.name, "marriage-appointment.ics");
    for line in [
        "SUMMARY:待提交：结婚登记预约",
        "STATUS:TENTATIVE",
        "DTSTART;VALUE=DATE:20261203",
    ] {
        assert!(file.text.contains(&format!("{line}\r\n")), "{}", file.text);
    }
    let none = Answers::default();
    let validation = validate(&setting, &none);
    assert_eq!(wish_file(&context, &validation, "sample", 0), None);
}

#[test]
fn the_calendar_file_of_a_booked_time_takes_the_place_of_the_wish() {
    let context = context(Lang::Zh);
    let service = context.service("marriage-appointment").unwrap();
    let setting = context.setting(service);
    let slot = SlotId::parse("yiwu/2026-12-03/1200").unwrap();
    let file = booked_file(&context, &setting, &slot, "sample", 1_796_085_009_000);
    for line in ["UID:sample", "SUMMARY:结婚登记预约", "STATUS:CONFIRMED"] {
        assert!(file.text.contains(&format!("{line}\r\n")), "{}", file.text);
    }
    assert!(!file.text.contains("待提交"), "{}", file.text);
}
