//! A wish, or a booked time, as a calendar file.

use super::{name, slots};
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::{
    form::answers::Value,
    form::definition::Kind,
    form::rule_context::RuleContext,
    protocol::ics::{self, CalendarEvent, EventStatus},
    rules::grid::{Grid, OFFICES},
    rules::validate::Validation,
    value::slot::SlotId,
};
use civil_affairs_ui::i18n::Msg;

/// A file to hand to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFile {
    /// Its name says the service and nothing of the person.
    pub name: String,
    /// Its content, `text/calendar` in UTF-8.
    pub text: String,
}

/// The first wish of a form, as not yet confirmed; nothing where none is wished. `uid` stays the same for the same
/// form; `now` is Unix time in milliseconds.
pub fn wish_file(
    context: &AppContext,
    validation: &Validation<'_>,
    uid: &str,
    now: i64,
) -> Option<CalendarFile> {
    let setting = validation.facts.setting;
    let slot = setting.service.questions().find_map(|(_, question)| {
        match validation.facts.values.get(&question.id) {
            Some(Value::Slot(slot)) if question.kind == Kind::Slot => Some(slot),
            _ => None,
        }
    })?;
    let status = EventStatus::Wish(Msg::WishMark.say(context.lang).to_owned());
    Some(file(context, setting, slot, status, uid, now))
}

/// A time that the bureau has booked. With the `uid` of the wish, so that a calendar replaces the entry.
pub fn booked_file(
    context: &AppContext,
    setting: &RuleContext<'_>,
    slot: &SlotId,
    uid: &str,
    now: i64,
) -> CalendarFile {
    file(context, setting, slot, EventStatus::Confirmed, uid, now)
}

fn file(
    context: &AppContext,
    setting: &RuleContext<'_>,
    slot: &SlotId,
    status: EventStatus,
    uid: &str,
    now: i64,
) -> CalendarFile {
    let service = setting.service;
    let mut description = slots::wish(context, setting, slot);
    if matches!(status, EventStatus::Wish(_)) {
        description = [description.as_str(), Msg::WishExplained.say(context.lang)].join("\n");
    }
    let event = CalendarEvent {
        uid: uid.to_owned(),
        made: now,
        title: context.text(&service.title),
        place: place(context, slot),
        description,
        date: slot.date,
        // A morning is no appointment from midnight to noon.
        time: Grid::new(setting, &slot.office_id)
            .filter(Grid::knows_hours)
            .and_then(|grid| grid.cell(slot.start)),
        standing: status,
    };
    CalendarFile {
        name: format!("{}.ics", service.id),
        text: ics::file(&event),
    }
}

fn place(context: &AppContext, slot: &SlotId) -> String {
    let list = context.policy().list(OFFICES);
    let office = list.and_then(|list| list.item(&slot.office_id));
    office.map_or_else(String::new, |office| name(office, context.lang))
}
