//! The sections of a draft, each with how it stands; its name; deleting it.

use crate::{
    features::{
        asking::{AnswerSession, FormState, as_typed},
        help::NotFound,
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    drafts::{DraftHandle, use_drafts},
};
use civil_affairs_domain::{
    record::draft::{self, Conflict, Take},
    rules::flow::{self, StepStatus},
};
use civil_affairs_ui::{
    components::{
        BackLink, Icon, IconSize, Notice, NoticeKind, Points, ProblemNotice, Saved, set_title,
    },
    i18n::{Msg, phrase},
};
use leptos::prelude::*;

/// One section as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    id: String,
    title: String,
    /// Place of its first step, or of the first that wants something.
    place: usize,
    status: State,
}

/// How a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Untouched,
    Begun,
    Done,
    Mend,
}

impl State {
    /// Joins what its steps say.
    fn of(standings: &[StepStatus]) -> State {
        let has = |one: StepStatus| standings.contains(&one);
        if has(StepStatus::Wrong) {
            State::Mend
        } else if !has(StepStatus::Open) && has(StepStatus::Answered) {
            State::Done
        } else if has(StepStatus::Answered) {
            State::Begun
        } else {
            State::Untouched
        }
    }

    fn words(self) -> Msg {
        match self {
            State::Untouched => Msg::SectionUntouched,
            State::Begun => Msg::SectionBegun,
            State::Done => Msg::SectionDone,
            State::Mend => Msg::SectionMend,
        }
    }
}

/// The steps of a group, each with its place and how it stands.
struct Steps {
    group: String,
    title: String,
    steps: Vec<(usize, StepStatus)>,
}

impl Steps {
    fn section(self) -> Option<Section> {
        let standings: Vec<StepStatus> = self.steps.iter().map(|step| step.1).collect();
        let wants =
            |step: &&(usize, StepStatus)| matches!(step.1, StepStatus::Open | StepStatus::Wrong);
        let first = self.steps.iter().find(wants).or_else(|| self.steps.first());
        Some(Section {
            place: first?.0,
            id: self.group,
            title: self.title,
            status: State::of(&standings),
        })
    }
}

fn sections(context: &AppContext, form: &FormState<'_>) -> Vec<Section> {
    let service = form.service();
    let mut found: Vec<Steps> = Vec::new();
    for (at, step) in form.steps.iter().enumerate() {
        let group = service
            .group_of(&step.id)
            .or_else(|| service.repeated(&step.id));
        let Some(group) = group else {
            continue;
        };
        let one = (at + 1, flow::standing(&form.validation, step));
        match found.last_mut() {
            Some(last) if last.group == group.id => last.steps.push(one),
            _ => found.push(Steps {
                group: group.id.clone(),
                title: context.text(&group.title),
                steps: vec![one],
            }),
        }
    }
    found.into_iter().filter_map(Steps::section).collect()
}

