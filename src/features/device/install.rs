//! 装到手机桌面: what fits this device first, the rest below.

use crate::{
    features::help::{
        NotFound,
        leaflet::{head, texts},
    },
    router::Route,
};
use civil_affairs_client::{
    context::AppContext, drafts::use_drafts, installing::use_installing,
    platform::install::Surroundings,
};
use civil_affairs_domain::value::text::Lang;
use civil_affairs_ui::{
    components::{Notice, NoticeKind, Points, Steps},
    i18n::{DeviceMsg, TransferMsg},
};
use leptos::prelude::*;

/// The list with its steps: a heading for each of the surroundings, and `why`.
const LIST: &str = "install-help";
const WHY: &str = "why";

/// Heading in the list.
fn code(surroundings: Surroundings) -> &'static str {
    match surroundings {
        Surroundings::Installed => "installed",
        Surroundings::Android => "android",
        Surroundings::Ios => "ios",
        Surroundings::WebView => "web_view",
        Surroundings::Desktop => "desktop",
    }
}

/// On an iPhone the app on the home screen has a store of its own, which begins empty.
fn take_along(lang: Lang) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Warning>
            <p>{DeviceMsg::TakeAlong.say(lang)}</p>
            <p>
                <a class="link" href=Route::Transfer.path()>
                    {TransferMsg::Title.say(lang)}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// The page.
#[component]
pub fn Install(context: AppContext) -> impl IntoView {
    let Some(list) = context.policy().list(LIST).filter(|list| list.is_leaflet()) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let head = head(&context, list);
    let chapters: Vec<(String, String, Vec<String>)> = list
        .chapters()
        .into_iter()
        .map(|(heading, sentences)| {
            let title = context.text(&heading.text());
            (heading.code.clone(), title, texts(&context, &sentences))
        })
        .collect();
    let installing = use_installing();
    let lang = context.lang;
    let has_drafts = !use_drafts().all().is_empty();
    let body = move || {
        let here = code(installing.surroundings());
        let button = installing.is_offered().then(|| {
            view! {
                <div class="actions">
                    <button class="button" id="install" type="button" on:click=move |_| installing.take_up()>
                        {DeviceMsg::InstallNow.say(lang)}
                    </button>
                </div>
            }
        });
        let (mut first, mut why, mut others) = (None, None, Vec::new());
        for (code, title, texts) in chapters.clone() {
            if code == here {
                first = Some(view! {
                    <section class="card" aria-current="true">
                        <h2>{title}</h2>
                        {(has_drafts && here == self::code(Surroundings::Ios)).then(|| take_along(lang))}
                        <Steps texts=texts />
                    </section>
                });
            } else if code == WHY {
                why = Some(view! {
                    <section class="section">
                        <h2>{title}</h2>
                        <Points texts=texts class="points--check" />
                    </section>
                });
            } else if code != self::code(Surroundings::Installed) {
                others.push(view! {
                    <details class="more">
                        <summary>{title}</summary>
                        <div class="more__body">
                            <Steps texts=texts />
                        </div>
                    </details>
                });
            }
        }
        view! {
            {button}
            {first}
            {why}
            <section class="section">{others}</section>
        }
    };
    view! {
        {head}
        {body}
    }
    .into_any()
}
