//! Words of the interface with values in them.

use civil_affairs_domain::text::Lang;

/// Place of a question among those that are asked as the answers stand.
pub fn question_of(place: usize, total: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {place} 题，共 {total} 题"),
        Lang::En => format!("Question {place} of {total}"),
    }
}

/// Everything typed is committed, since this time (`HH:MM`).
pub fn saved_at(time: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已保存 {time}"),
        Lang::En => format!("Saved at {time}"),
    }
}

/// Limit of a text.
pub fn at_most_characters(max: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("最多 {max} 字"),
        Lang::En => format!("At most {max} characters"),
    }
}

/// Title of the pages of a pre-check. It stands in the browser's history, so it names the service and never the
/// question.
pub fn check_of(service: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{service}：预查"),
        Lang::En => format!("{service}: check"),
    }
}

/// Asks for a time on a day.
pub fn which_time(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day}，什么时候？"),
        Lang::En => format!("{day}: at what time?"),
    }
}

/// The days of a week that is neither this nor the next one.
pub fn from_to(first: &str, last: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{first}至 {last}"),
        Lang::En => format!("{first} to {last}"),
    }
}

/// The wish of the question before.
pub fn first_wish(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("首选：{words}"),
        Lang::En => format!("First choice: {words}"),
    }
}

/// A further wish by its rank.
pub fn wish(rank: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("备选 {rank}"),
        Lang::En => format!("Alternative {rank}"),
    }
}

/// A further wish stands at another rank now.
pub fn wish_moved(rank: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已排到备选 {rank}"),
        Lang::En => format!("Moved to alternative {rank}"),
    }
}

/// A further wish is taken away.
pub fn wish_removed(rank: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已去掉备选 {rank}"),
        Lang::En => format!("Alternative {rank} removed"),
    }
}
