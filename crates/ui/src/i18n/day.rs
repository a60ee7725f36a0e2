//! A calendar day as people read it.

use super::pick;
use civil_affairs_domain::{
    value::date::{Date, Weekday},
    value::text::Lang,
};

/// 2026 年 12 月 7 日; 7 December 2026. Never broken over two lines.
pub fn day(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let text = match lang {
        Lang::Zh => format!("{year} 年 {month} 月 {day} 日"),
        Lang::En => format!("{day} {} {year}", month_name(month)),
    };
    text.replace(' ', "\u{a0}")
}

/// 12 月 7 日; 7 December. Never broken over two lines.
pub fn short_day(date: Date, lang: Lang) -> String {
    let (month, day) = (date.month(), date.day());
    let text = match lang {
        Lang::Zh => format!("{month} 月 {day} 日"),
        Lang::En => format!("{day} {}", month_name(month)),
    };
    text.replace(' ', "\u{a0}")
}

/// 星期一; Monday.
pub fn weekday(date: Date, lang: Lang) -> &'static str {
    let both = match date.weekday() {
        Weekday::Mon => ("星期一", "Monday"),
        Weekday::Tue => ("星期二", "Tuesday"),
        Weekday::Wed => ("星期三", "Wednesday"),
        Weekday::Thu => ("星期四", "Thursday"),
        Weekday::Fri => ("星期五", "Friday"),
        Weekday::Sat => ("星期六", "Saturday"),
        Weekday::Sun => ("星期日", "Sunday"),
    };
    pick(both, lang)
}

fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it() {
        let date = Date::new(2026, 12, 7).unwrap();
        assert_eq!(
            day(date, Lang::Zh),
            "2026\u{a0}年\u{a0}12\u{a0}月\u{a0}7\u{a0}日"
        );
        assert_eq!(day(date, Lang::En), "7\u{a0}December\u{a0}2026");
        assert_eq!(short_day(date, Lang::Zh), "12\u{a0}月\u{a0}7\u{a0}日");
        assert_eq!(short_day(date, Lang::En), "7\u{a0}December");
        assert_eq!(weekday(date, Lang::Zh), "星期一");
    }
}
