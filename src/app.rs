//! The frame around every page, and which page stands in it.

use crate::{
    features::{
        help::{Help, NotFound},
        home::Home,
    },
    frame::{Footer, Header, SkipLink, UpdateNotice},
    program::{
        ProgramParts,
        later::{begin_to_send, later_page},
        use_program_parts,
    },
    router::{Route, Router, use_router},
};
use civil_affairs_client::{
    catalogue_cache::{CatalogueCache, use_catalogue_cache},
    connectivity::{Connectivity, use_connectivity},
    context::AppContext,
    drafts::{Drafts, use_drafts},
    files::{Files, provide_files, use_files},
    installing::Installing,
    lock::{Lock, use_lock},
    platform::{
        navigation, page,
        store::{Connection, IndexedDb},
        vault::Vault,
    },
    prechecks::{Prechecks, use_prechecks},
    queue::{Queue, use_queue},
    settings::{Settings, use_settings},
    sync_driver::SyncDriver,
    update::Update,
    wipe::Wipe,
};
use civil_affairs_domain::{value::date::Date, value::text::Lang};
use civil_affairs_ui::{components::Heading, i18n::Msg};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// Name of the database.
const DATABASE: &str = "civil-affairs";

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let settings = Settings::restore();
    let connection = if settings.is_shared() {
        Connection::none()
    } else {
        Connection::new(DATABASE)
    };
    let vault = Rc::new(Vault::new(
        IndexedDb::new(connection.clone()),
        connection.clone(),
    ));
    let prechecks = Prechecks::start(&vault);
    let drafts = Drafts::start(&vault);
    provide_context(settings);
    provide_context(CatalogueCache::start(&connection));
    provide_context(prechecks);
    provide_context(drafts);
    provide_files(Files::new(vault.clone()));
    provide_context(Queue::start(&vault));
    provide_context(RwSignal::<Option<SyncDriver>, LocalStorage>::new_local(
        None,
    ));
    provide_context(Wipe::new(&vault));
    provide_context(Lock::start(&vault));
    provide_context(Router::start(move || {
        prechecks.flush();
        drafts.flush();
    }));
    provide_context(Update::start());
    let line = Connectivity::start();
    provide_context(line);
    provide_context(ProgramParts::start(line));
    provide_context(Installing::start());
    view! {
        <div class="app">
            <SkipLink />
            <Header />
            <main class="page wrap" id="main" tabindex="-1">
                <UpdateNotice />
                <Page />
            </main>
            <Footer />
        </div>
    }
}

/// What a page was built for. When any of it changes, the page is built anew, fields and all.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    route: Route,
    lang: Lang,
    edition: Option<String>,
    today: Option<Date>,
    revision: (u32, u32, u32),
    ready: bool,
    locked: bool,
}

#[component]
fn Page() -> impl IntoView {
    let settings = use_settings();
    let catalogues = use_catalogue_cache();
    let router = use_router();
    let (prechecks, drafts, queue) = (use_prechecks(), use_drafts(), use_queue());
    let lock = use_lock();
    Effect::new(move |_| {
        if !router.route().is_question() {
            catalogues.take_up_newer();
        }
    });
    Effect::new(move |_| drafts.show(router.route().draft()));
    let parts = use_program_parts();
    Effect::new(move |_| {
        // The first page comes first.
        if catalogues.catalogue().is_some() {
            parts.load();
        }
    });
    Effect::new(move |_| {
        if let Some(context) = AppContext::now(catalogues, settings)
            && drafts.is_loaded()
        {
            drafts.expire(context.parameters(), settings.draft_days());
        }
    });
    send(settings, queue, use_connectivity(), parts);
    let last = StoredValue::new(None::<Route>);
    let shown = move || {
        let context = AppContext::now(catalogues, settings);
        let route = router.route();
        let of_queue = if route.follows_queue() {
            queue.revision()
        } else {
            0
        };
        // What is shown anew because something was sent or heard of takes nobody's place on the page away.
        if last.with_value(|last| last.as_ref() == Some(&route)) {
            page::keep_focus();
        }
        last.set_value(Some(route.clone()));
        let key = Key {
            lang: settings.lang(),
            edition: context
                .as_ref()
                .map(|_| catalogues.digest().unwrap_or_default()),
            today: catalogues.today(),
            revision: (prechecks.revision(), drafts.revision(), of_queue),
            ready: drafts.is_loaded() && queue.is_loaded(),
            locked: lock.is_locked() && route.is_private(),
            route: route.clone(),
        };
        [(key, route, context)]
    };
    view! {
        <For each=shown key=|(key, ..)| key.clone() let((key, route, context))>
            {match context {
                Some(context) if key.locked => later(route, context),
                Some(context) if key.ready || !route.needs_drafts() => page(route, context),
                Some(_) => ().into_any(),
                None => view! { <Opening /> }.into_any(),
            }}
        </For>
    }
}

/// Sends what is finished, once its part of the program is there and the queue was read. On a device that others use
/// too nothing is kept, so there is nothing to send.
fn send(settings: Settings, queue: Queue, line: Connectivity, parts: ProgramParts) {
    let driver = expect_context::<RwSignal<Option<SyncDriver>, LocalStorage>>();
    let files = use_files();
    Effect::new(move |begun: Option<bool>| {
        let is_ready = parts.are_here() && queue.is_loaded() && !settings.is_shared();
        if begun == Some(true) || !is_ready {
            return begun == Some(true);
        }
        if let Some(files) = files.clone() {
            // Nothing here calls the driver: it belongs to the second part of the program.
            spawn_local(async move {
                if let Ok(begun) = begin_to_send(queue, settings, line, files).await {
                    driver.set(Some(begun));
                }
            });
        }
        true
    });
}

fn page(route: Route, context: AppContext) -> AnyView {
    match route {
        Route::Home => view! { <Home context=context /> }.into_any(),
        Route::Help => view! { <Help context=context /> }.into_any(),
        Route::NotFound => view! { <NotFound context=context /> }.into_any(),
        route => later(route, context),
    }
}

fn later(route: Route, context: AppContext) -> AnyView {
    view! { <Later route=route context=context /> }.into_any()
}

/// A page of the part that comes after the first page.
#[component]
fn Later(route: Route, context: AppContext) -> impl IntoView {
    let parts = use_program_parts();
    parts.load();
    let lang = context.lang;
    move || {
        if parts.are_here() {
            // A page follows what it wants to follow by itself.
            untrack(|| later_page(route.clone(), context.clone()))
        } else if parts.have_failed() {
            view! {
                <Heading text=Msg::PartMissing.say(lang) lead=Msg::PartMissingExplained.say(lang) />
                <div class="actions">
                    <button class="button" type="button" on:click=move |_| parts.load()>
                        {Msg::TryAgain.say(lang)}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="starting">{Msg::Opening.say(lang)}</p> }.into_any()
        }
    }
}

/// While the catalogue is not there; says so when it cannot come.
#[component]
fn Opening() -> impl IntoView {
    let settings = use_settings();
    let catalogues = use_catalogue_cache();
    move || {
        let lang = settings.lang();
        if catalogues.is_missing() {
            view! {
                <Heading text=Msg::FirstVisitNeedsNetwork.say(lang) lead=Msg::FirstVisitExplained.say(lang) />
                <div class="actions">
                    <button class="button" type="button" on:click=|_| navigation::reload()>
                        {Msg::TryAgain.say(lang)}
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="starting">{Msg::Opening.say(lang)}</p> }.into_any()
        }
    }
}
