//! Words of the interface with values in them.

use civil_affairs_domain::value::text::Lang;

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

/// Title of the pages of a form. It stands in the browser's history, so it names the service and nothing else.
pub fn form_of(service: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{service}：填写"),
        Lang::En => format!("{service}: form"),
    }
}

/// How far the person is.
pub fn answered_of(done: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("必填的 {all} 题，填好了 {done} 题"),
        Lang::En => format!("{done} of {all} needed questions answered"),
    }
}

/// When a form was finished, as day and time of the device.
pub fn finished_at(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("填好的时间：{at}"),
        Lang::En => format!("Finished at {at}"),
    }
}

/// How something stands, and the day that goes with it.
pub fn with_due(words: &str, day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{words}最晚 {day}。"),
        Lang::En => format!("{words} By {day}."),
    }
}

/// When a draft was last changed, as day and time of the device.
pub fn touched(at: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("上次填写：{at}"),
        Lang::En => format!("Last changed: {at}"),
    }
}

/// Adds an entry to a list.
pub fn add(item: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("添加{item}"),
        Lang::En => format!("Add: {item}"),
    }
}

/// So many questions have no answer yet.
pub fn open(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("还有 {count} 题没有填。"),
        Lang::En if count == 1 => "1 question is still to be answered.".to_owned(),
        Lang::En => format!("{count} questions are still to be answered."),
    }
}

/// So many answers have to be mended.
pub fn to_mend(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("有 {count} 项要改"),
        Lang::En if count == 1 => "1 answer has to be mended".to_owned(),
        Lang::En => format!("{count} answers have to be mended"),
    }
}

/// The last day a draft is kept.
pub fn kept_until(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("保留到 {day}，再次填写会延长"),
        Lang::En => format!("Kept until {day}; changing it keeps it longer"),
    }
}

/// Offers an answer that was given elsewhere in the form.
pub fn take_over(text: &str, label: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("用填过的“{text}”（{label}）"),
        Lang::En => format!("Use “{text}” ({label})"),
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

/// An answer is no longer understood.
pub fn answer_again(question: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("请再填一次：{question}"),
        Lang::En => format!("Please answer again: {question}"),
    }
}

/// A question is gone; its answer stays in the draft.
pub fn not_asked(answer: &str, lang: Lang) -> String {
    match (lang, answer) {
        (Lang::Zh, "") => "有一题不再需要回答。".to_owned(),
        (Lang::En, "") => "One question is no longer asked.".to_owned(),
        (Lang::Zh, answer) => format!("不再需要：{answer}"),
        (Lang::En, answer) => format!("No longer needed: {answer}"),
    }
}
