//! The views with behaviour, pressed in a real browser.
#![cfg(target_arch = "wasm32")]

use super::{Question, QuestionView, examples};
use civil_affairs_client::platform::stage::Stage;
use civil_affairs_domain::{
    form::answers::Raw,
    form::definition::{Autofill, Kind},
    value::slot::TypedSlot,
    value::text::Lang,
};
use leptos::prelude::*;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

/// What was answered last.
type Last = Arc<Mutex<Option<Raw>>>;

fn show(asked: QuestionView) -> (Stage, Last) {
    let last = Last::default();
    let keep = last.clone();
    let stage = Stage::new(move || {
        view! {
            <Question
                asked=asked
                lang=Lang::Zh
                errors=Signal::stored(Vec::new())
                answer=Callback::new(move |raw| *keep.lock().unwrap() = Some(raw))
                leave=Callback::new(|()| ())
            />
        }
        .into_any()
    });
    (stage, last)
}

fn slot(id: &str) -> TypedSlot {
    TypedSlot::from_id(id).unwrap()
}

fn answered(last: &Last) -> Option<Raw> {
    last.lock().unwrap().clone()
}

fn one_slot(offices: usize, raw: Option<&str>) -> QuestionView {
    QuestionView {
        slots: Some(Arc::new(examples::slot_offer(offices))),
        raw: raw.map(|id| Raw::Slot(slot(id))),
        ..examples::of(Kind::Slot)
    }
}

fn several_slots(raw: &[&str]) -> QuestionView {
    let kind = Kind::Slots {
        max: 2,
        first: "slot_id".to_owned(),
    };
    let mut offer = examples::slot_offer(1);
    offer.first = Some(slot("a/2026-12-03/1000"));
    let wishes: Vec<TypedSlot> = raw.iter().map(|id| slot(id)).collect();
    QuestionView {
        slots: Some(Arc::new(offer)),
        raw: (!wishes.is_empty()).then_some(Raw::Slots(wishes)),
        ..examples::of(kind)
    }
}

#[wasm_bindgen_test]
async fn a_day_gives_way_to_its_times_and_the_focus_goes_with_it() {
    let (stage, last) = show(one_slot(1, None));
    assert_eq!(stage.count(".slot__day"), 3);
    stage.press("#q-1").await;
    assert_eq!(answered(&last), Some(Raw::Slot(slot("a/2026-12-04/"))));
    assert_eq!(stage.count(".slot__day"), 0);
    assert_eq!(stage.texts(".choice"), ["10:00–10:30", "14:00–14:30"]);
    assert_eq!(stage.focus().as_deref(), Some("q-part"));
    stage.press("#q-0").await;
    assert_eq!(answered(&last), Some(Raw::Slot(slot("a/2026-12-04/1000"))));
}

#[wasm_bindgen_test]
async fn the_way_back_to_the_days_shows_the_chosen_one_pressed() {
    let (stage, last) = show(one_slot(1, Some("a/2026-12-16/1400")));
    assert_eq!(
        stage.text(".slot__chosen .slot__words"),
        "12 月 16 日 星期三"
    );
    stage.press(".slot__chosen button").await;
    assert_eq!(stage.count(".slot__day"), 4, "its week is shown");
    assert_eq!(
        stage.attribute("#q-3", "aria-pressed").as_deref(),
        Some("true")
    );
    assert_eq!(answered(&last), None, "looking changes nothing");
    stage.press("#q-0").await;
    assert_eq!(answered(&last), Some(Raw::Slot(slot("a/2026-12-03/1400"))));
}

#[wasm_bindgen_test]
async fn later_days_appear_when_asked_for_and_the_focus_goes_to_them() {
    let (stage, _) = show(one_slot(1, None));
    stage.press(".button--secondary").await;
    assert_eq!(stage.count(".slot__day"), 4);
    assert_eq!(stage.count(".button--secondary"), 0);
    assert_eq!(stage.focus().as_deref(), Some("q-week-2"));
}

#[wasm_bindgen_test]
async fn of_several_offices_one_is_chosen_first() {
    let (stage, last) = show(one_slot(2, None));
    assert_eq!(
        stage.texts(".slot__words"),
        ["样例登记处 a", "样例登记处 b"]
    );
    stage.press("#q-1").await;
    stage.press("#q-0").await;
    assert_eq!(answered(&last), Some(Raw::Slot(slot("b/2026-12-03/"))));
    assert_eq!(stage.count(".slot__chosen"), 2);
}

