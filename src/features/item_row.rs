//! A finished form as one row: what it is, how it stands, and by when something is wanted.

use crate::router::Route;
use civil_affairs_client::{context::Ground, platform::clock};
use civil_affairs_domain::{record::queue::QueueRecord, sync::ItemState};
use civil_affairs_ui::{
    components::{Standing, task},
    i18n::{self, Msg, phrase},
};
use leptos::prelude::*;

/// See the module. A list tells nothing of what was filled in (standards-and-duties §6.8).
pub fn item_row(ground: &Ground, item: &QueueRecord) -> AnyView {
    let lang = ground.lang;
    let standing = standing(ground, item);
    let line = match &item.state {
        ItemState::Received { reference, .. } => told(ground, item)
            .unwrap_or_else(|| format!("{} {}", Msg::Reference.say(ground.lang), reference)),
        ItemState::Waiting | ItemState::Refused(_) => {
            phrase::finished_at(&clock::day_and_time(item.finished_at), lang)
        }
    };
    task(
        Route::Finished(item.draft.to_string()).path(),
        ground.title_of(&item.service),
        line,
        standing,
        lang,
    )
}

/// How it stands, in a word.
pub fn standing(ground: &Ground, item: &QueueRecord) -> Standing {
    if !item.state.is_received() {
        return Standing::Waiting;
    }
    let is_over = item.state.course().is_some_and(|course| {
        let service = ground.service(&item.service);
        service.is_some_and(|service| service.is_end(&course.state))
    });
    if is_over {
        Standing::Over
    } else {
        Standing::Received
    }
}

/// What the bureau last told, with the day by which something is wanted.
fn told(ground: &Ground, item: &QueueRecord) -> Option<String> {
    let course = item.state.course()?;
    let state = ground.service(&item.service)?.state(&course.state)?;
    let words = ground.text(&state.tell);
    let due = course.events.last().and_then(|event| event.due);
    Some(match due {
        Some(due) => phrase::with_due(&words, &i18n::day(due, ground.lang), ground.lang),
        None => words,
    })
}
