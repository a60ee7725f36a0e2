//! Which slots can be wished, on invented parameters, calendars and clocks.

use crate::support::REAL;
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::condition::Literal,
    form::definition::ServiceDefinition,
    form::policy::Policy,
    form::rule_context::RuleContext,
    rules::grid::{Grid, Outside, check},
    rules::validate::{Finding, validate},
    value::calendar::{HolidayYear, WorkCalendar},
    value::date::Date,
    value::slot::{
        SlotId, TypedSlot,
        time::{self, Span},
    },
};
use civil_affairs_testkit::properties;
use proptest::{prelude::*, sample::Index};

const OFFICE: &str = "yiwu";

fn marriage() -> &'static ServiceDefinition {
    REAL.catalogue
        .service("marriage-appointment")
        .expect("the service")
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn wish(date: &str, start: &str) -> SlotId {
    SlotId {
        office_id: OFFICE.to_owned(),
        date: day(date),
        start: time::parse(start).expect("a time"),
    }
}

/// The real service on 2026-12-01, a Tuesday, at a time of day, with some parameters set.
fn setting(now: &str, set: &[(&str, &str)]) -> RuleContext<'static> {
    on("2026-12-01", now, set)
}

fn on(today: &str, now: &str, set: &[(&str, &str)]) -> RuleContext<'static> {
    let policy = &REAL.catalogue.policy;
    let today = day(today);
    let mut parameters = policy.on(today);
    for (key, value) in set {
        parameters.set(key, value).expect("a parameter");
    }
    RuleContext::with_parameters(marriage(), policy, parameters, today).at(time::parse(now))
}

fn starts(setting: &RuleContext<'_>, date: &str) -> Vec<String> {
    let grid = Grid::new(setting, OFFICE).expect("an office");
    let times = grid.times(day(date));
    times.iter().map(|cell| time::shown(cell.start)).collect()
}

fn days(setting: &RuleContext<'_>) -> Vec<String> {
    let grid = Grid::new(setting, OFFICE).expect("an office");
    grid.days().iter().map(Date::to_string).collect()
}

#[test]
fn days_run_from_the_next_working_day_to_the_end_of_the_window_without_weekends() {
    let offered = days(&setting("08:00", &[]));
    assert_eq!(
        offered[..4],
        ["2026-12-02", "2026-12-03", "2026-12-04", "2026-12-07"]
    );
    assert_eq!(offered.last().expect("a day"), "2026-12-31");
    let with_saturdays = days(&setting("08:00", &[("saturday_open", "true")]));
    assert_eq!(with_saturdays[3], "2026-12-05");
}

#[test]
fn single_days_can_be_opened_and_closed() {
    let set = [
        ("open_dates", "2026-12-06"),
        ("closed_dates", "2026-12-03,2026-12-04"),
    ];
    let setting = setting("08:00", &set);
    assert_eq!(
        days(&setting)[..3],
        ["2026-12-02", "2026-12-06", "2026-12-07"]
    );
    let closed = Outside::Closed(Some(day("2026-12-06")));
    assert_eq!(check(&setting, &wish("2026-12-03", "10:00")), Err(closed));
}

#[test]
fn while_the_hours_are_unset_there_is_morning_and_afternoon_and_any_time_is_accepted() {
    let setting = setting("08:00", &[]);
    assert_eq!(starts(&setting, "2026-12-03"), ["00:00", "12:00"]);
    assert_eq!(check(&setting, &wish("2026-12-03", "10:00")), Ok(()));
    assert!(
        !Grid::new(&setting, OFFICE)
            .expect("an office")
            .knows_hours()
    );
}

#[test]
fn hours_are_cut_into_slots_and_what_does_not_fill_one_is_left() {
    let hours = ("opening_hours", "09:00-10:45,14:00-15:00");
    let half_hours = setting("08:00", &[hours]);
    assert_eq!(
        starts(&half_hours, "2026-12-03"),
        ["09:00", "09:30", "10:00", "14:00", "14:30"]
    );
    assert_eq!(
        check(&half_hours, &wish("2026-12-03", "10:15")),
        Err(Outside::Time)
    );
    let whole = setting("08:00", &[hours, ("slot_minutes", "unset")]);
    assert_eq!(starts(&whole, "2026-12-03"), ["09:00", "14:00"]);
}

#[test]
fn an_office_may_have_its_own_hours() {
    let mut policy: Policy = REAL.catalogue.policy.clone();
    let offices = policy
        .lists
        .iter_mut()
        .find(|list| list.id == "offices")
        .expect("the list");
    let hours = Literal::Text("13:00-14:00".to_owned());
    offices.items[0]
        .attributes
        .insert("opening_hours".to_owned(), hours);
    let setting = RuleContext::new(marriage(), &policy, day("2026-12-01"));
    assert_eq!(starts(&setting, "2026-12-03"), ["13:00", "13:30"]);
}

