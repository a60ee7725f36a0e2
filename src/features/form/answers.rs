//! Every answer of a draft on one page, each with the way to change it; what is still wanted; finishing.

use crate::{
    features::{
        asking::{Given, Sheet, Sight, given},
        help::NotFound,
        precheck::{advice, outcome, reasons, to_do},
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::Ground,
    drafts::{Paper, use_drafts},
    platform::{page, timer},
    queue::{Blocked, use_queue},
};
use civil_affairs_domain::{
    form::definition::Tone,
    rules::finish::{Finish, finish},
};
use civil_affairs_ui::{
    components::{BackLink, Icon, Notice, NoticeKind, ProblemNotice, Saved, Size, set_title},
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

fn wanted(sight: &Sight<'_>) -> Wanted {
    let (mends, later, advised) = match finish(&sight.validation) {
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
        let place = sight.place_of(&mend.step.path);
        let wrong = mend
            .findings
            .iter()
            .any(|finding| finding.code != "missing");
        match place {
            Some(place) if wrong => wanted.wrong.push(Wrong {
                place,
                label: sight.name_of(place).unwrap_or_default(),
                texts: sight.errors(&mend.step.path),
            }),
            _ => {
                wanted.open += 1;
                wanted.first_open = wanted.first_open.or(place);
            }
        }
    }
    wanted
}

/// See the module.
#[component]
pub fn Answers(ground: Ground, id: String) -> impl IntoView {
    let Some(paper) = use_drafts().get(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let sheet = Sheet::Draft(paper.clone());
    let seen = sheet.look(&ground, |sight| {
        (
            ground.text(&sight.service().title),
            given(sight),
            wanted(sight),
        )
    });
    let Some((title, given, wanted)) = seen else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    set_title(&ground, &phrase::form_of(&title, ground.lang));
    let place = StoredValue::new(id.clone());
    let question = move |at: usize| Route::DraftQuestion(place.get_value(), at);
    view! {
        <BackLink href=Route::Draft(id).path() text=Msg::AllSections.say(ground.lang) />
        <div>
            <p class="state">
                <span class="tag">
                    <Icon name="edit" size=Size::Small />
                    {Msg::StateDraft.say(ground.lang)}
                </span>
                {Msg::StateDraftExplained.say(ground.lang)}
            </p>
            <h1 tabindex="-1">{Msg::CheckAnswers.say(ground.lang)}</h1>
            <p class="muted">{title}</p>
        </div>
        {advised(&ground, &paper, wanted.advised)}
        {wanted_view(&ground, wanted, &question)}
        {grouped(&ground, given, Some(&question))}
        <FinishForm ground=ground.clone() paper=paper.clone() />
        <div class="section">
            <Saved keeper=paper.keeper().clone() />
            <ProblemNotice keeper=paper.keeper().clone() />
        </div>
    }
    .into_any()
}

/// What to mind or to do first: where nothing is booked with these answers (change the day, call, ask at the window), and
/// where the check comes to something else than a plain yes. Whoever is in need is not kept by it.
fn advised(ground: &Ground, paper: &Paper, bars: bool) -> Option<AnyView> {
    let service = ground.service(&paper.service())?;
    let advice = advice(ground, service, &paper.answers());
    let tone = advice.outcome.as_ref().map(|outcome| outcome.tone);
    let is_doubtful = matches!(tone, Some(Tone::Note | Tone::Ask | Tone::Change));
    if !(bars || is_doubtful && !service.never_blocks) {
        return None;
    }
    Some(
        view! {
            {outcome(ground, &advice)}
            {reasons(ground, advice.reasons)}
            {to_do(ground, advice.todo, advice.call)}
        }
        .into_any(),
    )
}

fn wanted_view(ground: &Ground, wanted: Wanted, question: &dyn Fn(usize) -> Route) -> AnyView {
    let first = wanted.first_open.map(|first| question(first).path());
    let later = (wanted.later && (wanted.open > 0 || !wanted.wrong.is_empty()))
        .then(|| view! { <p>{Msg::MayFollow.say(ground.lang)}</p> });
    let (count, go_on) = (
        phrase::open(wanted.open, ground.lang),
        Msg::GoOnWithForm.say(ground.lang),
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
                    {phrase::to_mend(rows.len(), ground.lang)}
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
fn FinishForm(ground: Ground, paper: Paper) -> impl IntoView {
    let (queue, drafts, router) = (use_queue(), use_drafts(), use_router());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let advised = RwSignal::new(false);
    let ground = Arc::new(ground);
    let held = StoredValue::new_local(paper);
    let ways = ground.clone();
    let finish = {
        let ground = ground.clone();
        move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            failed.set(false);
            let (ground, paper) = (ground.clone(), held.get_value());
            spawn_local(async move {
                let finished = queue.finish(&ground, &paper).await;
                busy.set(false);
                match finished {
                    Ok(()) => {
                        router.replace(&Route::Finished(paper.id()));
                        drafts.forget(&paper.id());
                    }
                    Err(Blocked::ToMend) => timer::soon(|| page::focus_id(SUMMARY)),
                    Err(Blocked::Advised) => advised.set(true),
                    Err(Blocked::Record) => failed.set(true),
                }
            });
        }
    };
    let (lang, shared) = (ground.lang, ground.shared);
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
                    <Icon name="check" size=Size::Small />
                    {Msg::Finish.say(ways.lang)}
                </button>
                <button class="button button--quiet" id="print" type="button" on:click=|_| page::print()>
                    <Icon name="print" size=Size::Small />
                    {Msg::Print.say(ways.lang)}
                </button>
            </div>
        </section>
    }
}

/// Questions with their answers under the titles of their groups.
pub fn grouped(
    ground: &Ground,
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
            let rows = answers_given(ground, rows, question);
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
    ground: &Ground,
    given: Vec<Given>,
    question: Option<&dyn Fn(usize) -> Route>,
) -> AnyView {
    let none = Msg::NotAnswered.say(ground.lang);
    let change = Msg::Change.say(ground.lang);
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
