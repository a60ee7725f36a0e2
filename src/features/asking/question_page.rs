//! One question, or the list of entries of a repeated group.

use super::{answer_session::AnswerSession, entries::EntriesPage, placed_question::PlacedQuestion};
use crate::{
    features::{asking::OpenElsewhere, service::clear_button},
    router::{Router, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    draft_file_store::provide_file_store_of,
    drafts::use_drafts,
    platform::{page, timer},
};
use civil_affairs_domain::{form::answers::Raw, form::definition::ServiceDefinition};
use civil_affairs_ui::{
    components::{BackLink, Icon, Notice, NoticeKind, ProblemNotice, Saved},
    i18n::{Msg, phrase},
    question::{Question, behaviour::first_field},
};
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;

/// Id of the summary of what is wrong.
const SUMMARY: &str = "error-summary";
/// Id of the summary of what is worth a look.
const REMARKS: &str = "remarks";

/// The step at a place of an answer session; nothing beyond the last one.
pub fn question_page(
    context: &AppContext,
    session: &AnswerSession,
    place: usize,
) -> Option<AnyView> {
    let service = context.service(&session.service())?;
    let (before, total, placed) = session.evaluate(context, |form| {
        (form.before(place), form.steps.len(), form.at(place))
    })?;
    let title = context.text(&service.title);
    let back = before.map_or_else(|| session.begin(), |before| session.question(before));
    let back_text = (match before {
        None => Msg::Back,
        Some(_) => Msg::PreviousQuestion,
    })
    .say(context.lang);
    let progress = Progress {
        title,
        place,
        total,
    };
    let Some(placed) = placed else {
        let AnswerSession::Draft(handle) = session else {
            return None;
        };
        let group = session.evaluate(context, |form| {
            let step = form.step(place)?;
            Some(step.id.clone())
        })??;
        handle.note_place(&group);
        return Some(
            view! {
                <BackLink href=back.path() text=back_text />
                {progress.view(context)}
                <EntriesPage context=context.clone() handle=handle.clone() group=group />
            }
            .into_any(),
        );
    };
    if let AnswerSession::Draft(handle) = session {
        handle.note_place(&placed.path);
        if placed.asked.files.is_some() {
            provide_file_store_of(handle, &placed.path);
        }
    }
    let state = QuestionState {
        context: Arc::new(context.clone()),
        session: StoredValue::new_local(session.clone()),
        placed: Arc::new(placed),
        router: use_router(),
        errors: RwSignal::new(Vec::new()),
        warnings: RwSignal::new(Vec::new()),
    };
    Some(
        view! {
            <BackLink href=back.path() text=back_text />
            <ErrorSummary state=state.clone() />
            <Remarks state=state.clone() />
            {progress.view(context)}
            <Form state=state />
        }
        .into_any(),
    )
}

struct Progress {
    title: String,
    place: usize,
    total: usize,
}

impl Progress {
    fn view(&self, context: &AppContext) -> AnyView {
        let (place, total) = (self.place, self.total);
        view! {
            <div class="progress">
                <p>{format!("{} · {}", self.title, phrase::question_of(place, total, context.lang))}</p>
                <progress
                    value=place.to_string()
                    max=total.to_string()
                    aria-label=Msg::Progress.say(context.lang)
                ></progress>
            </div>
        }
        .into_any()
    }
}

/// What the parts of the page share.
#[derive(Clone)]
struct QuestionState {
    context: Arc<AppContext>,
    session: StoredValue<AnswerSession, LocalStorage>,
    placed: Arc<PlacedQuestion>,
    router: Router,
    errors: RwSignal<Vec<String>>,
    warnings: RwSignal<Vec<String>>,
}

impl QuestionState {
    fn session(&self) -> AnswerSession {
        self.session.get_value()
    }

    fn service(&self) -> Option<&ServiceDefinition> {
        self.context.service(&self.session().service())
    }

    fn answer(&self, raw: Raw) {
        if let Some(service) = self.service() {
            self.session().set(service, &self.placed.path, raw);
        }
    }

    /// Goes on, unless something is wrong with the answer; what is only worth a look is shown once.
    fn go_on(&self) {
        let (Some(service), session) = (self.service(), self.session()) else {
            return;
        };
        if session.answers(service).get(&self.placed.path).is_none()
            && let Some(confirmed) = self.placed.asked.confirmed()
        {
            self.answer(confirmed);
        }
        session.flush();
        let said = session.evaluate(&self.context, |form| {
            (
                form.errors(&self.placed.path),
                form.warnings(&self.placed.path),
            )
        });
        let Some((errors, warnings)) = said else {
            return;
        };
        // Where nothing may keep a person from going on, what is wrong is told once.
        let told = service.never_blocks && errors == self.errors.get_untracked();
        if !errors.is_empty() && !told {
            self.errors.set(errors);
            self.warnings.set(Vec::new());
            timer::soon(|| page::focus_id(SUMMARY));
        } else if warnings != self.warnings.get_untracked() {
            self.errors.set(Vec::new());
            self.warnings.set(warnings);
            timer::soon(|| page::focus_id(REMARKS));
        } else {
            self.leave();
        }
    }

    /// Goes on without an answer. In a form, what is typed stays, to be mended later.
    fn skip(&self) {
        if let AnswerSession::Precheck(..) = self.session() {
            self.answer(Raw::Text(String::new()));
        }
        self.leave();
    }

    fn leave(&self) {
        let session = self.session();
        let changing = self.router.is_changing();
        let next = session.evaluate(&self.context, |form| {
            if changing {
                form.after_change(&self.placed.path, self.placed.asked.raw.is_none())
            } else {
                form.after(&self.placed.path)
            }
        });
        self.router.go(&match next.flatten() {
            Some(place) => session.question(place),
            None => session.end(),
        });
    }
}

#[component]
fn Form(state: QuestionState) -> impl IntoView {
    let context = state.context.clone();
    let session = state.session();
    let service = state.service()?;
    let autosaver = session.autosaver(service);
    let (answering, going, skipping) = (state.clone(), state.clone(), state.clone());
    let errors = state.errors;
    let leaving = state.session;
    let submit = move |event: SubmitEvent| {
        // Never a native submit: the browser would keep what was typed.
        event.prevent_default();
        going.go_on();
    };
    let skip_words = match (&session, state.placed.may_skip) {
        (_, true) => Some(Msg::Skip),
        (AnswerSession::Draft(_), false) => Some(Msg::AnswerLater),
        (AnswerSession::Precheck(..), false) => None,
    };
    let skip = skip_words.map(|words| {
        view! {
            <button class="button button--quiet" type="button" on:click=move |_| skipping.skip()>
                {words.say(context.lang)}
            </button>
        }
    });
    let below = match autosaver {
        Some(autosaver) => view! {
            <Saved autosaver=autosaver.clone() />
            <ProblemNotice autosaver=autosaver />
            <OpenElsewhere />
        }
        .into_any(),
        None => view! { <p class="small muted">{Msg::NotStored.say(context.lang)}</p> }.into_any(),
    };
    let aside = match &session {
        AnswerSession::Precheck(..) if session.answers(service).is_empty() => ().into_any(),
        AnswerSession::Precheck(..) => {
            view! { <div class="actions">{clear_button(&context, service)}</div> }.into_any()
        }
        AnswerSession::Draft(_) => view! {
            <div class="actions">
                <a class="button button--quiet" href=session.begin().path()>
                    {Msg::AllSections.say(context.lang)}
                </a>
            </div>
        }
        .into_any(),
    };
    Some(view! {
        <form
            class="section"
            novalidate=""
            autocomplete="off"
            data-question=state.placed.path.clone()
            on:submit=submit
        >
            <Question
                asked=state.placed.asked.clone()
                lang=context.lang
                errors=Signal::derive(move || errors.get())
                answer=Callback::new(move |raw| answering.answer(raw))
                leave=Callback::new(move |()| leaving.with_value(AnswerSession::flush))
            />
            <Taken state=state.clone() />
            <div class="actions">
                <button class="button" type="submit">
                    {Msg::Continue.say(context.lang)}
                </button>
                {skip}
            </div>
            {below}
        </form>
        {aside}
    })
}

/// Answers given elsewhere in the form, to be taken over with one tap.
#[component]
fn Taken(state: QuestionState) -> impl IntoView {
    let known = &state.placed.known;
    let lang = state.context.lang;
    let buttons = known
        .iter()
        .enumerate()
        .map(|(at, known)| {
            let (taking, text) = (state.clone(), known.text.clone());
            let take = move |_| {
                taking.answer(Raw::Text(text.clone()));
                taking.session().flush();
                // The question is shown anew, with its answer.
                use_drafts().changed();
                let field = first_field(&taking.placed.asked.kind);
                timer::soon(move || page::focus_id(field));
            };
            view! {
                <button
                    class="button button--quiet"
                    id=format!("known-{at}")
                    type="button"
                    on:click=take
                >
                    {phrase::take_over(&known.text, &known.label, lang)}
                </button>
            }
        })
        .collect_view();
    (!known.is_empty()).then(|| view! { <div class="known">{buttons}</div> })
}

/// Takes the focus when it appears; its link leads to the field.
#[component]
fn ErrorSummary(state: QuestionState) -> impl IntoView {
    let field = format!("#{}", first_field(&state.placed.asked.kind));
    move || {
        let errors = state.errors.get();
        (!errors.is_empty()).then(|| {
            let links = errors
                .into_iter()
                .map(|error| {
                    view! {
                        <li>
                            <a href=field.clone()>{error}</a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div
                    class="error-summary"
                    id=SUMMARY
                    role="alert"
                    tabindex="-1"
                    aria-labelledby="error-title"
                >
                    <Icon name="warning" />
                    <h2 class="error-summary__title" id="error-title">
                        {Msg::ToMend.say(state.context.lang)}
                    </h2>
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}

/// What is worth a look before going on.
#[component]
fn Remarks(state: QuestionState) -> impl IntoView {
    move || {
        let warnings = state.warnings.get();
        (!warnings.is_empty()).then(|| {
            let texts = warnings
                .into_iter()
                .map(|text| view! { <p>{text}</p> })
                .collect_view();
            view! {
                <div id=REMARKS role="alert" tabindex="-1">
                    <Notice kind=NoticeKind::Warning title=Msg::ToCheck.say(state.context.lang)>
                        {texts}
                    </Notice>
                </div>
            }
        })
    }
}
