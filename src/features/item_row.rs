//! A finished form as one row: what it is, how it stands, and by when something is wanted.

use crate::router::Route;
use civil_affairs_client::{context::AppContext, platform::clock};
use civil_affairs_domain::record::queue::QueueRecord;
use civil_affairs_ui::{
    components::task,
    i18n::{self, Msg, phrase},
};
use leptos::prelude::*;

/// The row of a finished form: its title, its status, and by when something is wanted. A list tells nothing of what
/// was filled in (standards-and-duties §6.8).
pub fn item_row(context: &AppContext, item: &QueueRecord) -> AnyView {
    let lang = context.lang;
    let status = item.status(context.service(&item.service));
    let line = match status.receipt() {
        Some(receipt) => last_step(context, item).unwrap_or_else(|| {
            let reference = &receipt.content().reference;
            format!("{} {}", Msg::Reference.say(lang), reference)
        }),
        None => phrase::finished_at(&clock::day_and_time(item.finished_at), lang),
    };
    task(
        Route::Finished(item.draft.to_string()).path(),
        context.title_of(&item.service),
        line,
        &status,
        lang,
    )
}

/// What the bureau last told, with the day by which something is wanted.
fn last_step(context: &AppContext, item: &QueueRecord) -> Option<String> {
    let course = item.state.course()?;
    let state = context.service(&item.service)?.state(&course.state)?;
    let words = context.text(&state.tell);
    let due = course.events.last().and_then(|event| event.due);
    Some(match due {
        Some(due) => phrase::with_due(&words, &i18n::day(due, context.lang), context.lang),
        None => words,
    })
}
