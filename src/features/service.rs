//! What a service is: who, what to bring, how long, what it costs, the law, what happens next; and its pre-check.

use crate::{
    features::{
        asking::{QuestionSet, evaluate},
        device::InstallHint,
        form::Apply,
        help::NotFound,
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    platform::{page, timer},
    prechecks::use_prechecks,
};
use civil_affairs_domain::form::definition::{LegalPoint, ServiceDefinition};
use civil_affairs_ui::{
    components::{
        BackLink, Basis, Emergency, Heading, Icon, Notice, NoticeKind, Points, Steps, set_title,
    },
    i18n::Msg,
};
use leptos::prelude::*;

/// The page before the first question.
#[component]
pub fn Service(context: AppContext, id: String) -> impl IntoView {
    let Some(service) = context.service(&id).cloned() else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let start = &service.start;
    let title = context.text(&service.title);
    set_title(&context, &title);
    let danger = start
        .danger_first
        .then(|| view! { <Emergency context=context.clone() /> });
    let first = start
        .first
        .as_ref()
        .map(|first| context.text(first))
        .map(|first| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{first}</p>
                </Notice>
            }
        });
    view! {
        <BackLink href="/" text=Msg::AllServices.say(context.lang) />
        {danger}
        <Heading text=title lead=context.text(&service.summary) icon=service.icon.clone() />
        {first}
        <Facts context=context.clone() id=id.clone() />
        <InstallHint context=context.clone() />
        <Apply context=context.clone() id=id.clone() />
        <Check context=context.clone() id=id.clone() />
        {section(&context, Msg::Who, "", &start.who)}
        {section(&context, Msg::NotNeeded, "points--none", &start.not_needed)}
        <section class="section">
            <h2>{Msg::Next.say(context.lang)}</h2>
            <Steps texts=context.texts(&start.next) />
        </section>
        <section class="section">
            <h2>{Msg::Law.say(context.lang)}</h2>
            <ul class="law">{law(&context, &start.law)}</ul>
            <a class="link small" href=Route::About.path()>
                {Msg::WhereToRead.say(context.lang)}
            </a>
        </section>
        {section(&context, Msg::Elsewhere, "", &start.elsewhere)}
    }
    .into_any()
}

fn section(
    context: &AppContext,
    heading: Msg,
    class: &'static str,
    texts: &[civil_affairs_domain::value::text::Text],
) -> Option<impl IntoView + use<>> {
    let heading = heading.say(context.lang);
    let texts = context.texts(texts);
    (!texts.is_empty()).then(move || {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <Points texts=texts class=class />
            </section>
        }
    })
}

fn law(context: &AppContext, points: &[LegalPoint]) -> impl IntoView + use<> {
    points
        .iter()
        .map(|point| {
            view! {
                <li>
                    {context.text(&point.text)}
                    <Basis citations=context.cite(&point.basis) />
                </li>
            }
        })
        .collect_view()
}

/// Cost, time and what to bring, side by side.
#[component]
fn Facts(context: AppContext, id: String) -> impl IntoView {
    let service = context.service(&id)?;
    let start = &service.start;
    let rows = [
        ("money", Msg::Fee, vec![context.text(&start.fee)]),
        ("clock", Msg::Duration, context.texts(&start.duration)),
        ("document", Msg::Bring, context.texts(&start.bring)),
    ];
    let rows = rows
        .into_iter()
        .map(|(icon, name, texts)| {
            let texts = texts
                .into_iter()
                .map(|text| view! { <p>{text}</p> })
                .collect_view();
            view! {
                <div>
                    <Icon name=icon />
                    <dt>{name.say(context.lang)}</dt>
                    <dd>{texts}</dd>
                </div>
            }
        })
        .collect_view();
    Some(view! { <dl class="card facts">{rows}</dl> })
}

/// The way into the pre-check, or back into one that was begun.
#[component]
fn Check(context: AppContext, id: String) -> impl IntoView {
    let prechecks = use_prechecks();
    let service = context.service(&id)?;
    let answers = prechecks.answers(service);
    let begun = !answers.is_empty();
    let place = evaluate(&context, service, &answers, QuestionSet::Precheck, |form| {
        form.first_open()
    });
    let target = match place {
        Some(place) => Route::Question(id.clone(), place),
        None => Route::Result(id.clone()),
    };
    let intro = context.text(&service.precheck.intro);
    let kept = begun && service.precheck.kept;
    let clear = begun.then(|| clear_button(&context, service));
    Some(view! {
        <div class="section">
            <div class="actions">
                <a class="button button--secondary" id="check" href=target.path()>
                    {(if begun { Msg::GoOnWithCheck } else { Msg::StartCheck }).say(context.lang)}
                    <Icon name="next" size=civil_affairs_ui::components::IconSize::Small />
                </a>
                {clear}
            </div>
            <p class="small muted">{intro}</p>
            {kept.then(|| view! { <p class="small muted">{Msg::AnswersKept.say(context.lang)}</p> })}
        </div>
    })
}

/// Clears the answers of a service here and on the device, and begins again where a question or a result is on
/// the screen.
pub(super) fn clear_button(
    context: &AppContext,
    service: &ServiceDefinition,
) -> impl IntoView + use<> {
    let prechecks = use_prechecks();
    let router = use_router();
    let (context, id) = (context.clone(), service.id.to_string());
    let words = Msg::ClearAndRestart.say(context.lang);
    let clear = move |_| {
        if let Some(service) = context.service(&id) {
            prechecks.clear(service);
            match router.route_now() {
                Route::Question(..) | Route::Result(_) => {
                    router.go(&Route::Question(id.clone(), 1))
                }
                // The button is gone with what it cleared; the focus must not be.
                _ => timer::soon(page::focus_heading),
            }
        }
    };
    view! {
        <button class="button button--quiet" id="clear" type="button" on:click=clear>
            {words}
        </button>
    }
}
