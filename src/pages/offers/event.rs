//! The first wish as a calendar file, for the page after finishing.

use super::{name, slots};
use crate::{i18n::Msg, state::ground::Ground};
use civil_affairs_domain::{
    answers::Value,
    definition::Kind,
    ics::{self, Event, Standing},
    slot::{
        SlotId,
        grid::{Grid, OFFICES},
    },
    validate::Validation,
};

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
pub fn calendar_file(
    ground: &Ground,
    validation: &Validation<'_>,
    uid: &str,
    now: i64,
) -> Option<CalendarFile> {
    let setting = validation.facts.setting;
    let service = setting.service;
    let slot = service.questions().find_map(|(_, question)| {
        match validation.facts.values.get(&question.id) {
            Some(Value::Slot(slot)) if question.kind == Kind::Slot => Some(slot),
            _ => None,
        }
    })?;
    let event = Event {
        uid: uid.to_owned(),
        made: now,
        title: ground.text(&service.title),
        place: place(ground, slot),
        description: [
            slots::wish(ground, setting, slot),
            ground.say(Msg::WishExplained).to_owned(),
        ]
        .join("\n"),
        date: slot.date,
        // A morning is no appointment from midnight to noon.
        time: Grid::new(setting, &slot.office_id)
            .filter(Grid::knows_hours)
            .and_then(|grid| grid.cell(slot.start)),
        standing: Standing::Wish(ground.say(Msg::WishMark).to_owned()),
    };
    Some(CalendarFile {
        name: format!("{}.ics", service.id),
        text: ics::file(&event),
    })
}

fn place(ground: &Ground, slot: &SlotId) -> String {
    let list = ground.policy().list(OFFICES);
    let office = list.and_then(|list| list.item(&slot.office_id));
    office.map_or_else(String::new, |office| name(office, ground.lang))
}
