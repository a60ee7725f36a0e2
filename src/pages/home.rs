//! The services, what to go on with, and whom to ask when none fits.

use crate::{
    components::{Heading, Icon, InstallHint, Lines, Notice, NoticeKind, Size, set_title},
    i18n::{self, Msg, SendMsg, phrase},
    platform::clock,
    router::Route,
    state::{
        drafts::{Paper, use_drafts},
        ground::{GENERAL_LINE, Ground},
        queue::use_queue,
        settings::use_settings,
    },
};
use civil_affairs_domain::{
    draft::{Expiry, expiry},
    sync::State,
};
use leptos::prelude::*;

/// The first page.
#[component]
pub fn Home(ground: Ground) -> impl IntoView {
    set_title(&ground, ground.say(Msg::HomeTitle));
    let cards: Vec<_> = ground
        .catalogue
        .services
        .iter()
        .map(|service| {
            view! {
                <li>
                    <a class="service-card" href=Route::Service(service.id.clone()).path()>
                        <span class="service-card__icon">
                            <Icon name=service.icon.clone() size=Size::Large />
                        </span>
                        <div>
                            <h2 class="service-card__title">{ground.text(&service.title)}</h2>
                            <p class="service-card__summary">{ground.text(&service.summary)}</p>
                        </div>
                        <Icon name="next" />
                    </a>
                </li>
            }
        })
        .collect();
    let lines = ground.lines(|line| line.number == GENERAL_LINE);
    view! {
        {undo(&ground)}
        <Heading text=ground.say(Msg::HomeTitle) lead=ground.say(Msg::HomeLead) />
        {waiting(&ground)}
        {drafts(&ground)}
        <InstallHint ground=ground.clone() />
        <ul class="services">{cards}</ul>
        <p>
            <a class="link" id="look-up" href=Route::Progress.path()>
                {ground.say(Msg::LookUp)}
            </a>
        </p>
        <section class="section">
            <h2>{ground.say(Msg::NotSure)}</h2>
            <Lines ground=ground.clone() lines=lines />
        </section>
    }
}

/// A list of things to go on with: a link, and a line below.
fn list(title: &'static str, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{title}</h2>
                <ul class="tasks">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(
    route: &Route,
    title: String,
    word: &'static str,
    icon: &'static str,
    line: String,
) -> AnyView {
    let class = match icon {
        "clock" => "tag tag--waiting",
        "saved" => "tag tag--received",
        _ => "tag",
    };
    view! {
        <li>
            <a class="task" href=route.path()>
                <span>
                    <span class="task__title">{title}</span>
                    <span class="task__line">{line}</span>
                </span>
                <span class=class>
                    <Icon name=icon size=Size::Small />
                    {word}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// What a draft is called: the name the person gave, else its service.
fn draft_title(ground: &Ground, paper: &Paper) -> String {
    let draft = paper.draft();
    let service = ground
        .service(&draft.service)
        .map_or_else(String::new, |service| ground.text(&service.title));
    match draft.name {
        Some(name) => format!("{name} · {service}"),
        None => service,
    }
}

/// When a draft was last changed; near its end, until when it is kept.
fn draft_line(ground: &Ground, touched: i64) -> String {
    let chosen = use_settings().draft_days();
    match expiry(touched, clock::now_millis(), ground.parameters(), chosen) {
        Expiry::ExpiresSoon { last_day } => {
            phrase::kept_until(&i18n::day(last_day, ground.lang), ground.lang)
        }
        Expiry::Fresh | Expiry::Expired => {
            phrase::touched(&clock::day_and_time(touched), ground.lang)
        }
    }
}

fn drafts(ground: &Ground) -> Option<AnyView> {
    let all = use_drafts().all();
    let rows = all
        .iter()
        .map(|paper| {
            let draft = paper.draft();
            row(
                &Route::Draft(draft.id.to_string()),
                draft_title(ground, paper),
                ground.say(Msg::StateDraft),
                "edit",
                draft_line(ground, draft.touched),
            )
        })
        .collect();
    list(ground.say(Msg::Drafts), rows)
}

fn waiting(ground: &Ground) -> Option<AnyView> {
    let all = use_queue().all();
    let rows = all
        .iter()
        .map(|item| {
            let service = ground.service(&item.service);
            let title = service.map_or_else(String::new, |service| ground.text(&service.title));
            let now = service
                .zip(item.state.course())
                .and_then(|(service, course)| service.state(&course.state))
                .map(|state| ground.text(&state.tell));
            let (word, icon, reference) = match &item.state {
                State::Received { reference, .. } => (
                    SendMsg::StateReceived.say(ground.lang),
                    "saved",
                    reference.shown(),
                ),
                State::Waiting | State::Refused(_) => (
                    ground.say(Msg::StateWaiting),
                    "clock",
                    item.reference.shown(),
                ),
            };
            row(
                &Route::Finished(item.draft.shown()),
                title,
                word,
                icon,
                now.unwrap_or_else(|| format!("{} {reference}", ground.say(Msg::Reference))),
            )
        })
        .collect();
    list(ground.say(Msg::Waiting), rows)
}

/// After a draft was deleted, for as long as the page is open.
fn undo(ground: &Ground) -> Option<AnyView> {
    let drafts = use_drafts();
    let last = drafts.deleted().into_iter().next()?;
    let id = last.id.to_string();
    let words = ground.say(if drafts.was_expired(&last) {
        Msg::DraftExpired
    } else {
        Msg::DraftRemoved
    });
    let say = ground.clone();
    Some(
        view! {
            <div role="status">
                <Notice kind=NoticeKind::Info>
                    <p>{words}</p>
                    <div class="actions">
                        <button
                            class="button button--secondary"
                            id="undo"
                            type="button"
                            on:click=move |_| drafts.restore(&id)
                        >
                            {say.say(Msg::Undo)}
                        </button>
                    </div>
                </Notice>
            </div>
        }
        .into_any(),
    )
}
