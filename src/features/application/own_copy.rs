//! 民政局保存的内容: everything the bureau holds of an application, fetched now, to read, to print and to save.

use super::{CaseProgress, again::again, history, received};
use crate::{
    features::{
        asking::{Given, QuestionSet, evaluate, given},
        form::grouped,
        help::NotFound,
    },
    router::Route,
};
use civil_affairs_client::{
    context::AppContext,
    platform::{clock, download, page, post, timer},
};
use civil_affairs_domain::{
    form::definition::ServiceDefinition,
    lifecycle::retention::Retention,
    protocol::submission::Submission,
    protocol::wire::{self, ProblemCode},
    record::queue::QueueRecord,
    sync::{Lookup, RequestOutcome},
    value::text::Lang,
};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, IconSize, set_title},
    i18n::{self, CopyMsg, FollowMsg, Msg, own_copy as words},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value as Json;
use std::rc::Rc;

/// Where what came of it stands.
const TOLD: &str = "told";

/// How fetching stands.
#[derive(Clone)]
enum Fetching {
    Asking,
    Failed(CopyMsg),
    /// The copy, and its very bytes.
    Here(Rc<wire::OwnCopy>, Rc<Vec<u8>>),
}

/// The page with a copy of what the bureau holds of an application.
#[component]
pub fn OwnCopy(context: AppContext, id: String) -> impl IntoView {
    let Some(item) = received(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let lang = context.lang;
    set_title(&context, CopyMsg::Title.say(lang));
    let fetching = RwSignal::new_local(Fetching::Asking);
    fetch(item.clone(), fetching);
    let item = StoredValue::new_local(item);
    let told = move || match fetching.get() {
        Fetching::Asking => view! { <p>{FollowMsg::Asking.say(lang)}</p> }.into_any(),
        Fetching::Failed(why) => again(why.say(lang), FollowMsg::LookAgain.say(lang), move || {
            fetch(item.get_value(), fetching);
        }),
        Fetching::Here(copy, bytes) => here(&context, &copy, bytes),
    };
    view! {
        <BackLink href=Route::Finished(id).path() text=Msg::Back.say(lang) />
        <Heading text=CopyMsg::Title.say(lang) lead=CopyMsg::Lead.say(lang) />
        <div class="section" id=TOLD role="status" tabindex="-1">
            {told}
        </div>
    }
    .into_any()
}

fn fetch(item: Rc<QueueRecord>, fetching: RwSignal<Fetching, LocalStorage>) {
    fetching.set(Fetching::Asking);
    spawn_local(async move {
        let answer = post::copy(&item.id, &item.capability).await;
        fetching.try_set(match (answer.known::<wire::OwnCopy>(), answer) {
            (Lookup::Found(copy), RequestOutcome::Http(http)) => {
                Fetching::Here(Rc::from(copy), Rc::new(http.body))
            }
            (Lookup::Refused(ProblemCode::NotFound), _) => Fetching::Failed(CopyMsg::NotFound),
            _ => Fetching::Failed(CopyMsg::Offline),
        });
        timer::soon(|| page::focus_id(TOLD));
    });
}

fn here(context: &AppContext, copy: &wire::OwnCopy, bytes: Rc<Vec<u8>>) -> AnyView {
    let lang = context.lang;
    let Some(service) = context.service(&copy.service) else {
        return view! { <p>{copy.reference.to_string()}</p> }.into_any();
    };
    let kept = match copy.kept_until {
        _ if copy.erased_at.is_some() => CopyMsg::Erased.say(lang).to_owned(),
        _ if copy.is_case_file => retention_words(Retention::CaseFile, lang),
        Some(day) => retention_words(Retention::Until(day), lang),
        None => retention_words(Retention::Open, lang),
    };
    let how = (copy.erased_at.is_none() && !copy.is_case_file).then(|| {
        let how = if copy.may_be_erased {
            CopyMsg::EraseHow
        } else {
            CopyMsg::KeptHow
        };
        view! { <p>{how.say(lang)}</p> }
    });
    let name = format!("{}.json", copy.reference);
    let given = given_in(context, service, copy);
    let told = CaseProgress {
        service,
        state: &copy.state,
        events: &copy.events,
    };
    let files = (!copy.files.is_empty()).then(|| {
        view! {
            <div>
                <dt>{CopyMsg::Files.say(lang)}</dt>
                <dd>{copy.files.len()}</dd>
            </div>
        }
    });
    view! {
        <p class="lead">{context.text(&service.title)}</p>
        <dl class="defs">
            <div>
                <dt>{Msg::Reference.say(context.lang)}</dt>
                <dd>{copy.reference.to_string()}</dd>
            </div>
            {files}
        </dl>
        <p id="kept">{kept}</p>
        {how}
        <div class="actions">
            <button
                class="button button--secondary"
                id="save-copy"
                type="button"
                on:click=move |_| download::save_bytes(&name, "application/json", &bytes)
            >
                {CopyMsg::Save.say(lang)}
            </button>
            <button class="button button--secondary" type="button" on:click=|_| page::print()>
                <Icon name="print" size=IconSize::Small />
                {Msg::Print.say(context.lang)}
            </button>
        </div>
        {grouped(context, given, None)}
        {later(context, copy)}
        {history(context, &told)}
    }
    .into_any()
}

/// The answers as they read on the page where they were checked.
fn given_in(context: &AppContext, service: &ServiceDefinition, copy: &wire::OwnCopy) -> Vec<Given> {
    let sent = copy.submission.as_ref().and_then(|sent| {
        let bytes = serde_json::to_vec(&sent.0).ok()?;
        Submission::decode(&bytes).ok()?.typed(service).ok()
    });
    let answers = sent.unwrap_or_default();
    evaluate(context, service, &answers, QuestionSet::Form, |form| {
        let all = given(form).into_iter();
        all.filter(|given| given.answer.is_some()).collect()
    })
}

/// What was handed in later, in the words of the person.
fn later(context: &AppContext, copy: &wire::OwnCopy) -> Option<AnyView> {
    let lang = context.lang;
    let rows: Vec<_> = copy
        .supplements
        .iter()
        .map(|later| {
            let inside = &later.content.0;
            let note = inside
                .pointer("/answers/note")
                .and_then(Json::as_str)
                .unwrap_or_default();
            let files = inside
                .get("files")
                .and_then(Json::as_array)
                .map_or(0, Vec::len);
            let files = (files > 0).then(|| format!("{} {files}", CopyMsg::Files.say(lang)));
            view! {
                <div>
                    <dt>{clock::day_and_time(later.at.unix_millis())}</dt>
                    <dd>
                        <p>{note.to_owned()}</p>
                        {files.map(|files| view! { <p>{files}</p> })}
                    </dd>
                </div>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{CopyMsg::Later.say(lang)}</h2>
                <dl class="defs">{rows}</dl>
            </section>
        }
        .into_any()
    })
}

/// Until when, in words.
pub fn retention_words(kept: Retention, lang: Lang) -> String {
    match kept {
        Retention::Until(day) => words::kept_until(&i18n::day(day, lang), lang),
        Retention::CaseFile => CopyMsg::CaseFile.say(lang).to_owned(),
        Retention::Open => CopyMsg::Open.say(lang).to_owned(),
    }
}