#[test]
fn without_notice_the_slots_of_today_that_have_begun_are_past() {
    let set = [("lead_days_min", "0"), ("opening_hours", "09:00-11:00")];
    let at_half_past_nine = setting("09:30", &set);
    assert_eq!(starts(&at_half_past_nine, "2026-12-01"), ["10:00", "10:30"]);
    assert_eq!(
        check(&at_half_past_nine, &wish("2026-12-01", "09:30")),
        Err(Outside::Past)
    );
    let halves = setting("11:59", &[("lead_days_min", "0")]);
    assert_eq!(starts(&halves, "2026-12-01"), ["00:00", "12:00"]);
    let at_noon = setting("12:00", &[("lead_days_min", "0")]);
    assert_eq!(starts(&at_noon, "2026-12-01"), ["12:00"]);
    assert!(
        days(&setting("23:59", &set))
            .iter()
            .all(|day| day != "2026-12-01")
    );
}

#[test]
fn the_newest_day_appears_when_it_is_released() {
    let set = [("release_time", "09:00")];
    assert_eq!(
        days(&setting("08:59", &set)).last().expect("a day"),
        "2026-12-30"
    );
    assert_eq!(
        days(&setting("09:00", &set)).last().expect("a day"),
        "2026-12-31"
    );
    // 2027-05-20 opens 30 days before, at midnight.
    let opens =
        |today: &str, now: &str| days(&on(today, now, &[])).contains(&"2027-05-20".to_owned());
    assert!(!opens("2027-04-19", "23:59"));
    assert!(opens("2027-04-20", "00:00"));
}

#[test]
fn an_unset_window_offers_a_month_and_refuses_nothing_beyond_it() {
    let setting = setting("08:00", &[("booking_days_max", "unset")]);
    assert_eq!(days(&setting).last().expect("a day"), "2026-12-31");
    assert_eq!(check(&setting, &wish("2027-05-20", "10:00")), Ok(()));
}

fn findings(setting: &RuleContext<'_>, first: &str, further: &[&str]) -> Vec<Finding> {
    let typed = |id: &str| TypedSlot::from_id(id).expect("three parts");
    let mut answers = Answers::default();
    answers.set("office_id", Raw::Text(OFFICE.to_owned()));
    answers.set("slot_id", Raw::Slot(typed(first)));
    answers.set(
        "alt_slots",
        Raw::Slots(further.iter().map(|id| typed(id)).collect()),
    );
    validate(setting, &answers).errors
}

#[test]
fn each_wish_outside_the_grid_is_told_with_what_mends_it() {
    let setting = setting("08:00", &[]);
    let told = |slot: &str| findings(&setting, slot, &[]);
    assert_eq!(told("yiwu/2026-12-03/1000"), []);
    let finding = |code: &str| Finding::new("slot_id", code);
    assert_eq!(told("yiwu/2026-11-30/1000"), [finding("slot_past")]);
    assert_eq!(
        told("yiwu/2026-12-01/1000"),
        [finding("slot_too_soon").with("min", "2026-12-02")]
    );
    assert_eq!(
        told("yiwu/2027-01-04/1000"),
        [finding("slot_too_late").with("max", "2026-12-31")]
    );
    assert_eq!(
        told("yiwu/2026-12-05/1000"),
        [finding("slot_closed").with("next", "2026-12-07")]
    );
    assert_eq!(
        told("elsewhere/2026-12-03/1000"),
        [finding("slot_other_office")]
    );
    let further = findings(
        &setting,
        "yiwu/2026-12-03/1000",
        &["yiwu/2026-12-04/1000", "yiwu/2026-12-05/1000"],
    );
    let second = Finding::new("alt_slots", "slot_closed").with("next", "2026-12-07");
    assert_eq!(further, [second.with("wish", 2)]);
}

#[test]
fn a_day_that_cannot_be_booked_asks_for_another_day_and_not_for_a_corrected_field() {
    let setting = setting("08:00", &[]);
    let mut answers = Answers::default();
    let slot = TypedSlot::from_id("yiwu/2026-12-05/1000").expect("three parts");
    answers.set("slot_id", Raw::Slot(slot));
    let verdict = validate(&setting, &answers).precheck;
    assert_eq!(verdict.outcome.as_deref(), Some("choose_other"));
    assert_eq!(verdict.next_open_date, Some(day("2026-12-07")));
}

#[test]
fn every_finding_about_a_wish_has_words() {
    let list = REAL
        .catalogue
        .policy
        .list("field-errors")
        .expect("the list");
    let first = day("2026-12-02");
    for outside in [
        Outside::Office,
        Outside::Past,
        Outside::TooSoon(first),
        Outside::TooLate(first),
        Outside::Closed(None),
        Outside::Time,
    ] {
        assert!(list.item(outside.code()).is_some(), "{}", outside.code());
    }
    assert!(list.item("slot_other_office").is_some());
}

/// A parameter that is set or not.
fn maybe(values: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop_oneof![1 => Just("unset".to_owned()), 4 => values]
}

/// Days near the invented today.
fn near(count: usize) -> impl Strategy<Value = Vec<Date>> {
    let near = (0..50_i64).prop_map(|ahead| day("2150-06-15").add_days(ahead).expect("a day"));
    prop::collection::vec(near, 0..count)
}

