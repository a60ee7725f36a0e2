//! The time of the device.

use civil_affairs_domain::value::date::Date;

/// Milliseconds since 1970-01-01 UTC.
pub fn now_millis() -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds, far below 2^53"
    )]
    let now = js_sys::Date::now() as i64;
    now
}

/// Today at UTC + 8 h, whatever zone the device is set to (services-overview §7).
pub fn today() -> Option<Date> {
    Date::from_unix_millis(now_millis())
}

/// Minutes after midnight at UTC + 8 h.
pub fn minute() -> Option<u16> {
    Date::minute_of_unix_millis(now_millis())
}

/// Hour and minute on the device's own clock, `HH:MM`.
pub fn time_of_day(millis: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a time of this millennium")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(millis as f64));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Month, day, hour and minute for the name of a file: `MMDD-hhmm`.
pub fn stamp(millis: i64) -> String {
    day_and_time(millis)
        .replace(['-', ':'], "")
        .replace(' ', "-")
}

/// Month, day, hour and minute on the device's own clock, `12-01 08:05`.
pub fn day_and_time(millis: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a time of this millennium")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(millis as f64));
    let (month, day) = (date.get_month() + 1, date.get_date());
    format!("{month:02}-{day:02} {}", time_of_day(millis))
}
