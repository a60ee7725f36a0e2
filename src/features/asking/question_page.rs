//! One question, or the list of entries of a repeated group.

use super::{entries::EntriesPage, sheet::Sheet, turn::Turn};
use crate::{
    features::{asking::OpenElsewhere, service::clear_button},
    router::{Router, use_router},
};
use civil_affairs_client::{
    context::Ground,
    drafts::use_drafts,
    files::provide_shelf_of,
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

/// The step at a place of a sheet; nothing beyond the last one.
pub fn question_page(ground: &Ground, sheet: &Sheet, place: usize) -> Option<AnyView> {
    let service = ground.service(&sheet.service())?;
    let (before, total, turn) = sheet.look(ground, |sight| {
        (sight.before(place), sight.steps.len(), sight.at(place))
    })?;
    let title = ground.text(&service.title);
    let back = before.map_or_else(|| sheet.begin(), |before| sheet.question(before));
    let back_text = (match before {
        None => Msg::Back,
        Some(_) => Msg::PreviousQuestion,
    })
    .say(ground.lang);
    let progress = Progress {
        title,
        place,
        total,
    };
    let Some(turn) = turn else {
        let Sheet::Draft(paper) = sheet else {
            return None;
        };
        let group = sheet.look(ground, |sight| {
            let step = sight.step(place)?;
            Some(step.id.clone())
        })??;
        paper.note_place(&group);
        return Some(
            view! {
                <BackLink href=back.path() text=back_text />
                {progress.view(ground)}
                <EntriesPage ground=ground.clone() paper=paper.clone() group=group />
            }
            .into_any(),
        );
    };
    if let Sheet::Draft(paper) = sheet {
        paper.note_place(&turn.path);
        if turn.asked.files.is_some() {
            provide_shelf_of(paper, &turn.path);
        }
    }
    let desk = Desk {
        ground: Arc::new(ground.clone()),
        sheet: StoredValue::new_local(sheet.clone()),
        turn: Arc::new(turn),
        router: use_router(),
        errors: RwSignal::new(Vec::new()),
        warnings: RwSignal::new(Vec::new()),
    };
    Some(
        view! {
            <BackLink href=back.path() text=back_text />
            <ErrorSummary desk=desk.clone() />
            <Remarks desk=desk.clone() />
            {progress.view(ground)}
            <Form desk=desk />
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
    fn view(&self, ground: &Ground) -> AnyView {
        let (place, total) = (self.place, self.total);
        view! {
            <div class="progress">
                <p>{format!("{} · {}", self.title, phrase::question_of(place, total, ground.lang))}</p>
                <progress
                    value=place.to_string()
                    max=total.to_string()
                    aria-label=Msg::Progress.say(ground.lang)
                ></progress>
            </div>
        }
        .into_any()
    }
}

/// What the parts of the page share.
#[derive(Clone)]
struct Desk {
    ground: Arc<Ground>,
    sheet: StoredValue<Sheet, LocalStorage>,
    turn: Arc<Turn>,
    router: Router,
    errors: RwSignal<Vec<String>>,
    warnings: RwSignal<Vec<String>>,
}

impl Desk {
    fn sheet(&self) -> Sheet {
        self.sheet.get_value()
    }

    fn service(&self) -> Option<&ServiceDefinition> {
        self.ground.service(&self.sheet().service())
    }

    fn answer(&self, raw: Raw) {
        if let Some(service) = self.service() {
            self.sheet().set(service, &self.turn.path, raw);
        }
    }

    /// Goes on, unless something is wrong with the answer; what is only worth a look is shown once.
    fn go_on(&self) {
        let (Some(service), sheet) = (self.service(), self.sheet()) else {
            return;
        };
        if sheet.answers(service).get(&self.turn.path).is_none()
            && let Some(confirmed) = self.turn.asked.confirmed()
        {
            self.answer(confirmed);
        }
        sheet.flush();
        let said = sheet.look(&self.ground, |sight| {
            (
                sight.errors(&self.turn.path),
                sight.warnings(&self.turn.path),
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
        if let Sheet::Precheck(..) = self.sheet() {
            self.answer(Raw::Text(String::new()));
        }
        self.leave();
    }

    fn leave(&self) {
        let sheet = self.sheet();
        let changing = self.router.is_changing();
        let next = sheet.look(&self.ground, |sight| {
            if changing {
                sight.after_change(&self.turn.path, self.turn.asked.raw.is_none())
            } else {
                sight.after(&self.turn.path)
            }
        });
        self.router.go(&match next.flatten() {
            Some(place) => sheet.question(place),
            None => sheet.end(),
        });
    }
}

#[component]
fn Form(desk: Desk) -> impl IntoView {
    let ground = desk.ground.clone();
    let sheet = desk.sheet();
    let service = desk.service()?;
    let keeper = sheet.keeper(service);
    let (answering, going, skipping) = (desk.clone(), desk.clone(), desk.clone());
    let errors = desk.errors;
    let leaving = desk.sheet;
    let submit = move |event: SubmitEvent| {
        // Never a native submit: the browser would keep what was typed.
        event.prevent_default();
        going.go_on();
    };
    let skip_words = match (&sheet, desk.turn.may_skip) {
        (_, true) => Some(Msg::Skip),
        (Sheet::Draft(_), false) => Some(Msg::AnswerLater),
        (Sheet::Precheck(..), false) => None,
    };
    let skip = skip_words.map(|words| {
        view! {
            <button class="button button--quiet" type="button" on:click=move |_| skipping.skip()>
                {words.say(ground.lang)}
            </button>
        }
    });
    let below = match keeper {
        Some(keeper) => view! {
            <Saved keeper=keeper.clone() />
            <ProblemNotice keeper=keeper />
            <OpenElsewhere />
        }
        .into_any(),
        None => view! { <p class="small muted">{Msg::NotStored.say(ground.lang)}</p> }.into_any(),
    };
    let aside = match &sheet {
        Sheet::Precheck(..) if sheet.answers(service).is_empty() => ().into_any(),
        Sheet::Precheck(..) => {
            view! { <div class="actions">{clear_button(&ground, service)}</div> }.into_any()
        }
        Sheet::Draft(_) => view! {
            <div class="actions">
                <a class="button button--quiet" href=sheet.begin().path()>
                    {Msg::AllSections.say(ground.lang)}
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
            data-question=desk.turn.path.clone()
            on:submit=submit
        >
            <Question
                asked=desk.turn.asked.clone()
                lang=ground.lang
                errors=Signal::derive(move || errors.get())
                answer=Callback::new(move |raw| answering.answer(raw))
                leave=Callback::new(move |()| leaving.with_value(Sheet::flush))
            />
            <Taken desk=desk.clone() />
            <div class="actions">
                <button class="button" type="submit">
                    {Msg::Continue.say(ground.lang)}
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
fn Taken(desk: Desk) -> impl IntoView {
    let known = &desk.turn.known;
    let lang = desk.ground.lang;
    let buttons = known
        .iter()
        .enumerate()
        .map(|(at, known)| {
            let (taking, text) = (desk.clone(), known.text.clone());
            let take = move |_| {
                taking.answer(Raw::Text(text.clone()));
                taking.sheet().flush();
                // The question is shown anew, with its answer.
                use_drafts().changed();
                let field = first_field(&taking.turn.asked.kind);
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
fn ErrorSummary(desk: Desk) -> impl IntoView {
    let field = format!("#{}", first_field(&desk.turn.asked.kind));
    move || {
        let errors = desk.errors.get();
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
                        {Msg::ToMend.say(desk.ground.lang)}
                    </h2>
                    <ul>{links}</ul>
                </div>
            }
        })
    }
}

/// What is worth a look before going on.
#[component]
fn Remarks(desk: Desk) -> impl IntoView {
    move || {
        let warnings = desk.warnings.get();
        (!warnings.is_empty()).then(|| {
            let texts = warnings
                .into_iter()
                .map(|text| view! { <p>{text}</p> })
                .collect_view();
            view! {
                <div id=REMARKS role="alert" tabindex="-1">
                    <Notice kind=NoticeKind::Warning title=Msg::ToCheck.say(desk.ground.lang)>
                        {texts}
                    </Notice>
                </div>
            }
        })
    }
}