fn listed(days: &[Date]) -> String {
    match days {
        [] => "unset".to_owned(),
        days => days
            .iter()
            .map(Date::to_string)
            .collect::<Vec<_>>()
            .join(","),
    }
}

prop_compose! {
    fn hours()(mut ends in prop::collection::vec(0..time::DAY, 2..7)) -> String {
        ends.sort_unstable();
        ends.dedup();
        let spans = ends.chunks_exact(2).map(|ends| format!("{}-{}", time::shown(ends[0]), time::shown(ends[1])));
        let hours = spans.collect::<Vec<_>>().join(",");
        if hours.is_empty() { "unset".to_owned() } else { hours }
    }
}

prop_compose! {
    /// Any office on any day of an invented year, at any time.
    fn any_setting()(
        ahead in 0..21_i64,
        minute in prop::option::of(0..time::DAY),
        (lead, window) in (maybe((0..5_u8).prop_map(|n| n.to_string())), maybe((0..40_u8).prop_map(|n| n.to_string()))),
        release in maybe((0..time::DAY).prop_map(time::shown)),
        saturday in maybe(any::<bool>().prop_map(|yes| yes.to_string())),
        (hours, length) in (maybe(hours()), maybe((0..200_u8).prop_map(|n| n.to_string()))),
        (open, closed, off, worked) in (near(4), near(8), near(8), near(4)),
    ) -> RuleContext<'static> {
        let policy = &REAL.catalogue.policy;
        let today = day("2150-06-15").add_days(ahead).expect("a day");
        let mut parameters = policy.on(today);
        for (key, value) in [
            ("lead_days_min", lead),
            ("booking_days_max", window),
            ("release_time", release),
            ("saturday_open", saturday),
            ("opening_hours", hours),
            ("slot_minutes", length),
            ("open_dates", listed(&open)),
            ("closed_dates", listed(&closed)),
        ] {
            parameters.set(key, &value).expect("a parameter");
        }
        let mut setting = RuleContext::with_parameters(marriage(), policy, parameters, today).at(minute);
        setting.calendar = WorkCalendar::new(vec![HolidayYear {
            year: 2150,
            source: "test".to_owned(),
            closed: off,
            worked,
        }]);
        setting
    }
}

proptest! {
    // Some offices are never open: those cases do not count.
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..properties::config() })]

    #[test]
    fn a_day_offered_is_open_not_past_and_inside_the_window(setting in any_setting()) {
        let grid = Grid::new(&setting, OFFICE).expect("an office");
        let named = |key: &str, date: Date| {
            setting.parameters.codes(key).is_some_and(|days| days.contains(&date.to_string()))
        };
        let days = grid.days();
        prop_assert!(days.is_sorted_by(|one, next| one < next));
        for date in days {
            let weekend = date.weekday().is_weekend() && !setting.calendar.is_working_day(date);
            let saturday = setting.parameters.flag("saturday_open") == Some(true);
            prop_assert!(named("open_dates", date) || !named("closed_dates", date));
            prop_assert!(named("open_dates", date) || !setting.calendar.is_holiday(date));
            prop_assert!(named("open_dates", date) || saturday || !weekend);
            prop_assert!(setting.today <= date);
            prop_assert!(setting.first_bookable().is_none_or(|first| first <= date));
            let most = i64::from(setting.parameters.count("booking_days_max").unwrap_or(30));
            prop_assert!(setting.today.days_until(date) <= most);
            let times = grid.times(date);
            prop_assert!(!times.is_empty());
            prop_assert!(times.iter().all(|cell| cell.start < cell.end && cell.end <= time::DAY));
            prop_assert!(times.iter().all(|cell| !grid.is_past(date, cell.start)));
        }
    }

    #[test]
    fn a_wish_that_is_offered_validates(setting in any_setting(), which in any::<(Index, Index)>()) {
        let grid = Grid::new(&setting, OFFICE).expect("an office");
        let days = grid.days();
        prop_assume!(!days.is_empty());
        let date = *which.0.get(&days);
        let Span { start, .. } = *which.1.get(&grid.times(date));
        let wish = SlotId { office_id: OFFICE.to_owned(), date, start };
        prop_assert_eq!(findings(&setting, &wish.to_string(), &[]), []);
    }

    #[test]
    fn what_is_not_offered_is_told(setting in any_setting(), ahead in -5..60_i64, start in 0..time::DAY) {
        let grid = Grid::new(&setting, OFFICE).expect("an office");
        let date = setting.today.add_days(ahead).expect("a day");
        let wish = SlotId { office_id: OFFICE.to_owned(), date, start };
        let offered = grid.days().contains(&date) && grid.times(date).iter().any(|cell| cell.start == start);
        let bounded = setting.parameters.count("booking_days_max").is_some();
        if offered {
            prop_assert_eq!(check(&setting, &wish), Ok(()));
        } else if grid.knows_hours() && bounded {
            prop_assert!(check(&setting, &wish).is_err());
        }
    }
}
