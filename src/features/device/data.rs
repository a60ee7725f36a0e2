//! 我的数据在哪里: everything of the person's on this device, and deleting it for good; and what the bureau has.

use crate::{
    features::{application::retention_words, help::Diagnosis},
    router::Route,
};
use civil_affairs_client::{
    context::AppContext,
    drafts::use_drafts,
    files::use_files,
    platform::{page, storage, timer},
    prechecks::use_prechecks,
    queue::use_queue,
    wipe::use_wipe,
};
use civil_affairs_domain::{lifecycle::retention::Retention, record::queue::SubmissionStatus};
use civil_affairs_ui::{
    components::{
        BackLink, Heading, Notice, NoticeKind, Sure, focus_sure, received_word, set_title,
        status_word,
    },
    i18n::{CopyMsg, DeviceMsg, Msg, TransferMsg},
};
use leptos::{prelude::*, task::spawn_local};

/// The privacy notice among the lists.
pub const PRIVACY: &str = "privacy-notice";

/// How deleting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deleting {
    Not,
    Asked,
    Done,
    Failed,
}

/// The page that says what is stored on this device, and deletes it.
#[component]
pub fn Data(context: AppContext) -> impl IntoView {
    set_title(&context, Msg::DataTitle.say(context.lang));
    let used = RwSignal::new(None::<String>);
    spawn_local(async move {
        used.set(storage::used().await);
    });
    let photos = RwSignal::new(0);
    if let Some(files) = use_files() {
        spawn_local(async move {
            photos.set(files.count().await.unwrap_or(0));
        });
    }
    let say = context.clone();
    let kept = move || {
        let count = photos.get();
        (count > 0).then(|| line(DeviceMsg::PhotosKept.say(say.lang), count.to_string(), None))
    };
    let say = context.clone();
    let space = move || {
        used.get().map(|used| {
            view! {
                <div>
                    <dt>{Msg::StorageUsed.say(say.lang)}</dt>
                    <dd>{used}</dd>
                </div>
            }
        })
    };
    let rows = rows(&context);
    let at_bureau = at_bureau(&context);
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=Msg::DataTitle.say(context.lang) lead=Msg::DataLead.say(context.lang) />
        {rows}
        <dl class="defs">{kept} {space}</dl>
        {at_bureau}
        <DeleteAll context=context.clone() />
        <section class="section">
            <p>
                <a class="link" href=Route::Transfer.path()>
                    {TransferMsg::Title.say(context.lang)}
                </a>
            </p>
            <p>
                <a class="link" href=Route::Leaflet(PRIVACY.to_owned()).path()>
                    {Msg::Privacy.say(context.lang)}
                </a>
            </p>
            <Diagnosis context=context />
        </section>
    }
}

/// What the bureau has, until when, and the way to a copy of it.
fn at_bureau(context: &AppContext) -> Option<AnyView> {
    let lang = context.lang;
    let rows: Vec<AnyView> = use_queue()
        .all()
        .iter()
        .filter_map(|item| {
            let course = item.state.course()?;
            let service = context.service(&item.service)?;
            let mut told = course.events.iter().rev();
            let day = told.find_map(|event| event.slot.as_ref().map(|slot| slot.date));
            let passed = course.events.iter().map(|event| event.state.as_str());
            let kept = Retention::of(&context.setting(service), day, passed);
            let link = view! {
                <a class="link" href=Route::OwnCopy(item.draft.to_string()).path()>
                    {CopyMsg::Link.say(lang)}
                </a>
            };
            Some(
                view! {
                    <div>
                        <dt>{context.text(&service.title)}</dt>
                        <dd>
                            <p>{retention_words(kept, lang)}</p>
                            {link}
                        </dd>
                    </div>
                }
                .into_any(),
            )
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section" id="at-bureau">
                <h2>{CopyMsg::AtBureau.say(lang)}</h2>
                <dl class="defs">{rows}</dl>
            </section>
        }
        .into_any()
    })
}

