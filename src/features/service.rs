//! What a service is: who, what to bring, how long, what it costs, the law, what happens next; and its pre-check.

use crate::{
    features::{
        asking::{Course, look},
        device::InstallHint,
        form::Apply,
        help::NotFound,
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::Ground,
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
pub fn Service(ground: Ground, id: String) -> impl IntoView {
    let Some(service) = ground.service(&id).cloned() else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let start = &service.start;
    let title = ground.text(&service.title);
    set_title(&ground, &title);
    let danger = start
        .danger_first
        .then(|| view! { <Emergency ground=ground.clone() /> });
    let first = start
        .first
        .as_ref()
        .map(|first| ground.text(first))
        .map(|first| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{first}</p>
                </Notice>
            }
        });
    view! {
        <BackLink href="/" text=Msg::AllServices.say(ground.lang) />
        {danger}
        <Heading text=title lead=ground.text(&service.summary) icon=service.icon.clone() />
        {first}
        <Facts ground=ground.clone() id=id.clone() />
        <InstallHint ground=ground.clone() />
        <Apply ground=ground.clone() id=id.clone() />
        <Check ground=ground.clone() id=id.clone() />
        {section(&ground, Msg::Who, "", &start.who)}
        {section(&ground, Msg::NotNeeded, "points--none", &start.not_needed)}
        <section class="section">
            <h2>{Msg::Next.say(ground.lang)}</h2>
            <Steps texts=ground.texts(&start.next) />
        </section>
        <section class="section">
            <h2>{Msg::Law.say(ground.lang)}</h2>
            <ul class="law">{law(&ground, &start.law)}</ul>
            <a class="link small" href=Route::About.path()>
                {Msg::WhereToRead.say(ground.lang)}
            </a>
        </section>
        {section(&ground, Msg::Elsewhere, "", &start.elsewhere)}
    }
    .into_any()
}

fn section(
    ground: &Ground,
    heading: Msg,
    class: &'static str,
    texts: &[civil_affairs_domain::value::text::Text],
) -> Option<impl IntoView + use<>> {
    let heading = heading.say(ground.lang);
    let texts = ground.texts(texts);
    (!texts.is_empty()).then(move || {
        view! {
            <section class="section">
                <h2>{heading}</h2>
                <Points texts=texts class=class />
            </section>
        }
    })
}

fn law(ground: &Ground, points: &[LegalPoint]) -> impl IntoView + use<> {
    points
        .iter()
        .map(|point| {
            view! {
                <li>
                    {ground.text(&point.text)}
                    <Basis citations=ground.cite(&point.basis) />
                </li>
            }
        })
        .collect_view()
}

/// Cost, time and what to bring, side by side.
#[component]
fn Facts(ground: Ground, id: String) -> impl IntoView {
    let service = ground.service(&id)?;
    let start = &service.start;
    let rows = [
        ("money", Msg::Fee, vec![ground.text(&start.fee)]),
        ("clock", Msg::Duration, ground.texts(&start.duration)),
        ("document", Msg::Bring, ground.texts(&start.bring)),
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
                    <dt>{name.say(ground.lang)}</dt>
                    <dd>{texts}</dd>
                </div>
            }
        })
        .collect_view();
    Some(view! { <dl class="card facts">{rows}</dl> })
}

/// The way into the pre-check, or back into one that was begun.
#[component]
fn Check(ground: Ground, id: String) -> impl IntoView {
    let prechecks = use_prechecks();
    let service = ground.service(&id)?;
    let answers = prechecks.answers(service);
    let begun = !answers.is_empty();
    let place = look(&ground, service, &answers, Course::Precheck, |sight| {
        sight.first_open()
    });
    let target = match place {
        Some(place) => Route::Question(id.clone(), place),
        None => Route::Result(id.clone()),
    };
    let intro = ground.text(&service.precheck.intro);
    let kept = begun && service.precheck.kept;
    let clear = begun.then(|| clear_button(&ground, service));
    Some(view! {
        <div class="section">
            <div class="actions">
                <a class="button button--secondary" id="check" href=target.path()>
                    {(if begun { Msg::GoOnWithCheck } else { Msg::StartCheck }).say(ground.lang)}
                    <Icon name="next" size=civil_affairs_ui::components::Size::Small />
                </a>
                {clear}
            </div>
            <p class="small muted">{intro}</p>
            {kept.then(|| view! { <p class="small muted">{Msg::AnswersKept.say(ground.lang)}</p> })}
        </div>
    })
}

/// Clears the answers of a service here and on the device, and begins again where a question or a result is on
/// the screen.
pub(super) fn clear_button(ground: &Ground, service: &ServiceDefinition) -> impl IntoView + use<> {
    let prechecks = use_prechecks();
    let router = use_router();
    let (ground, id) = (ground.clone(), service.id.to_string());
    let words = Msg::ClearAndRestart.say(ground.lang);
    let clear = move |_| {
        if let Some(service) = ground.service(&id) {
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
