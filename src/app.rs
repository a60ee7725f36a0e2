//! The frame around every page, and which page stands in it.

use crate::{
    components::{Footer, Header, Heading, SkipLink, UpdateNotice},
    i18n::Msg,
    pages::{About, Help, Home, NotFound, QuestionPage, ResultPage, Service},
    platform::{navigation, store::Connection},
    router::{Route, Router, use_router},
    state::{
        ground::Ground,
        library::{Library, use_library},
        prechecks::{Prechecks, use_prechecks},
        settings::{Settings, use_settings},
        update::Update,
    },
};
use civil_affairs_domain::{date::Date, text::Lang};
use leptos::prelude::*;

/// Name of the database.
const DATABASE: &str = "civil-affairs";

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let connection = Connection::new(DATABASE);
    let settings = Settings::restore();
    let prechecks = Prechecks::start(&connection);
    provide_context(settings);
    provide_context(Library::start(&connection));
    provide_context(prechecks);
    provide_context(Router::start(prechecks));
    provide_context(Update::start());
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
    revision: u32,
}

#[component]
fn Page() -> impl IntoView {
    let settings = use_settings();
    let library = use_library();
    let router = use_router();
    let prechecks = use_prechecks();
    Effect::new(move |_| {
        if !matches!(router.route(), Route::Question(..)) {
            library.take_up_newer();
        }
    });
    let shown = move || {
        let ground = Ground::now(library, settings);
        let route = router.route();
        let key = Key {
            lang: settings.lang(),
            edition: ground
                .as_ref()
                .map(|_| library.digest().unwrap_or_default()),
            today: library.today(),
            revision: prechecks.revision(),
            route: route.clone(),
        };
        [(key, route, ground)]
    };
    view! {
        <For each=shown key=|(key, ..)| key.clone() let((_, route, ground))>
            {match ground {
                Some(ground) => page(route, ground),
                None => view! { <Opening /> }.into_any(),
            }}
        </For>
    }
}

fn page(route: Route, ground: Ground) -> AnyView {
    match route {
        Route::Home => view! { <Home ground=ground /> }.into_any(),
        Route::Service(id) => view! { <Service ground=ground id=id /> }.into_any(),
        Route::Question(id, place) => {
            view! { <QuestionPage ground=ground id=id place=place /> }.into_any()
        }
        Route::Result(id) => view! { <ResultPage ground=ground id=id /> }.into_any(),
        Route::Help => view! { <Help ground=ground /> }.into_any(),
        Route::About => view! { <About ground=ground /> }.into_any(),
        Route::NotFound => view! { <NotFound ground=ground /> }.into_any(),
    }
}

/// While the catalogue is not there; says so when it cannot come.
#[component]
fn Opening() -> impl IntoView {
    let settings = use_settings();
    let library = use_library();
    move || {
        let lang = settings.lang();
        if library.is_missing() {
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