fn rows(context: &AppContext) -> AnyView {
    let drafts = use_drafts();
    let mut rows: Vec<AnyView> = Vec::new();
    let title = |service: &str| context.title_of(service);
    for item in use_queue().all() {
        let word = match item.receipt() {
            Some(receipt) => received_word(&receipt, context.lang),
            None => status_word(&SubmissionStatus::Waiting, context.lang),
        };
        rows.push(line(
            word,
            title(&item.service),
            Some(Route::Finished(item.draft.to_string())),
        ));
    }
    for handle in drafts.all() {
        let draft = handle.draft();
        let name = draft.name.unwrap_or_else(|| title(&draft.service));
        let route = Route::Draft(draft.id.to_string());
        rows.push(line(
            status_word(&SubmissionStatus::Draft, context.lang),
            name,
            Some(route),
        ));
    }
    for locked in drafts.locked() {
        let delete = locked.id.clone();
        rows.push(
            view! {
                <div>
                    <dt>{Msg::Locked.say(context.lang)}</dt>
                    <dd>
                        <button
                            class="button button--quiet"
                            type="button"
                            on:click=move |_| drafts.delete(&delete)
                        >
                            {Msg::Delete.say(context.lang)}
                        </button>
                    </dd>
                </div>
            }
            .into_any(),
        );
    }
    if use_prechecks().any_stored() {
        rows.push(line(
            Msg::DataPrechecks.say(context.lang),
            Msg::AnswersKept.say(context.lang).to_owned(),
            None,
        ));
    }
    if rows.is_empty() {
        return view! { <p class="empty">{Msg::DataEmpty.say(context.lang)}</p> }.into_any();
    }
    view! { <dl class="defs">{rows}</dl> }.into_any()
}

fn line(word: &'static str, text: String, route: Option<Route>) -> AnyView {
    let text = match route {
        Some(route) => view! {
            <a class="link" href=route.path()>
                {text}
            </a>
        }
        .into_any(),
        None => text.into_any(),
    };
    view! {
        <div>
            <dt>{word}</dt>
            <dd>{text}</dd>
        </div>
    }
    .into_any()
}

/// Asks once, deletes, checks, and says what came of it.
#[component]
fn DeleteAll(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    let wipe = use_wipe();
    let (drafts, queue, prechecks) = (use_drafts(), use_queue(), use_prechecks());
    let state = wipe.outcome();
    let asked = RwSignal::new(false);
    let delete = move || {
        asked.set(false);
        spawn_local(async move {
            wipe.delete_all(drafts, queue, prechecks).await;
            timer::soon(|| page::focus_id("deleted"));
        });
    };
    move || {
        let now = match (asked.get(), state.get()) {
            (true, _) => Deleting::Asked,
            (false, None) => Deleting::Not,
            (false, Some(true)) => Deleting::Done,
            (false, Some(false)) => Deleting::Failed,
        };
        let told = match now {
            Deleting::Done => Some((NoticeKind::Info, Msg::DataDeleted)),
            Deleting::Failed => Some((NoticeKind::Warning, Msg::DataDeleteFailed)),
            Deleting::Not | Deleting::Asked => None,
        };
        let told = told.map(|(kind, words)| {
            view! {
                <div role="status" id="deleted" tabindex="-1">
                    <Notice kind=kind>
                        <p>{words.say(lang)}</p>
                    </Notice>
                </div>
            }
        });
        let ask = (now == Deleting::Asked).then(|| {
            view! {
                <Sure
                    lang=lang
                    words=Msg::DataDeleteSure.say(lang)
                    label=Msg::DataDeleteAll.say(lang)
                    id="delete-all"
                    go=Callback::new(move |()| delete())
                    stay=Callback::new(move |()| asked.set(false))
                />
            }
        });
        let open = matches!(now, Deleting::Not | Deleting::Failed).then(|| {
            view! {
                <div class="actions">
                    <button
                        class="button button--quiet button--danger"
                        id="ask-delete-all"
                        type="button"
                        on:click=move |_| {
                            asked.set(true);
                            focus_sure();
                        }
                    >
                        {Msg::DataDeleteAll.say(lang)}
                    </button>
                </div>
            }
        });
        view! {
            <div class="section">{told} {ask} {open}</div>
        }
    }
}
