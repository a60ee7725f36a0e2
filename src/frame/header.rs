//! Name, language, colours, and the line that says that this is a trial.

use civil_affairs_client::{
    catalogue_cache::use_catalogue_cache,
    connectivity::use_connectivity,
    context::AppContext,
    platform::navigation,
    settings::{Scheme, tag, use_settings},
};
use civil_affairs_domain::value::text::Lang;
use civil_affairs_ui::{
    components::Icon,
    i18n::{DeviceMsg, Msg},
};
use leptos::prelude::*;

/// Top of every page.
#[component]
pub fn Header() -> impl IntoView {
    let settings = use_settings();
    let say = move |msg: Msg| move || msg.say(settings.lang());
    view! {
        <header class="app-header">
            <div class="wrap">
                <a class="brand" href="/">
                    <svg class="brand__mark" aria-hidden="true">
                        // Not literal: leptos would write a literal element as HTML, and `use_` is no HTML.
                        <use_ href={"#i-mark"}></use_>
                    </svg>
                    <span>
                        <span class="brand__name">{say(Msg::AppName)}</span>
                        <span class="brand__owner">{say(Msg::Bureau)}</span>
                    </span>
                </a>
                <div class="toolbar">
                    <ElderSwitch />
                    <LanguageSwitch />
                    <SchemeSwitch />
                </div>
            </div>
            <StatusLine />
        </header>
    }
}

#[component]
fn LanguageSwitch() -> impl IntoView {
    let settings = use_settings();
    let other = move || match settings.lang() {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    view! {
        <button
            class="tool"
            type="button"
            lang=move || tag(other())
            on:click=move |_| settings.set_lang(other())
        >
            {move || Msg::OtherLanguage.say(settings.lang())}
        </button>
    }
}

/// 长辈版: large type and targets, on every page. Its words say what it leads to.
#[component]
fn ElderSwitch() -> impl IntoView {
    let settings = use_settings();
    let words = move || {
        let msg = if settings.elder() {
            Msg::ElderOff
        } else {
            Msg::ElderOn
        };
        msg.say(settings.lang())
    };
    view! {
        <button
            class="tool"
            id="elder"
            type="button"
            on:click=move |_| settings.set_elder(!settings.elder_now())
        >
            <Icon name="larger" />
            {words}
        </button>
    }
}

/// One button through system, light and dark; its words say which one is on.
#[component]
fn SchemeSwitch() -> impl IntoView {
    let settings = use_settings();
    let now = move || match settings.scheme() {
        Scheme::System => ("auto", Msg::SchemeSystem),
        Scheme::Light => ("sun", Msg::SchemeLight),
        Scheme::Dark => ("moon", Msg::SchemeDark),
    };
    view! {
        <button
            class="tool"
            type="button"
            on:click=move |_| settings.set_scheme(settings.scheme().next())
        >
            {move || view! { <Icon name=now().0 /> }}
            <span class="unseen">{move || Msg::SchemeSwitch.say(settings.lang())}": "</span>
            <span class="tool__text">{move || now().1.say(settings.lang())}</span>
        </button>
    }
}

/// The trial line stands on every page while what the bureau has to decide is open (services-overview §6); beside it,
/// while our server cannot be reached, that everything goes on all the same.
#[component]
fn StatusLine() -> impl IntoView {
    let settings = use_settings();
    let (catalogues, line) = (use_catalogue_cache(), use_connectivity());
    let trial = Memo::new(move |_| {
        AppContext::now(catalogues, settings)
            .is_some_and(|context| !context.unset_for_production().is_empty())
    });
    let shown = move || {
        let lang = settings.lang();
        let trial = trial.get().then(|| {
            view! {
                <p class="status__item status__item--trial">
                    <Icon name="info" />
                    {Msg::TrialMode.say(lang)}
                </p>
            }
        });
        let away = line.is_away().then(|| {
            view! {
                <p class="status__item status__item--offline" id="away">
                    <Icon name="offline" />
                    {Msg::Away.say(lang)}
                </p>
            }
        });
        let shared = settings.is_shared().then(|| {
            view! {
                <p class="status__item" id="shared-on">
                    <Icon name="info" />
                    {DeviceMsg::SharedLine.say(lang)}
                    <button class="tool" id="leave" type="button" on:click=|_| navigation::restart()>
                        {DeviceMsg::SharedLeave.say(lang)}
                    </button>
                </p>
            }
        });
        (trial.is_some() || away.is_some() || shared.is_some()).then(|| {
            view! {
                <div class="status">
                    <div class="wrap">{shared} {trial} {away}</div>
                </div>
            }
        })
    };
    view! { <div role="status">{shown}</div> }
}
