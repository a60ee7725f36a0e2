//! The services, what to go on with, and whom to ask when none fits.

use crate::{
    features::{device::InstallHint, item_row::item_row},
    router::Route,
};
use civil_affairs_client::{
    context::{AppContext, GENERAL_LINE},
    drafts::{DraftHandle, use_drafts},
    platform::clock,
    queue::use_queue,
    settings::use_settings,
};
use civil_affairs_domain::{
    record::draft::{Expiry, expiry},
    record::queue::SubmissionStatus,
};
use civil_affairs_ui::{
    components::{Heading, Icon, IconSize, Lines, Notice, NoticeKind, set_title, task, tasks},
    i18n::{self, Msg, phrase},
};
use leptos::prelude::*;

/// So many of what is finished stand on the first page.
const NEWEST: usize = 3;

/// The first page.
#[component]
pub fn Home(context: AppContext) -> impl IntoView {
    set_title(&context, Msg::HomeTitle.say(context.lang));
    let cards: Vec<_> = context
        .catalogue
        .services
        .iter()
        .map(|service| {
            view! {
                <li>
                    <a class="service-card" href=Route::Service(service.id.to_string()).path()>
                        <span class="service-card__icon">
                            <Icon name=service.icon.clone() size=IconSize::Large />
                        </span>
                        <div>
                            <h2 class="service-card__title">{context.text(&service.title)}</h2>
                            <p class="service-card__summary">{context.text(&service.summary)}</p>
                        </div>
                        <Icon name="next" />
                    </a>
                </li>
            }
        })
        .collect();
    let lines = context.lines(|line| line.number == GENERAL_LINE);
    view! {
        {undo(&context)}
        <Heading text=Msg::HomeTitle.say(context.lang) lead=Msg::HomeLead.say(context.lang) />
        {finished(&context)}
        {drafts(&context)}
        <InstallHint context=context.clone() />
        <ul class="services">{cards}</ul>
        <p>
            <a class="link" id="look-up" href=Route::Progress.path()>
                {Msg::LookUp.say(context.lang)}
            </a>
        </p>
        <section class="section">
            <h2>{Msg::NotSure.say(context.lang)}</h2>
            <Lines context=context.clone() lines=lines />
        </section>
    }
}

/// What a draft is called: the name the person gave, else its service.
fn draft_title(context: &AppContext, handle: &DraftHandle) -> String {
    let draft = handle.draft();
    let service = context.title_of(&draft.service);
    match draft.name {
        Some(name) => format!("{name} · {service}"),
        None => service,
    }
}

/// When a draft was last changed; near its end, until when it is kept.
fn draft_line(context: &AppContext, touched: i64) -> String {
    let chosen = use_settings().draft_days();
    match expiry(touched, clock::now_millis(), context.parameters(), chosen) {
        Expiry::ExpiresSoon { last_day } => {
            phrase::kept_until(&i18n::day(last_day, context.lang), context.lang)
        }
        Expiry::Fresh | Expiry::Expired => {
            phrase::touched(&clock::day_and_time(touched), context.lang)
        }
    }
}

fn drafts(context: &AppContext) -> Option<AnyView> {
    let all = use_drafts().all();
    let rows = all
        .iter()
        .map(|handle| {
            let draft = handle.draft();
            task(
                Route::Draft(draft.id.to_string()).path(),
                draft_title(context, handle),
                draft_line(context, draft.touched),
                &SubmissionStatus::Draft,
                context.lang,
            )
        })
        .collect();
    tasks(Msg::Drafts.say(context.lang), rows)
}

/// The newest of what is finished, and the way to all of it.
fn finished(context: &AppContext) -> Option<AnyView> {
    let all = use_queue().all();
    let rows = all
        .iter()
        .take(NEWEST)
        .map(|item| item_row(context, item))
        .collect();
    let rows = tasks(Msg::Waiting.say(context.lang), rows)?;
    let more = view! {
        <p>
            <a class="link" id="applications" href=Route::Applications.path()>
                {Msg::AllApplications.say(context.lang)}
            </a>
        </p>
    };
    Some(view! { {rows} {more} }.into_any())
}

/// After a draft was deleted, for as long as the page is open.
fn undo(context: &AppContext) -> Option<AnyView> {
    let drafts = use_drafts();
    let last = drafts.deleted().into_iter().next()?;
    let id = last.id.to_string();
    let words = (if drafts.was_expired(&last) {
        Msg::DraftExpired
    } else {
        Msg::DraftRemoved
    })
    .say(context.lang);
    let say = context.clone();
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