#[wasm_bindgen_test]
async fn a_day_that_can_no_longer_be_had_is_told() {
    let (stage, _) = show(one_slot(1, Some("a/2026-11-30/1000")));
    assert_eq!(stage.count(".slot__gone"), 1);
    assert_eq!(stage.count(".slot__day"), 3);
}

#[wasm_bindgen_test]
async fn wishes_are_added_and_never_repeat_one_that_is_wished() {
    let (stage, last) = show(several_slots(&[]));
    assert!(stage.text(".wish__first").ends_with("星期四 10:00–10:30"));
    stage.press("#q-0").await;
    assert_eq!(stage.texts(".choice"), ["14:00–14:30"]);
    stage.press("#q-0").await;
    stage.press_text(".wish__tools button", "选好了").await;
    assert_eq!(stage.focus().as_deref(), Some("q-0"));
    stage.press("#q-add").await;
    stage.press("#q-2").await;
    stage.press("#q-0").await;
    let both = ["a/2026-12-03/1400", "a/2026-12-07/1000"];
    assert_eq!(answered(&last), Some(Raw::Slots(both.map(slot).to_vec())));
    stage.press_text(".wish__tools button", "选好了").await;
    assert_eq!(stage.count("#q-add"), 0, "there are as many as may be");
}

#[wasm_bindgen_test]
async fn wishes_change_their_rank_and_go() {
    let (stage, last) = show(several_slots(&["a/2026-12-03/1400", "a/2026-12-07/1000"]));
    stage
        .press_text(".wish__tools button", "往前排 备选 2")
        .await;
    let turned = ["a/2026-12-07/1000", "a/2026-12-03/1400"];
    assert_eq!(answered(&last), Some(Raw::Slots(turned.map(slot).to_vec())));
    assert_eq!(stage.focus().as_deref(), Some("q-0"));
    assert_eq!(stage.text("[role=status]"), "已排到备选 1");
    stage
        .press_text(".wish__tools button", "不要这个 备选 1")
        .await;
    let left = vec![slot("a/2026-12-03/1400")];
    assert_eq!(answered(&last), Some(Raw::Slots(left)));
    assert_eq!(stage.count(".wish"), 1);
    assert_eq!(stage.focus().as_deref(), Some("q-add"));
}

#[wasm_bindgen_test]
async fn a_place_outside_is_found_by_province_and_prefecture() {
    let (stage, last) = show(examples::place());
    assert_eq!(stage.count("#q-province"), 0);
    stage.enter("#q-town", "outside", "change").await;
    stage.enter("#q-province", "330000", "change").await;
    stage.enter("#q-prefecture", "330100", "change").await;
    stage.enter("#q-detail", "测试路 1 号", "input").await;
    let Some(Raw::Place(place)) = answered(&last) else {
        panic!("no place")
    };
    assert_eq!(place.region.as_deref(), Some("330100"));
    assert_eq!(place.detail, "测试路 1 号");
    stage.enter("#q-province", "110000", "change").await;
    assert_eq!(stage.count("#q-prefecture"), 0);
    stage.enter("#q-town", "fotang", "change").await;
    assert_eq!(stage.count("#q-province"), 0);
}

#[wasm_bindgen_test]
async fn an_account_is_read_back_and_never_filled_in_by_the_browser() {
    let (stage, _) = show(examples::of(Kind::BankAccount));
    stage.enter("#q", "6200000000000000018", "input").await;
    let groups = stage.texts(".readback span");
    assert_eq!(groups, ["6200", "0000", "0000", "0000", "018"]);
    assert_eq!(
        stage.attribute("#q", "autocomplete").as_deref(),
        Some("off")
    );
}

#[wasm_bindgen_test]
async fn an_own_mobile_carries_its_token() {
    let own = QuestionView {
        autofill: Some(Autofill::Tel),
        ..examples::of(Kind::Mobile)
    };
    let (stage, _) = show(own);
    assert_eq!(
        stage.attribute("#q", "autocomplete").as_deref(),
        Some("tel")
    );
}