/// The page of a draft: its sections, each with what is still open in it.
#[component]
pub fn Sections(context: AppContext, id: String) -> impl IntoView {
    let Some(handle) = use_drafts().get(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let session = AnswerSession::Draft(handle.clone());
    let Some(service) = context.service(&handle.service()) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let draft = handle.draft();
    let seen = session.evaluate(&context, |form| {
        let noted = draft.place.as_deref().and_then(|path| form.place_of(path));
        let progress = flow::progress(&form.validation, &form.steps);
        (
            sections(&context, form),
            noted.or_else(|| form.first_missing()),
            progress,
        )
    });
    let (sections, next, progress) = seen.unwrap_or_else(|| {
        let none = flow::FormProgress { done: 0, all: 0 };
        (Vec::new(), None, none)
    });
    let title = context.text(&service.title);
    set_title(&context, &phrase::form_of(&title, context.lang));
    let begun = !draft.answers.is_empty();
    let go_on = next.filter(|_| begun).unwrap_or(1);
    let rows: Vec<_> = sections
        .into_iter()
        .map(|section| {
            let class = match section.status {
                State::Done => "tag tag--accent",
                State::Mend => "tag tag--waiting",
                State::Untouched | State::Begun => "tag",
            };
            view! {
                <li>
                    <a
                        class="task"
                        data-section=section.id
                        href=Route::DraftQuestion(id.clone(), section.place).path()
                    >
                        <span class="task__title">{section.title}</span>
                        <span class=class>{(section.status.words()).say(context.lang)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <div>
            <p class="state">
                <span class="tag">
                    <Icon name="edit" size=IconSize::Small />
                    {Msg::StateDraft.say(context.lang)}
                </span>
                {Msg::StateDraftExplained.say(context.lang)}
            </p>
            <h1 tabindex="-1">{title}</h1>
            <p class="muted">{phrase::answered_of(progress.done, progress.all, context.lang)}</p>
        </div>
        <div class="actions">
            <a class="button" href=Route::DraftQuestion(id.clone(), go_on).path()>
                {(if begun { Msg::GoOnWithForm } else { Msg::FirstQuestion }).say(context.lang)}
                <Icon name="next" size=IconSize::Small />
            </a>
            <a class="button button--secondary" href=Route::DraftAnswers(id.clone()).path()>
                {Msg::CheckAnswers.say(context.lang)}
            </a>
        </div>
        {moved(&context, &handle)}
        {conflicts(&context, &handle)}
        <ol class="tasks">{rows}</ol>
        <Name context=context.clone() handle=handle.clone() />
        <div class="section">
            <Saved autosaver=handle.autosaver().clone() />
            <ProblemNotice autosaver=handle.autosaver().clone() />
            {delete_button(&context, &id)}
        </div>
    }
    .into_any()
}

/// What a newer definition of the service has changed for this draft, told until the person has read it.
fn moved(context: &AppContext, handle: &DraftHandle) -> Option<AnyView> {
    let draft = handle.draft();
    let version = context
        .catalogue
        .versions
        .get(draft.service.as_str())?
        .clone();
    if draft.definition_version == version || draft.definition_version.is_empty() {
        return None;
    }
    let session = AnswerSession::Draft(handle.clone());
    let lines = session.evaluate(context, |form| {
        let moved = draft::moved(None, &form.validation);
        let changed = moved.changed.iter().filter_map(|changed| {
            let place = form.place_of(&changed.step.path)?;
            Some(phrase::answer_again(&form.name_of(place)?, context.lang))
        });
        let gone = moved.removed.iter().map(|removed| {
            // Older definitions are not kept on the device: what was typed says which question it was.
            let label = match &removed.label {
                Some(label) => context.text(label),
                None => as_typed(&removed.raw),
            };
            phrase::not_asked(&label, context.lang)
        });
        changed.chain(gone).collect::<Vec<String>>()
    })?;
    let lines = (!lines.is_empty()).then(|| view! { <Points texts=lines /> });
    let (seen, drafts) = (StoredValue::new_local(handle.clone()), use_drafts());
    let say = context.lang;
    Some(
        view! {
            <div id="moved">
                <Notice kind=NoticeKind::Info title=Msg::Moved.say(say)>
                    <p>{Msg::MovedExplained.say(say)}</p>
                    {lines}
                    <div class="actions">
                        <button
                            class="button button--secondary"
                            id="moved-seen"
                            type="button"
                            on:click=move |_| {
                                seen.with_value(|handle| {
                                    handle.go_by(&version);
                                    handle.flush();
                                });
                                drafts.changed();
                            }
                        >
                            {Msg::Understood.say(say)}
                        </button>
                    </div>
                </Notice>
            </div>
        }
        .into_any(),
    )
}

/// Two values of one answer, from two pages or devices: the person chooses.
fn conflicts(context: &AppContext, handle: &DraftHandle) -> Option<AnyView> {
    let draft = handle.draft();
    if draft.conflicts.is_empty() {
        return None;
    }
    let session = AnswerSession::Draft(handle.clone());
    let rows: Vec<AnyView> = draft
        .conflicts
        .iter()
        .enumerate()
        .map(|(at, conflict)| {
            let label = session.evaluate(context, |form| {
                let path = conflict.path(&draft.answers)?;
                let place = form.place_of(&path)?;
                form.name_of(place)
            });
            let (mine, theirs) = match conflict {
                Conflict::Field { mine, theirs, .. } => {
                    (mine.as_ref().map(as_typed), theirs.as_ref().map(as_typed))
                }
                Conflict::Entry { mine, theirs, .. } => {
                    let kept = || Msg::EntryKept.say(context.lang).to_owned();
                    (
                        mine.as_ref().map(|_| kept()),
                        theirs.as_ref().map(|_| kept()),
                    )
                }
            };
            conflict_row(context, handle, at, label.flatten(), [mine, theirs])
        })
        .collect();
    let title = Msg::TwoAnswers.say(context.lang);
    Some(
        view! {
            <section class="section" id="conflicts">
                <h2>{title}</h2>
                {rows}
            </section>
        }
        .into_any(),
    )
}

fn conflict_row(
    context: &AppContext,
    handle: &DraftHandle,
    at: usize,
    label: Option<String>,
    values: [Option<String>; 2],
) -> AnyView {
    let (handle, drafts) = (StoredValue::new_local(handle.clone()), use_drafts());
    let none = Msg::NotAnswered.say(context.lang);
    let buttons: Vec<_> = values
        .into_iter()
        .zip([Take::Mine, Take::Theirs])
        .map(|(value, take)| {
            let value = value
                .filter(|value| !value.is_empty())
                .unwrap_or_else(|| none.to_owned());
            view! {
                <button
                    class="button button--secondary"
                    type="button"
                    on:click=move |_| {
                        handle.with_value(|handle| {
                            handle.settle(at, take);
                            handle.flush();
                        });
                        drafts.changed();
                    }
                >
                    {value}
                </button>
            }
        })
        .collect();
    view! {
        <div class="card">
            <p>
                <strong>{label}</strong>
            </p>
            <div class="actions">{buttons}</div>
        </div>
    }
    .into_any()
}

/// The name by which the person tells her drafts apart.
#[component]
fn Name(context: AppContext, handle: DraftHandle) -> impl IntoView {
    let name = handle.draft().name.unwrap_or_default();
    let handle = StoredValue::new_local(handle);
    view! {
        <div class="section field">
            <label class="field__label" for="draft-name">
                {Msg::DraftName.say(context.lang)}
            </label>
            <p class="hint" id="draft-name-hint">
                {Msg::DraftNameHint.say(context.lang)}
            </p>
            <input
                class="input"
                id="draft-name"
                type="text"
                autocomplete="off"
                maxlength="40"
                aria-describedby="draft-name-hint"
                prop:value=name
                on:input=move |event| {
                    handle.with_value(|handle| handle.rename(&event_target_value(&event)));
                }
                on:blur=move |_| handle.with_value(DraftHandle::flush)
            />
        </div>
    }
}

/// Deletes the draft and leads home, where it can be brought back.
fn delete_button(context: &AppContext, id: &str) -> impl IntoView + use<> {
    let (drafts, router, id) = (use_drafts(), use_router(), id.to_owned());
    let words = Msg::DeleteDraft.say(context.lang);
    view! {
        <button
            class="button button--quiet button--danger"
            id="delete"
            type="button"
            on:click=move |_| {
                drafts.delete(&id);
                router.replace(&Route::Home);
            }
        >
            {words}
        </button>
    }
}
