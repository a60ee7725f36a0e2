//! The list of a repeated group: household members, other aid. Add, change, move up, remove, undo.

use super::{answer_session::AnswerSession, form_state::FormState, given};
use crate::router::{Route, Router, use_router};
use civil_affairs_client::{
    context::AppContext,
    drafts::DraftHandle,
    platform::{clock, crypto, page, timer},
};
use civil_affairs_domain::{form::answers::GroupEntry, value::id::EntryId};
use civil_affairs_ui::{
    components::{Icon, IconSize, Saved},
    i18n::{Msg, phrase},
};
use leptos::prelude::*;
use std::sync::Arc;

/// One entry as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// What it is, with its number.
    title: String,
    /// Its first answers.
    answers: String,
    /// Place of its first question.
    place: Option<usize>,
}

/// What the list shows.
struct Entries {
    rows: Vec<Row>,
    /// Name of one entry.
    item: String,
    /// One more fits.
    room: bool,
    /// At least one is needed.
    missing: bool,
    /// The step after the list.
    next: Option<usize>,
}

fn entries(context: &AppContext, form: &FormState<'_>, group: &str) -> Option<Entries> {
    let definition = form.service().repeated(group)?;
    let repeat = definition.repeat.as_ref()?;
    let item = context.text(&repeat.item);
    let count = form.validation.facts.count(group);
    let all = given(form);
    let rows = (0..count)
        .map(|index| {
            let prefix = format!("{group}[{index}].");
            let own = || all.iter().filter(|given| given.path.starts_with(&prefix));
            let answers: Vec<String> = own().filter_map(|given| given.answer.clone()).collect();
            Row {
                title: format!("{item} {}", index + 1),
                answers: answers.into_iter().take(3).collect::<Vec<_>>().join(" · "),
                place: own().next().map(|given| given.place),
            }
        })
        .collect();
    Some(Entries {
        rows,
        item,
        room: count < usize::try_from(repeat.max).unwrap_or(usize::MAX),
        missing: form.validation.missing.iter().any(|path| path == group),
        next: form.after(group),
    })
}

/// What the parts of the page share.
#[derive(Clone)]
struct EntriesState {
    context: Arc<AppContext>,
    handle: StoredValue<DraftHandle, LocalStorage>,
    group: Arc<str>,
    router: Router,
    version: RwSignal<u32>,
    removed: RwSignal<Option<(usize, GroupEntry)>, LocalStorage>,
}

impl EntriesState {
    fn entries(&self) -> Option<Entries> {
        let session = AnswerSession::Draft(self.handle.get_value());
        session.evaluate(&self.context, |form| {
            entries(&self.context, form, &self.group)
        })?
    }

    fn changed(&self) {
        self.handle.with_value(DraftHandle::flush);
        self.version.update(|version| *version += 1);
    }

    fn add(&self) {
        let Ok(random) = crypto::random() else {
            return;
        };
        let id = EntryId::new(clock::now_millis(), random);
        let index = self
            .handle
            .with_value(|handle| handle.add_entry(&self.group, id));
        self.changed();
        let rows = self.entries().map(|entries| entries.rows);
        if let Some(place) = rows.and_then(|rows| rows.get(index)?.place) {
            self.router.go(&Route::DraftQuestion(
                self.handle.with_value(DraftHandle::id),
                place,
            ));
        }
    }

    fn remove(&self, index: usize) {
        let removed = self
            .handle
            .with_value(|handle| handle.remove_entry(&self.group, index));
        self.removed.set(removed.map(|entry| (index, entry)));
        self.changed();
        timer::soon(|| page::focus_id("undo"));
    }

    fn undo(&self) {
        if let Some((index, entry)) = self.removed.get_untracked() {
            self.handle
                .with_value(|handle| handle.restore_entry(&self.group, index, entry));
            self.removed.set(None);
            self.changed();
            timer::soon(page::focus_heading);
        }
    }

    fn raise(&self, index: usize) {
        self.handle
            .with_value(|handle| handle.raise_entry(&self.group, index));
        self.changed();
        timer::soon(page::focus_heading);
    }
}

