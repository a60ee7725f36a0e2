//! The result of a pre-check: what it is, what to do now, why, what to bring. Advice, never a refusal.

use super::advice::{Advice, DocumentAdvice, Headline, KeyDate, Reason, Remark, advice};
use crate::{
    features::{
        asking::{QuestionSet, evaluate, given},
        form::{Apply, answers_given},
        help::NotFound,
        service::clear_button,
    },
    router::Route,
};
use civil_affairs_client::{context::AppContext, platform::page, prechecks::use_prechecks};
use civil_affairs_domain::form::definition::Tone;
use civil_affairs_ui::{
    components::{
        BackLink, Basis, Emergency, Icon, IconSize, Lines, Notice, NoticeKind, Points, set_title,
    },
    i18n::{Msg, phrase},
};
use leptos::prelude::*;

/// The page after the last question.
#[component]
pub fn ResultPage(context: AppContext, id: String) -> impl IntoView {
    let Some(service) = context.service(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let title = context.text(&service.title);
    set_title(&context, &phrase::check_of(&title, context.lang));
    let answers = use_prechecks().answers(service);
    let advice = advice(&context, service, &answers);
    let (last, given) = evaluate(&context, service, &answers, QuestionSet::Precheck, |form| {
        (form.steps.len().max(1), given(form))
    });
    let danger = advice
        .urgent
        .then(|| view! { <Emergency context=context.clone() /> });
    let clear = (!answers.is_empty()).then(|| clear_button(&context, service));
    view! {
        <BackLink href=Route::Question(id.clone(), last).path() text=Msg::ChangeAnswers.say(context.lang) />
        {danger}
        {outcome(&context, &advice)}
        {dates(&context, &advice)}
        {remarks(&context, &id, advice.remarks)}
        {to_do(&context, advice.todo, advice.call)}
        {tracks(&context, &advice.tracks)}
        {reasons(&context, advice.reasons)}
        {documents(&context, advice.documents)}
        {open(&context, &id, advice.open)}
        <section class="section">
            <h2>{Msg::YourAnswers.say(context.lang)}</h2>
            {answers_given(&context, given, Some(&|place| Route::Question(id.clone(), place)))}
        </section>
        <Apply context=context.clone() id=id.clone() />
        <div class="actions">
            <button class="button button--secondary" type="button" on:click=|_| page::print()>
                <Icon name="print" size=IconSize::Small />
                {Msg::Print.say(context.lang)}
            </button>
            <a class="button button--quiet" href="/">
                {Msg::ToHome.say(context.lang)}
            </a>
            {clear}
        </div>
        <p class="advice">{advice.advice_only}</p>
    }
    .into_any()
}

/// The outcome in its frame.
pub fn outcome(context: &AppContext, advice: &Advice) -> impl IntoView + use<> {
    let outcome = advice.outcome.as_ref();
    let (title, text) = if advice.open.is_some() {
        (Msg::NothingYet, Msg::NothingYetExplained)
    } else {
        (Msg::NothingCertain, Msg::NothingCertainExplained)
    };
    let (tone, title, text, points) = match outcome {
        Some(outcome) => (
            Some(outcome.tone),
            outcome.title.clone(),
            outcome.text.clone(),
            outcome.points.clone(),
        ),
        None => (
            None,
            title.say(context.lang).to_owned(),
            text.say(context.lang).to_owned(),
            Vec::new(),
        ),
    };
    let (class, icon) = match tone {
        Some(Tone::Good) => ("result result--good", "check"),
        Some(Tone::Note) => ("result result--note", "info"),
        Some(Tone::Ask) => ("result result--ask", "phone"),
        Some(Tone::Change) => ("result result--change", "edit"),
        Some(Tone::Urgent) => ("result result--urgent", "assistance"),
        None => ("result result--note", "help"),
    };
    let told = tone.map(
        |tone| view! { <p class="result__tone">{(Msg::ResultOf(tone)).say(context.lang)}</p> },
    );
    let points =
        (!points.is_empty()).then(|| view! { <Points texts=points class="points--check" /> });
    let id = outcome.map(|outcome| outcome.id.clone());
    view! {
        <section class=class data-outcome=id>
            <span class="result__badge">
                <Icon name=icon size=IconSize::Large />
            </span>
            {told}
            <h1 tabindex="-1">{title}</h1>
            <p class="result__text">{text}</p>
            {points}
        </section>
    }
}

fn dates(context: &AppContext, advice: &Advice) -> Option<impl IntoView + use<>> {
    let one = |label: Msg, day: &Option<KeyDate>| {
        let KeyDate {
            text,
            weekday,
            may_move,
        } = day.clone()?;
        let holidays = may_move.then(|| Msg::HolidaysMayChange.say(context.lang));
        Some(view! {
            <div class="key-date">
                <Icon name="calendar" size=IconSize::Large />
                <p class="key-date__label">{label.say(context.lang)}</p>
                <p class="key-date__day">{text}</p>
                <p class="small muted">{weekday} " " {holidays}</p>
            </div>
        })
    };
    // The law's day does not move with holidays.
    let earliest = advice.earliest.clone().map(|day| KeyDate {
        may_move: false,
        ..day
    });
    let days = [
        one(Msg::EarliestDate, &earliest),
        one(Msg::NextOpenDate, &advice.next_open),
    ];
    let days: Vec<_> = days.into_iter().flatten().collect();
    (!days.is_empty()).then(|| view! { <div class="section">{days}</div> })
}

fn remarks(context: &AppContext, id: &str, remarks: Vec<Remark>) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = remarks
        .into_iter()
        .map(|remark| {
            let link = remark.place.map(|place| {
                view! {
                    <a class="link" href=Route::Question(id.to_owned(), place).path()>
                        {Msg::Change.say(context.lang)}
                        <span class="unseen">{remark.label.clone()}</span>
                    </a>
                }
            });
            view! {
                <li>
                    <p class="reasons__message">{remark.label.clone()}</p>
                    <p>{remark.text}</p>
                    {link}
                </li>
            }
        })
        .collect();
    let heading = Msg::ToCheck.say(context.lang);
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <ul class="reasons">{rows}</ul>
            </section>
        }
    })
}

