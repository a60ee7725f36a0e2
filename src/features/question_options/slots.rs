//! The slots that can be wished, from the grid of each office.

use super::name;
use civil_affairs_client::context::AppContext;
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
    question::slot_offer::{OfferedDay, Office, SlotOffer, Time, Week},
};
use std::sync::Arc;

/// What a question for slots offers as the answers stand; nothing for any other question.
pub fn slots(
    context: &AppContext,
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
    let grids: Vec<(&ListItem, Grid<'_>)> = context
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
            name: name(item, context.lang),
            weeks: weeks(context, grid),
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
            .map(|note| note.say(context.lang).to_owned())
            .collect(),
        none: Msg::NoDayToBook.say(context.lang).to_owned(),
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

fn weeks(context: &AppContext, grid: &Grid<'_>) -> Vec<Week> {
    let days = grid.days();
    days.chunk_by(|one, next| monday(*one) == monday(*next))
        .map(|days| Week {
            title: title(context, days),
            days: days.iter().map(|date| day(context, grid, *date)).collect(),
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

fn title(context: &AppContext, days: &[Date]) -> String {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return String::new();
    };
    let ahead = monday(context.today)
        .zip(monday(*first))
        .map(|(this, week)| this.days_until(week));
    match ahead {
        Some(0) => Msg::ThisWeek.say(context.lang).to_owned(),
        Some(7) => Msg::NextWeek.say(context.lang).to_owned(),
        _ => {
            let day = |date: &Date| i18n::short_day(*date, context.lang);
            if first == last {
                day(first)
            } else {
                phrase::from_to(&day(first), &day(last), context.lang)
            }
        }
    }
}

fn day(context: &AppContext, grid: &Grid<'_>, date: Date) -> OfferedDay {
    OfferedDay {
        date: date.to_string(),
        text: i18n::short_day(date, context.lang),
        weekday: i18n::weekday(date, context.lang).to_owned(),
        times: grid
            .times(date)
            .into_iter()
            .map(|span| Time {
                start: time::compact(span.start),
                text: hours(context, span),
            })
            .collect(),
    }
}

/// 10:00–10:30, or morning and afternoon while nobody knows more.
fn hours(context: &AppContext, span: Span) -> String {
    match (span.start, span.end) {
        (0, NOON) => Msg::Morning.say(context.lang).to_owned(),
        (NOON, DAY) => Msg::Afternoon.say(context.lang).to_owned(),
        (start, end) => format!("{}–{}", time::shown(start), time::shown(end)),
    }
}

/// A wish in words: day, weekday, time, office.
pub fn wish(context: &AppContext, setting: &RuleContext<'_>, slot: &SlotId) -> String {
    let cell = Grid::new(setting, &slot.office_id).and_then(|grid| grid.cell(slot.start));
    let time = cell.map_or_else(|| time::shown(slot.start), |cell| hours(context, cell));
    let item = context
        .policy()
        .list(OFFICES)
        .and_then(|list| list.item(&slot.office_id));
    [
        i18n::day(slot.date, context.lang),
        i18n::weekday(slot.date, context.lang).to_owned(),
        time,
        item.map_or_else(|| slot.office_id.clone(), |item| name(item, context.lang)),
    ]
    .join(" ")
}
