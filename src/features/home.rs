//! The services, what to go on with, and whom to ask when none fits.

use crate::{
    features::{device::InstallHint, item_row::item_row},
    router::Route,
};
use civil_affairs_client::{
    context::{GENERAL_LINE, Ground},
    drafts::{Paper, use_drafts},
    platform::clock,
    queue::use_queue,
    settings::use_settings,
};
use civil_affairs_domain::record::draft::{Expiry, expiry};
use civil_affairs_ui::{
    components::{
        Heading, Icon, Lines, Notice, NoticeKind, Size, Standing, set_title, task, tasks,
    },
    i18n::{self, Msg, phrase},
};
use leptos::prelude::*;

/// So many of what is finished stand on the first page.
const NEWEST: usize = 3;

/// The first page.
#[component]
pub fn Home(ground: Ground) -> impl IntoView {
    set_title(&ground, Msg::HomeTitle.say(ground.lang));
    let cards: Vec<_> = ground
        .catalogue
        .services
        .iter()
        .map(|service| {
            view! {
                <li>
                    <a class="service-card" href=Route::Service(service.id.to_string()).path()>
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
        <Heading text=Msg::HomeTitle.say(ground.lang) lead=Msg::HomeLead.say(ground.lang) />
        {finished(&ground)}
        {drafts(&ground)}
        <InstallHint ground=ground.clone() />
        <ul class="services">{cards}</ul>
        <p>
            <a class="link" id="look-up" href=Route::Progress.path()>
                {Msg::LookUp.say(ground.lang)}
            </a>
        </p>
        <section class="section">
            <h2>{Msg::NotSure.say(ground.lang)}</h2>
            <Lines ground=ground.clone() lines=lines />
        </section>
    }
}

/// What a draft is called: the name the person gave, else its service.
fn draft_title(ground: &Ground, paper: &Paper) -> String {
    let draft = paper.draft();
    let service = ground.title_of(&draft.service);
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
            task(
                Route::Draft(draft.id.to_string()).path(),
                draft_title(ground, paper),
                draft_line(ground, draft.touched),
                Standing::Draft,
                ground.lang,
            )
        })
        .collect();
    tasks(Msg::Drafts.say(ground.lang), rows)
}

/// The newest of what is finished, and the way to all of it.
fn finished(ground: &Ground) -> Option<AnyView> {
    let all = use_queue().all();
    let rows = all
        .iter()
        .take(NEWEST)
        .map(|item| item_row(ground, item))
        .collect();
    let rows = tasks(Msg::Waiting.say(ground.lang), rows)?;
    let more = view! {
        <p>
            <a class="link" id="applications" href=Route::Applications.path()>
                {Msg::AllApplications.say(ground.lang)}
            </a>
        </p>
    };
    Some(view! { {rows} {more} }.into_any())
}

/// After a draft was deleted, for as long as the page is open.
fn undo(ground: &Ground) -> Option<AnyView> {
    let drafts = use_drafts();
    let last = drafts.deleted().into_iter().next()?;
    let id = last.id.to_string();
    let words = (if drafts.was_expired(&last) {
        Msg::DraftExpired
    } else {
        Msg::DraftRemoved
    })
    .say(ground.lang);
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
                            {Msg::Undo.say(say.lang)}
                        </button>
                    </div>
                </Notice>
            </div>
        }
        .into_any(),
    )
}