/// What the person can do, and whom to call.
pub fn to_do(
    context: &AppContext,
    todo: Vec<String>,
    call: Vec<civil_affairs_domain::form::policy::HelpLine>,
) -> Option<impl IntoView + use<>> {
    if todo.is_empty() && call.is_empty() {
        return None;
    }
    let todo = (!todo.is_empty()).then(|| view! { <Points texts=todo /> });
    let call = (!call.is_empty()).then(|| view! { <Lines context=context.clone() lines=call /> });
    Some(view! {
        <section class="section">
            <h2>{Msg::WhatToDo.say(context.lang)}</h2>
            {todo}
            {call}
        </section>
    })
}

fn tracks(context: &AppContext, tracks: &[Headline]) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = tracks
        .iter()
        .map(|track| {
            let points =
                (!track.points.is_empty()).then(|| view! { <Points texts=track.points.clone() /> });
            view! {
                <li>
                    <p>
                        <strong>{track.title.clone()}</strong>
                    </p>
                    <p>{track.text.clone()}</p>
                    {points}
                </li>
            }
        })
        .collect();
    let heading = Msg::Tracks.say(context.lang);
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <ol class="steps">{rows}</ol>
            </section>
        }
    })
}

/// Why it is so.
pub fn reasons(context: &AppContext, reasons: Vec<Reason>) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = reasons
        .into_iter()
        .map(|reason| {
            view! {
                <li>
                    <p class="reasons__message">{reason.message}</p>
                    <Basis citations=reason.basis />
                </li>
            }
        })
        .collect();
    let heading = Msg::Why.say(context.lang);
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <ul class="reasons">{rows}</ul>
            </section>
        }
    })
}

/// What to bring.
pub fn documents(
    context: &AppContext,
    documents: Vec<DocumentAdvice>,
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = documents
        .into_iter()
        .map(|document| {
            let waived = document.waived.is_some().then(|| {
                view! { <span class="tag tag--accent">{Msg::Waived.say(context.lang)}</span> }
            });
            let who = document
                .who
                .map(|who| view! { <p class="small muted">{who}</p> });
            view! {
                <li>
                    <p class="documents__title">{document.title} {waived}</p>
                    {who}
                    {document.detail.map(|detail| view! { <p>{detail}</p> })}
                    {document.waived.map(|waived| view! { <p>{waived}</p> })}
                    <Basis citations=document.basis />
                </li>
            }
        })
        .collect();
    let heading = Msg::Documents.say(context.lang);
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <ul class="documents">{rows}</ul>
            </section>
        }
    })
}

fn open(context: &AppContext, id: &str, place: Option<usize>) -> Option<impl IntoView + use<>> {
    let place = place?;
    let href = Route::Question(id.to_owned(), place).path();
    let (told, link) = (
        Msg::OpenQuestions.say(context.lang),
        Msg::GoOnAnswering.say(context.lang),
    );
    Some(view! {
        <Notice kind=NoticeKind::Info>
            <p>{told}</p>
            <p>
                <a class="link" href=href>
                    {link}
                </a>
            </p>
        </Notice>
    })
}
