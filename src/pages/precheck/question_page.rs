//! One question of a pre-check.

use super::{
    super::NotFound,
    turn::{self, Turn},
};
use crate::{
    components::{
        BackLink, Icon, Notice, NoticeKind, ProblemNotice, Saved,
        question::{Question, behaviour::first_field},
        set_title,
    },
    i18n::{Msg, phrase},
    platform::{page, timer},
    router::{Route, Router, use_router},
    state::{
        ground::Ground,
        prechecks::{Prechecks, use_prechecks},
    },
};
use civil_affairs_domain::{answers::Raw, definition::ServiceDefinition};
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;

/// Id of the summary of what is wrong.
const SUMMARY: &str = "error-summary";
/// Id of the summary of what is worth a look.
const REMARKS: &str = "remarks";

/// The question at a place.
#[component]
pub fn QuestionPage(ground: Ground, id: String, place: usize) -> impl IntoView {
    let Some(service) = ground.service(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let prechecks = use_prechecks();
    let answers = prechecks.answers(service);
    let Some(turn) = turn::at(&ground, service, &answers, place) else {
        // Fewer questions are asked than when this place was noted.
        return view! { <super::ResultPage ground=ground id=id /> }.into_any();
    };
    let title = ground.text(&service.title);
    set_title(&ground, &phrase::check_of(&title, ground.lang));
    let back = if place == 1 {
        Route::Service(id.clone())
    } else {
        Route::Question(id.clone(), place - 1)
    };
    let desk = Desk {
        ground: Arc::new(ground.clone()),
        id: id.clone(),
        turn: Arc::new(turn),
        prechecks,
        router: use_router(),
        errors: RwSignal::new(Vec::new()),
        warnings: RwSignal::new(Vec::new()),
    };
    let progress = (desk.turn.place, desk.turn.total);
    view! {
        <BackLink
            href=back.path()
            text=ground.say(if place == 1 { Msg::Back } else { Msg::PreviousQuestion })
        />
        <ErrorSummary desk=desk.clone() />
        <Remarks desk=desk.clone() />
        <div class="progress">
            <p>{format!("{title} · {}", phrase::question_of(progress.0, progress.1, ground.lang))}</p>
            <progress
                value=progress.0.to_string()
                max=progress.1.to_string()
                aria-label=ground.say(Msg::Progress)
            ></progress>
        </div>
        <Form desk=desk />
    }
    .into_any()
}

/// What the parts of the page share.
#[derive(Clone)]
struct Desk {
    ground: Arc<Ground>,
    id: String,
    turn: Arc<Turn>,
    prechecks: Prechecks,
    router: Router,
    errors: RwSignal<Vec<String>>,
    warnings: RwSignal<Vec<String>>,
}

impl Desk {
    fn service(&self) -> Option<&ServiceDefinition> {
        self.ground.service(&self.id)
    }

    fn answer(&self, raw: Raw) {
        if let Some(service) = self.service() {
            self.prechecks.set(service, &self.turn.path, raw);
        }
    }

    /// Goes on, unless something is wrong with the answer; what is only worth a look is shown once.
    fn go_on(&self) {
        let Some(service) = self.service() else {
            return;
        };
        if self
            .prechecks
            .answers(service)
            .get(&self.turn.path)
            .is_none()
            && let Some(confirmed) = self.turn.asked.confirmed()
        {
            self.answer(confirmed);
        }
        self.prechecks.flush();
        let answers = self.prechecks.answers(service);
        let errors = turn::errors(&self.ground, service, &answers, &self.turn.path);
        let warnings = turn::warnings(&self.ground, service, &answers, &self.turn.path);
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

    fn skip(&self) {
        self.answer(Raw::Text(String::new()));
        self.leave();
    }

    fn leave(&self) {
        let Some(service) = self.service() else {
            return;
        };
        let answers = self.prechecks.answers(service);
        let next = if self.router.is_changing() {
            turn::first_missing(&self.ground, service, &answers)
        } else {
            turn::after(&self.ground, service, &answers, &self.turn.path)
        };
        self.router.go(&match next {
            Some(place) => Route::Question(self.id.clone(), place),
            None => Route::Result(self.id.clone()),
        });
    }
}

#[component]
fn Form(desk: Desk) -> impl IntoView {
    let ground = desk.ground.clone();
    let kept = desk.service().is_some_and(|service| service.precheck.kept);
    let (answering, going, skipping) = (desk.clone(), desk.clone(), desk.clone());
    let errors = desk.errors;
    let prechecks = desk.prechecks;
    let submit = move |event: SubmitEvent| {
        // Never a native submit: the browser would keep what was typed.
        event.prevent_default();
        going.go_on();
    };
    let skip = desk.turn.may_skip.then(|| {
        view! {
            <button class="button button--quiet" type="button" on:click=move |_| skipping.skip()>
                {ground.say(Msg::Skip)}
            </button>
        }
    });
    let begun = desk
        .service()
        .filter(|service| !prechecks.answers(service).is_empty());
    let clear = begun.map(|service| {
        view! { <div class="actions">{super::super::service::clear_button(&ground, service)}</div> }
    });
    let below = if kept {
        view! {
            <Saved />
            <ProblemNotice />
        }
        .into_any()
    } else {
        view! { <p class="small muted">{ground.say(Msg::NotStored)}</p> }.into_any()
    };
    view! {
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
                leave=Callback::new(move |()| prechecks.flush())
            />
            <div class="actions">
                <button class="button" type="submit">
                    {ground.say(Msg::Continue)}
                </button>
                {skip}
            </div>
            {below}
        </form>
        {clear}
    }
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
                        {desk.ground.say(Msg::ToMend)}
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
                    <Notice kind=NoticeKind::Warning title=desk.ground.say(Msg::ToCheck)>
                        {texts}
                    </Notice>
                </div>
            }
        })
    }
}
