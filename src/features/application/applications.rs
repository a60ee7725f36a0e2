//! 我的申请: what waits, since when and why, and what the bureau has.

use crate::{features::item_row::item_row, router::Route};
use civil_affairs_client::{
    connectivity::use_connectivity,
    context::AppContext,
    platform::clock,
    queue::{Queue, use_queue},
    sync_driver::use_sync_driver,
};
use civil_affairs_domain::{
    record::queue::{QueueRecord, SubmissionStatus},
    sync::ItemState,
};
use civil_affairs_ui::{
    components::{
        BackLink, Heading, Notice, NoticeKind, problem_words, received_word, set_title, status_tag,
        status_word, tasks,
    },
    i18n::{FollowMsg, Msg, SendMsg, TransferMsg, follow, phrase, send},
};
use leptos::prelude::*;
use std::rc::Rc;

/// The page with every finished form of this device.
#[component]
pub fn Applications(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    set_title(&context, Msg::Waiting.say(context.lang));
    let queue = use_queue();
    let (received, waiting): (Vec<_>, Vec<_>) = queue
        .all()
        .into_iter()
        .partition(|item| item.receipt().is_some());
    let is_empty = received.is_empty() && waiting.is_empty() && queue.problem().is_none();
    let empty = is_empty.then(|| {
        view! { <p class="empty">{FollowMsg::NoApplications.say(lang)}</p> }
    });
    let waiting =
        (!waiting.is_empty()).then(|| view! { <Waiting context=context.clone() items=waiting /> });
    let rows = received.iter().map(|item| item_row(&context, item));
    let received = received
        .first()
        .and_then(|item| tasks(received_word(&item.receipt()?, lang), rows.collect()));
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=Msg::Waiting.say(context.lang) lead=FollowMsg::ApplicationsLead.say(lang) />
        {unreadable(&context, queue)}
        {empty}
        {waiting}
        {received}
        <p>
            <a class="link" id="look-up" href=Route::Progress.path()>
                {Msg::LookUp.say(context.lang)}
            </a>
        </p>
    }
}

/// One that cannot be read hides none of the others, and is told.
fn unreadable(context: &AppContext, queue: Queue) -> Option<AnyView> {
    let problem = queue.problem()?;
    let words = problem_words(problem).say(context.lang);
    Some(
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{words}</p>
            </Notice>
        }
        .into_any(),
    )
}

/// What the bureau does not have yet.
#[component]
fn Waiting(context: AppContext, items: Vec<Rc<QueueRecord>>) -> impl IntoView {
    let lang = context.lang;
    let line = use_connectivity();
    let connection = move || {
        let words = if line.is_away() {
            FollowMsg::LineAway
        } else {
            FollowMsg::LineThere
        };
        words.say(lang)
    };
    let now = move || {
        use_sync_driver().map(|driver| {
            view! {
                <button
                    class="button button--secondary"
                    id="send-now"
                    type="button"
                    on:click=move |_| driver.send_now()
                >
                    {SendMsg::SendNow.say(lang)}
                </button>
            }
        })
    };
    let rows: Vec<_> = items
        .into_iter()
        .map(|item| view! { <WaitingItem context=context.clone() item=item /> })
        .collect();
    view! {
        <section class="section" id="waiting">
            <h2>{status_word(&SubmissionStatus::Waiting, lang)}</h2>
            <p role="status" id="connection">
                {connection}
            </p>
            <ul class="tasks">{rows}</ul>
            <div class="actions">
                {now} <a class="button button--quiet" id="export" href=Route::Transfer.path()>
                    {FollowMsg::ExportUnsent.say(lang)}
                </a>
            </div>
            <p class="small muted">{TransferMsg::ImportOnce.say(lang)}</p>
        </section>
    }
}

/// One of it: since when, why it is still here, when it is tried next. Changing it and taking it back stand on its page.
#[component]
fn WaitingItem(context: AppContext, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = context.lang;
    let (id, state) = (item.id, item.state.clone());
    let line = use_connectivity();
    let why = move || {
        let status = use_sync_driver()
            .map(|driver| driver.send_status(&id))
            .unwrap_or_default();
        if let ItemState::Refused(refusal) = &state {
            return vec![send::refusal(refusal.code, lang).to_owned()];
        }
        if status.is_under_way {
            return vec![SendMsg::UnderWay.say(lang).to_owned()];
        }
        // That the bureau is out of reach stands above, once.
        let failure = status
            .failure
            .filter(|failure| !(line.is_away() && failure.is_of_the_line()))
            .map(|failure| send::failure(failure, lang).to_owned());
        let next = status
            .next_try
            .filter(|_| status.failure.is_some())
            .map(|at| follow::next_try(&clock::time_of_day(at), lang));
        failure.into_iter().chain(next).collect()
    };
    let since = phrase::finished_at(&clock::day_and_time(item.finished_at), lang);
    view! {
        <li>
            <a class="task" href=Route::Finished(item.draft.to_string()).path()>
                <span>
                    <span class="task__title">{context.title_of(&item.service)}</span>
                    <span class="task__line">{since}</span>
                    {move || {
                        why()
                            .into_iter()
                            .map(|line| view! { <span class="task__line">{line}</span> })
                            .collect_view()
                    }}
                </span>
                {status_tag(&SubmissionStatus::Waiting, lang)}
            </a>
        </li>
    }
}
