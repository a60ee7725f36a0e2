//! Every answer of a draft on one page, each with the way to change it; what is still wanted; finishing.

use crate::{
    features::{
        asking::{AnswerSession, FormState, Given, given},
        help::NotFound,
        precheck::{advice, outcome, reasons, to_do},
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    drafts::{DraftHandle, use_drafts},
    platform::{page, timer},
    queue::{Blocked, use_queue},
};
use civil_affairs_domain::{
    form::definition::Tone,
    rules::finish::{Finish, finish},
};
use civil_affairs_ui::{
    components::{BackLink, Icon, IconSize, Notice, NoticeKind, ProblemNotice, Saved, set_title},
    i18n::{DeviceMsg, Msg, phrase},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Id of the summary of what is still wanted.
const SUMMARY: &str = "error-summary";

/// What is to be seen to before the form is finished, or may follow later.
#[derive(Default)]
struct Wanted {
    /// Questions without an answer, and the place of the first one.
    open: usize,
    first_open: Option<usize>,
    /// Answers to mend.
    wrong: Vec<Wrong>,
    /// Nothing of it keeps the form from being finished.
    later: bool,
    /// The check advises something else first.
    advised: bool,
}

/// An answer that has to be mended.
struct Wrong {
    place: usize,
    label: String,
    texts: Vec<String>,
}

fn wanted(form: &FormState<'_>) -> Wanted {
    let (mends, later, advised) = match finish(&form.validation) {
        Finish::Mend(mends) => (mends, false, false),
        Finish::Ready { later } => (later, true, false),
        Finish::Advised { .. } => (Vec::new(), false, true),
    };
    let mut wanted = Wanted {
        later,
        advised,
        ..Wanted::default()
    };
    for mend in mends {
        let place = form.place_of(&mend.step.path);
        let wrong = mend
            .findings
            .iter()
            .any(|finding| finding.code != "missing");
        match place {
            Some(place) if wrong => wanted.wrong.push(Wrong {
                place,
                label: form.name_of(place).unwrap_or_default(),
                texts: form.errors(&mend.step.path),
            }),
            _ => {
                wanted.open += 1;
                wanted.first_open = wanted.first_open.or(place);
            }
        }
    }
    wanted
}

/// The page before finishing: every answer in its section, what is missing, and the button that finishes.
#[component]
pub fn Answers(context: AppContext, id: String) -> impl IntoView {
    let Some(handle) = use_drafts().get(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let session = AnswerSession::Draft(handle.clone());
    let seen = session.evaluate(&context, |form| {
        (
            context.text(&form.service().title),
            given(form),
            wanted(form),
        )
    });
    let Some((title, given, wanted)) = seen else {
        return view! { <NotFound context=context /> }.into_any();
    };
    set_title(&context, &phrase::form_of(&title, context.lang));
    let place = StoredValue::new(id.clone());
    let question = move |at: usize| Route::DraftQuestion(place.get_value(), at);
    view! {
        <BackLink href=Route::Draft(id).path() text=Msg::AllSections.say(context.lang) />
        <div>
            <p class="state">
                <span class="tag">
                    <Icon name="edit" size=IconSize::Small />
                    {Msg::StateDraft.say(context.lang)}
                </span>
                {Msg::StateDraftExplained.say(context.lang)}
            </p>
            <h1 tabindex="-1">{Msg::CheckAnswers.say(context.lang)}</h1>
            <p class="muted">{title}</p>
        </div>
        {advised(&context, &handle, wanted.advised)}
        {wanted_view(&context, wanted, &question)}
        {grouped(&context, given, Some(&question))}
        <FinishForm context=context.clone() handle=handle.clone() />
        <div class="section">
            <Saved autosaver=handle.autosaver().clone() />
            <ProblemNotice autosaver=handle.autosaver().clone() />
        </div>
    }
    .into_any()
}

/// What to mind or to do first: where nothing is booked with these answers (change the day, call, ask at the window), and
/// where the check comes to something else than a plain yes. Whoever is in need is not kept by it.
fn advised(context: &AppContext, handle: &DraftHandle, bars: bool) -> Option<AnyView> {
    let service = context.service(&handle.service())?;
    let advice = advice(context, service, &handle.answers());
    let tone = advice.outcome.as_ref().map(|outcome| outcome.tone);
    let is_doubtful = matches!(tone, Some(Tone::Note | Tone::Ask | Tone::Change));
    if !(bars || is_doubtful && !service.never_blocks) {
        return None;
    }
    Some(
        view! {
            {outcome(context, &advice)}
            {reasons(context, advice.reasons)}
            {to_do(context, advice.todo, advice.call)}
        }
        .into_any(),
    )
}

fn wanted_view(context: &AppContext, wanted: Wanted, question: &dyn Fn(usize) -> Route) -> AnyView {
    let first = wanted.first_open.map(|first| question(first).path());
    let later = (wanted.later && (wanted.open > 0 || !wanted.wrong.is_empty()))
        .then(|| view! { <p>{Msg::MayFollow.say(context.lang)}</p> });
    let (count, go_on) = (
        phrase::open(wanted.open, context.lang),
        Msg::GoOnWithForm.say(context.lang),
    );
    let open = first.map(|href| {
        view! {
            <Notice kind=NoticeKind::Info>
                <p>{count}</p>
                <p>
                    <a class="link" href=href>
                        {go_on}
                    </a>
                </p>
            </Notice>
        }
    });
    let rows: Vec<_> = wanted
        .wrong
        .into_iter()
        .map(|wrong| {
            let href = question(wrong.place).path();
            view! {
                <li>
                    <a href=href>{format!("{}：{}", wrong.label, wrong.texts.join(" "))}</a>
                </li>
            }
        })
        .collect();
    let wrong = (!rows.is_empty()).then(|| {
        view! {
            <div class="error-summary" aria-labelledby="error-title">
                <Icon name="warning" />
                <h2 class="error-summary__title" id="error-title">
                    {phrase::to_mend(rows.len(), context.lang)}
                </h2>
                <ul>{rows}</ul>
            </div>
        }
    });
    view! {
        <div class="section" id=SUMMARY tabindex="-1">
            {wrong} {open} {later}
        </div>
    }
    .into_any()
}

/// Finishes the form, or says why it cannot be finished yet.
#[component]
fn FinishForm(context: AppContext, handle: DraftHandle) -> impl IntoView {
    let (queue, drafts, router) = (use_queue(), use_drafts(), use_router());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let advised = RwSignal::new(false);
    let context = Arc::new(context);
    let held = StoredValue::new_local(handle);
    let ways = context.clone();
    let finish = {
        let context = context.clone();
        move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            failed.set(false);
            let (context, handle) = (context.clone(), held.get_value());
            spawn_local(async move {
                let finished = queue.finish(&context, &handle).await;
                busy.set(false);
                match finished {
                    Ok(()) => {
                        router.replace(&Route::Finished(handle.id()));
                        drafts.forget(&handle.id());
                    }
                    Err(Blocked::ToMend) => timer::soon(|| page::focus_id(SUMMARY)),
                    Err(Blocked::Advised) => advised.set(true),
                    Err(Blocked::Record) => failed.set(true),
                }
            });
        }
    };
    let (lang, shared) = (context.lang, context.shared);
    let notices = move || {
        let told = if failed.get() {
            Some(if shared {
                DeviceMsg::SharedNotFinished.say(lang)
            } else {
                Msg::FinishFailed.say(lang)
            })
        } else if advised.get() {
            Some(Msg::FinishAdvised.say(lang))
        } else {
            None
        };
        told.map(|told| {
            view! {
                <div role="alert">
                    <Notice kind=NoticeKind::Warning>
                        <p>{told}</p>
                    </Notice>
                </div>
            }
        })
    };
    view! {
        <section class="section">
            <p>{Msg::FinishExplained.say(ways.lang)}</p>
            {notices}
            <div class="actions">
                <button
                    class="button"
                    id="finish"
                    type="button"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=finish
                >
                    <Icon name="check" size=IconSize::Small />
                    {Msg::Finish.say(ways.lang)}
                </button>
                <button class="button button--quiet" id="print" type="button" on:click=|_| page::print()>
                    <Icon name="print" size=IconSize::Small />
                    {Msg::Print.say(ways.lang)}
                </button>
            </div>
        </section>
    }
}

/// Questions with their answers under the titles of their groups.
pub fn grouped(
    context: &AppContext,
    given: Vec<Given>,
    question: Option<&dyn Fn(usize) -> Route>,
) -> AnyView {
    let mut groups: Vec<(String, Vec<Given>)> = Vec::new();
    for one in given {
        match groups.last_mut() {
            Some((title, rows)) if *title == one.group => rows.push(one),
            _ => groups.push((one.group.clone(), vec![one])),
        }
    }
    let sections: Vec<_> = groups
        .into_iter()
        .map(|(title, rows)| {
            let rows = answers_given(context, rows, question);
            view! {
                <section class="section">
                    <h2>{title}</h2>
                    {rows}
                </section>
            }
        })
        .collect();
    sections.into_any()
}

/// Questions with their answers, and the way to change them where there is one.
pub fn answers_given(
    context: &AppContext,
    given: Vec<Given>,
    question: Option<&dyn Fn(usize) -> Route>,
) -> AnyView {
    let none = Msg::NotAnswered.say(context.lang);
    let change = Msg::Change.say(context.lang);
    let rows: Vec<_> = given
        .into_iter()
        .map(|given| {
            let label = match &given.who {
                Some(who) => format!("{who} · {}", given.label),
                None => given.label.clone(),
            };
            let answer = match given.answer {
                Some(answer) => answer.into_any(),
                None => view! { <span class="muted">{none}</span> }.into_any(),
            };
            let link = question.map(|question| {
                let href = question(given.place).path();
                let label = label.clone();
                view! {
                    <dd>
                        <a href=href>
                            {change}
                            <span class="unseen">{label}</span>
                        </a>
                    </dd>
                }
            });
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>{answer}</dd>
                    {link}
                </div>
            }
        })
        .collect();
    view! { <dl class="defs answers">{rows}</dl> }.into_any()
}
