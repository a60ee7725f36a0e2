//! The list of a repeated group: household members, other aid. Add, change, move up, remove, undo.

use super::{given, sheet::Sheet, sight::Sight};
use crate::router::{Route, Router, use_router};
use civil_affairs_client::{
    context::Ground,
    drafts::Paper,
    platform::{clock, crypto, page, timer},
};
use civil_affairs_domain::{form::answers::GroupEntry, value::id::EntryId};
use civil_affairs_ui::{
    components::{Icon, Saved, Size},
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

fn entries(ground: &Ground, sight: &Sight<'_>, group: &str) -> Option<Entries> {
    let definition = sight.service().repeated(group)?;
    let repeat = definition.repeat.as_ref()?;
    let item = ground.text(&repeat.item);
    let count = sight.validation.facts.count(group);
    let all = given(sight);
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
        missing: sight.validation.missing.iter().any(|path| path == group),
        next: sight.after(group),
    })
}

/// What the parts of the page share.
#[derive(Clone)]
struct Desk {
    ground: Arc<Ground>,
    paper: StoredValue<Paper, LocalStorage>,
    group: Arc<str>,
    router: Router,
    version: RwSignal<u32>,
    removed: RwSignal<Option<(usize, GroupEntry)>, LocalStorage>,
}

impl Desk {
    fn entries(&self) -> Option<Entries> {
        let sheet = Sheet::Draft(self.paper.get_value());
        sheet.look(&self.ground, |sight| {
            entries(&self.ground, sight, &self.group)
        })?
    }

    fn changed(&self) {
        self.paper.with_value(Paper::flush);
        self.version.update(|version| *version += 1);
    }

    fn add(&self) {
        let Ok(random) = crypto::random() else {
            return;
        };
        let id = EntryId::new(clock::now_millis(), random);
        let index = self
            .paper
            .with_value(|paper| paper.add_entry(&self.group, id));
        self.changed();
        let rows = self.entries().map(|entries| entries.rows);
        if let Some(place) = rows.and_then(|rows| rows.get(index)?.place) {
            self.router.go(&Route::DraftQuestion(
                self.paper.with_value(Paper::id),
                place,
            ));
        }
    }

    fn remove(&self, index: usize) {
        let removed = self
            .paper
            .with_value(|paper| paper.remove_entry(&self.group, index));
        self.removed.set(removed.map(|entry| (index, entry)));
        self.changed();
        timer::soon(|| page::focus_id("undo"));
    }

    fn undo(&self) {
        if let Some((index, entry)) = self.removed.get_untracked() {
            self.paper
                .with_value(|paper| paper.restore_entry(&self.group, index, entry));
            self.removed.set(None);
            self.changed();
            timer::soon(page::focus_heading);
        }
    }

    fn raise(&self, index: usize) {
        self.paper
            .with_value(|paper| paper.raise_entry(&self.group, index));
        self.changed();
        timer::soon(page::focus_heading);
    }
}

/// See the module.
#[component]
pub(super) fn EntriesPage(ground: Ground, paper: Paper, group: String) -> impl IntoView {
    let definition = ground
        .service(&paper.service())
        .and_then(|service| service.repeated(&group))?;
    let title = ground.text(&definition.title);
    let hint = definition.hint.as_ref().map(|hint| ground.text(hint));
    let keeper = paper.keeper().clone();
    let desk = Desk {
        ground: Arc::new(ground.clone()),
        paper: StoredValue::new_local(paper),
        group: group.into(),
        router: use_router(),
        version: RwSignal::new(0),
        removed: RwSignal::new_local(None),
    };
    let list = {
        let desk = desk.clone();
        move || {
            desk.version.track();
            desk.entries().map(|entries| list_view(&desk, entries))
        }
    };
    let undo = {
        let desk = desk.clone();
        move || {
            let undoing = desk.clone();
            desk.removed.with(Option::is_some).then(|| {
                view! {
                    <p class="undo" role="status">
                        {Msg::Removed.say(desk.ground.lang)}
                        <button
                            class="button button--quiet"
                            id="undo"
                            type="button"
                            on:click=move |_| undoing.undo()
                        >
                            {Msg::Undo.say(desk.ground.lang)}
                        </button>
                    </p>
                }
            })
        }
    };
    Some(view! {
        <div class="section" data-question=desk.group.to_string()>
            <h1 tabindex="-1">{title}</h1>
            {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            {undo}
            {list}
            <Saved keeper=keeper />
        </div>
    })
}

fn list_view(desk: &Desk, entries: Entries) -> AnyView {
    let ground = desk.ground.clone();
    let id = desk.paper.with_value(Paper::id);
    let empty = entries.rows.is_empty();
    let rows: Vec<_> = entries
        .rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| entry_row(desk, &id, index, row))
        .collect();
    let adding = desk.clone();
    let add = entries.room.then(|| {
        view! {
            <button
                class="button button--secondary"
                id="add-entry"
                type="button"
                on:click=move |_| adding.add()
            >
                <Icon name="add" size=Size::Small />
                {phrase::add(&entries.item, ground.lang)}
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
    .say(ground.lang);
    view! {
        {empty.then(|| view! { <p class="empty">{Msg::NobodyYet.say(ground.lang)}</p> })}
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

fn entry_row(desk: &Desk, id: &str, index: usize, row: Row) -> AnyView {
    let ground = desk.ground.clone();
    let (raising, removing) = (desk.clone(), desk.clone());
    let change = row.place.map(|place| {
        view! {
            <a
                class="button button--quiet"
                href=Route::DraftQuestion(id.to_owned(), place).path()
            >
                {Msg::Change.say(ground.lang)}
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
                {Msg::MoveUp.say(ground.lang)}
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
                    {Msg::Remove.say(ground.lang)}
                    <span class="unseen">{row.title}</span>
                </button>
            </div>
        </li>
    }
    .into_any()
}
