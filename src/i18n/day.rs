//! A calendar day as people read it.

use civil_affairs_domain::{
    date::{Date, Weekday},
    text::Lang,
};

/// 2026 年 12 月 7 日，星期一; Monday, 7 December 2026.
pub fn day(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let weekday = weekday(date.weekday(), lang);
    match lang {
        Lang::Zh => format!("{year} 年 {month} 月 {day} 日，{weekday}"),
        Lang::En => format!("{weekday}, {day} {} {year}", month_name(month)),
    }
}

fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    let (zh, en) = match weekday {
        Weekday::Mon => ("星期一", "Monday"),
        Weekday::Tue => ("星期二", "Tuesday"),
        Weekday::Wed => ("星期三", "Wednesday"),
        Weekday::Thu => ("星期四", "Thursday"),
        Weekday::Fri => ("星期五", "Friday"),
        Weekday::Sat => ("星期六", "Saturday"),
        Weekday::Sun => ("星期日", "Sunday"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
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
        assert_eq!(day(date, Lang::Zh), "2026 年 12 月 7 日，星期一");
        assert_eq!(day(date, Lang::En), "Monday, 7 December 2026");
    }
}
