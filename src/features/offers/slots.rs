//! The slots that can be wished, from the grid of each office.

use super::name;
use civil_affairs_client::context::Ground;
use civil_affairs_domain::{
    form::answers::Value,
    form::definition::{Kind, Question},
    form::policy::ListItem,
    form::rule_context::RuleContext,
    rules::grid::{Grid, OFFICES},
    rules::validate::Validation,
    value::date::{Date, Weekday},
    value::slot::{
        SlotId,
        time::{self, DAY, NOON, Span},
    },
};
use civil_affairs_ui::{
    i18n::{self, Msg, phrase},
    question::slot_offer::{Day, Office, SlotOffer, Time, Week},
};
use std::sync::Arc;

/// What a question for slots offers as the answers stand; nothing for any other question.
pub fn slots(
    ground: &Ground,
    question: &Question,
    validation: &Validation<'_>,
) -> Option<Arc<SlotOffer>> {
    let setting = validation.facts.setting;
    let first = match &question.kind {
        Kind::Slot => None,
        Kind::Slots { first, .. } => validation.facts.values.get(first),
        Kind::Text { .. }
        | Kind::NameZh
        | Kind::NameLatin
        | Kind::IdType { .. }
        | Kind::IdNumber { .. }
        | Kind::Mobile
        | Kind::Email
        | Kind::Date { .. }
        | Kind::Choice { .. }
        | Kind::Choices { .. }
        | Kind::YesNo { .. }
        | Kind::Declaration { .. }
        | Kind::Money { .. }
        | Kind::Integer { .. }
        | Kind::Address
        | Kind::BankAccount
        | Kind::Files { .. }
        | Kind::Derived => return None,
    };
    let chosen = setting
        .service
        .office_question()
        .and_then(|office| validation.facts.values.get(&office.id)?.code());
    let grids: Vec<(&ListItem, Grid<'_>)> = ground
        .policy()
        .list(OFFICES)
        .map(|list| list.items.as_slice())
        .unwrap_or_default()
        .iter()
        .filter(|item| chosen.is_none_or(|chosen| chosen == item.code))
        .filter_map(|item| Some((item, Grid::new(setting, &item.code)?)))
        .collect();
    let offices: Vec<Office> = grids
        .iter()
        .map(|(item, grid)| Office {
            code: item.code.clone(),
            name: name(item, ground.lang),
            weeks: weeks(ground, grid),
        })
        .collect();
    let unknown_hours = grids.iter().any(|(_, grid)| !grid.knows_hours());
    let notes = [
        unknown_hours.then_some(Msg::HoursAsArranged),
        holidays_open(setting).then_some(Msg::HolidaysMayChange),
        Some(Msg::WalkInWelcome),
    ];
    Some(Arc::new(SlotOffer {
        offices,
        notes: notes
            .into_iter()
            .flatten()
            .map(|note| note.say(ground.lang).to_owned())
            .collect(),
        none: Msg::NoDayToBook.say(ground.lang).to_owned(),
        first: match first {
            Some(Value::Slot(first)) => Some(first.into()),
            _ => None,
        },
    }))
}

/// Whether the days offered may turn out to be public holidays: the list of a year is not known.
fn holidays_open(setting: &RuleContext<'_>) -> bool {
    let last = setting.last_bookable().unwrap_or(setting.today);
    let mut years = setting.today.year()..=last.year();
    years.any(|year| !setting.calendar.knows(year))
}

fn weeks(ground: &Ground, grid: &Grid<'_>) -> Vec<Week> {
    let days = grid.days();
    days.chunk_by(|one, next| monday(*one) == monday(*next))
        .map(|days| Week {
            title: title(ground, days),
            days: days.iter().map(|date| day(ground, grid, *date)).collect(),
        })
        .collect()
}

/// The Monday of a day's week.
fn monday(date: Date) -> Option<Date> {
    let back = match date.weekday() {
        Weekday::Mon => 0,
        Weekday::Tue => 1,
        Weekday::Wed => 2,
        Weekday::Thu => 3,
        Weekday::Fri => 4,
        Weekday::Sat => 5,
        Weekday::Sun => 6,
    };
    date.add_days(-back)
}

fn title(ground: &Ground, days: &[Date]) -> String {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return String::new();
    };
    let ahead = monday(ground.today)
        .zip(monday(*first))
        .map(|(this, week)| this.days_until(week));
    match ahead {
        Some(0) => Msg::ThisWeek.say(ground.lang).to_owned(),
        Some(7) => Msg::NextWeek.say(ground.lang).to_owned(),
        _ => {
            let day = |date: &Date| i18n::short_day(*date, ground.lang);
            if first == last {
                day(first)
            } else {
                phrase::from_to(&day(first), &day(last), ground.lang)
            }
        }
    }
}

fn day(ground: &Ground, grid: &Grid<'_>, date: Date) -> Day {
    Day {
        date: date.to_string(),
        text: i18n::short_day(date, ground.lang),
        weekday: i18n::weekday(date, ground.lang).to_owned(),
        times: grid
            .times(date)
            .into_iter()
            .map(|span| Time {
                start: time::compact(span.start),
                text: hours(ground, span),
            })
            .collect(),
    }
}

/// 10:00–10:30, or morning and afternoon while nobody knows more.
fn hours(ground: &Ground, span: Span) -> String {
    match (span.start, span.end) {
        (0, NOON) => Msg::Morning.say(ground.lang).to_owned(),
        (NOON, DAY) => Msg::Afternoon.say(ground.lang).to_owned(),
        (start, end) => format!("{}–{}", time::shown(start), time::shown(end)),
    }
}

/// A wish in words: day, weekday, time, office.
pub fn wish(ground: &Ground, setting: &RuleContext<'_>, slot: &SlotId) -> String {
    let cell = Grid::new(setting, &slot.office_id).and_then(|grid| grid.cell(slot.start));
    let time = cell.map_or_else(|| time::shown(slot.start), |cell| hours(ground, cell));
    let item = ground
        .policy()
        .list(OFFICES)
        .and_then(|list| list.item(&slot.office_id));
    [
        i18n::day(slot.date, ground.lang),
        i18n::weekday(slot.date, ground.lang).to_owned(),
        time,
        item.map_or_else(|| slot.office_id.clone(), |item| name(item, ground.lang)),
    ]
    .join(" ")
}
