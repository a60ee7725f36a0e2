//! One example of each kind of question, for tests of the parts and of the whole.

use super::{
    OfferedAnswer, QuestionView,
    asked::{NO, YES},
    slot_offer::{OfferedDay, Office, SlotOffer, Time, Week},
};
use civil_affairs_domain::{form::definition::Kind, value::identity::IdType};

fn asked(kind: Kind, offers: &[(&str, &str)]) -> QuestionView {
    QuestionView {
        hint: Some("提示".to_owned()),
        offers: offers
            .iter()
            .map(|(code, text)| OfferedAnswer {
                code: (*code).to_owned(),
                text: (*text).to_owned(),
                hint: None,
            })
            .collect(),
        ..QuestionView::new(kind, "例题".to_owned())
    }
}

/// A kind that needs nothing to choose from.
#[cfg(target_arch = "wasm32")]
pub(super) fn of(kind: Kind) -> QuestionView {
    asked(kind, &[])
}

/// A place in Yiwu or elsewhere.
#[cfg(target_arch = "wasm32")]
pub(super) fn place() -> QuestionView {
    let offer = |code: &str, text: &str| OfferedAnswer {
        code: code.to_owned(),
        text: text.to_owned(),
        hint: None,
    };
    let regions = [
        ("110000", "北京市"),
        ("330000", "浙江省"),
        ("330100", "杭州市"),
    ];
    let regions = regions.map(|(code, text)| offer(code, text));
    QuestionView {
        regions: super::place_parts::provinces(regions.to_vec()),
        ..asked(Kind::Address, &[("fotang", "佛堂镇")])
    }
}

/// Kind of a document, the usual one preselected.
pub(super) fn preselected() -> QuestionView {
    let kind = Kind::IdType {
        allowed: vec![IdType::ResidentId, IdType::Passport],
    };
    QuestionView {
        preselect: Some("resident_id".to_owned()),
        ..asked(kind, &[("resident_id", "居民身份证"), ("passport", "护照")])
    }
}

/// Yes or no.
pub(super) fn yes_no() -> QuestionView {
    asked(
        Kind::YesNo {
            yes: None,
            no: None,
        },
        &[(YES, "是"), (NO, "否")],
    )
}

/// Offices `a`, `b` and so on, all with the same three weeks.
pub(super) fn slot_offer(offices: usize) -> SlotOffer {
    let time = |start: &str, text: &str| Time {
        start: start.to_owned(),
        text: text.to_owned(),
    };
    let morning = time("1000", "10:00–10:30");
    let afternoon = time("1400", "14:00–14:30");
    let day = |date: &str, text: &str, weekday: &str, times: &[&Time]| OfferedDay {
        date: date.to_owned(),
        text: text.to_owned(),
        weekday: weekday.to_owned(),
        times: times.iter().map(|time| (*time).clone()).collect(),
    };
    let week = |title: &str, days: Vec<OfferedDay>| Week {
        title: title.to_owned(),
        days,
    };
    let both = [&morning, &afternoon];
    let weeks = vec![
        week(
            "本周",
            vec![
                day("2026-12-03", "12 月 3 日", "星期四", &both),
                day("2026-12-04", "12 月 4 日", "星期五", &both),
            ],
        ),
        week(
            "下周",
            vec![day("2026-12-07", "12 月 7 日", "星期一", &both)],
        ),
        week(
            "12 月 16 日",
            vec![day("2026-12-16", "12 月 16 日", "星期三", &[&afternoon])],
        ),
    ];
    let office = |code: char| Office {
        code: code.to_string(),
        name: format!("样例登记处 {code}"),
        weeks: weeks.clone(),
    };
    SlotOffer {
        offices: ('a'..='z').take(offices).map(office).collect(),
        notes: vec!["以公布的节假日为准。".to_owned()],
        none: "没有可约的日子。".to_owned(),
        first: None,
    }
}