/// The page of a repeated group: its entries, to add, change, sort and remove.
#[component]
pub(super) fn EntriesPage(
    context: AppContext,
    handle: DraftHandle,
    group: String,
) -> impl IntoView {
    let definition = context
        .service(&handle.service())
        .and_then(|service| service.repeated(&group))?;
    let title = context.text(&definition.title);
    let hint = definition.hint.as_ref().map(|hint| context.text(hint));
    let autosaver = handle.autosaver().clone();
    let state = EntriesState {
        context: Arc::new(context.clone()),
        handle: StoredValue::new_local(handle),
        group: group.into(),
        router: use_router(),
        version: RwSignal::new(0),
        removed: RwSignal::new_local(None),
    };
    let list = {
        let state = state.clone();
        move || {
            state.version.track();
            state.entries().map(|entries| list_view(&state, entries))
        }
    };
    let undo = {
        let state = state.clone();
        move || {
            let undoing = state.clone();
            state.removed.with(Option::is_some).then(|| {
                view! {
                    <p class="undo" role="status">
                        {Msg::Removed.say(state.context.lang)}
                        <button
                            class="button button--quiet"
                            id="undo"
                            type="button"
                            on:click=move |_| undoing.undo()
                        >
                            {Msg::Undo.say(state.context.lang)}
                        </button>
                    </p>
                }
            })
        }
    };
    Some(view! {
        <div class="section" data-question=state.group.to_string()>
            <h1 tabindex="-1">{title}</h1>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {undo}
            {list}
            <Saved autosaver=autosaver />
        </div>
    })
}

fn list_view(state: &EntriesState, entries: Entries) -> AnyView {
    let context = state.context.clone();
    let id = state.handle.with_value(DraftHandle::id);
    let empty = entries.rows.is_empty();
    let rows: Vec<_> = entries
        .rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| entry_row(state, &id, index, row))
        .collect();
    let adding = state.clone();
    let add = entries.room.then(|| {
        view! {
            <button
                class="button button--secondary"
                id="add-entry"
                type="button"
                on:click=move |_| adding.add()
            >
                <Icon name="add" size=IconSize::Small />
                {phrase::add(&entries.item, context.lang)}
            </button>
        }
    });
    let next = match entries.next {
        Some(place) => Route::DraftQuestion(id.clone(), place),
        None => Route::DraftAnswers(id),
    };
    let next_words = (match (empty, entries.missing) {
        (true, true) => Msg::AnswerLater,
        (true, false) => Msg::NoneToAdd,
        (false, _) => Msg::ThatIsAll,
    })
    .say(context.lang);
    view! {
        {empty.then(|| view! { <p class="empty">{Msg::NobodyYet.say(context.lang)}</p> })}
        <ol class="entries">{rows}</ol>
        <div class="actions">{add}</div>
        <div class="actions">
            <a class="button" id="entries-done" href=next.path()>
                {next_words}
            </a>
        </div>
    }
    .into_any()
}

fn entry_row(state: &EntriesState, id: &str, index: usize, row: Row) -> AnyView {
    let context = state.context.clone();
    let (raising, removing) = (state.clone(), state.clone());
    let change = row.place.map(|place| {
        view! {
            <a
                class="button button--quiet"
                href=Route::DraftQuestion(id.to_owned(), place).path()
            >
                {Msg::Change.say(context.lang)}
                <span class="unseen">{row.title.clone()}</span>
            </a>
        }
    });
    let raise = (index > 0).then(|| {
        view! {
            <button
                class="button button--quiet"
                type="button"
                on:click=move |_| raising.raise(index)
            >
                {Msg::MoveUp.say(context.lang)}
                <span class="unseen">{row.title.clone()}</span>
            </button>
        }
    });
    view! {
        <li class="card">
            <p>
                <strong>{row.title.clone()}</strong>
            </p>
            <p>{row.answers}</p>
            <div class="actions">
                {change} {raise}
                <button
                    class="button button--quiet"
                    type="button"
                    on:click=move |_| removing.remove(index)
                >
                    {Msg::Remove.say(context.lang)}
                    <span class="unseen">{row.title}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}
