//! 设置: size, language, colours, and whether others use this device too.

use crate::{
    features::device::{data::PRIVACY, pin::Pin},
    router::Route,
};
use civil_affairs_client::{context::AppContext, platform::navigation, settings::use_settings};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, IconSize, set_title},
    i18n::{DeviceMsg, Msg, SendMsg, TransferMsg, device},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SettingsPage(context: AppContext) -> impl IntoView {
    set_title(&context, DeviceMsg::SettingsTitle.say(context.lang));
    let settings = use_settings();
    let shared = settings.is_shared();
    let turn = move |_| {
        settings.set_shared(!shared);
        // From here on another store is used, or none: everything begins anew.
        navigation::restart();
    };
    let words = if shared {
        DeviceMsg::SharedOff
    } else {
        DeviceMsg::SharedOn
    };
    let explained = if shared {
        DeviceMsg::SharedIsOn
    } else {
        DeviceMsg::SharedExplained
    };
    let link = |route: Route, words: &'static str| {
        view! {
            <li>
                <a class="task" href=route.path()>
                    <span class="task__title">{words}</span>
                    <Icon name="next" size=IconSize::Small />
                </a>
            </li>
        }
    };
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=DeviceMsg::SettingsTitle.say(context.lang) lead=DeviceMsg::SettingsLead.say(context.lang) />
        <section class="card">
            <h2>{DeviceMsg::SharedTitle.say(context.lang)}</h2>
            <p>{explained.say(context.lang)}</p>
            <div class="actions">
                <button class="button button--secondary" id="shared" type="button" on:click=turn>
                    {words.say(context.lang)}
                </button>
            </div>
        </section>
        {(!shared).then(|| keeping(&context))}
        {(!shared).then(|| copies(&context))}
        {(!shared).then(|| view! { <Pin lang=context.lang /> })}
        <section class="section">
            <ul class="tasks">
                {link(Route::Data, Msg::DataTitle.say(context.lang))}
                {link(Route::Transfer, TransferMsg::Title.say(context.lang))}
                {link(Route::Install, DeviceMsg::HowToInstall.say(context.lang))}
                {link(Route::Leaflet(PRIVACY.to_owned()), Msg::Privacy.say(context.lang))}
                {link(Route::About, Msg::About.say(context.lang))}
            </ul>
        </section>
    }
}

/// What to choose from, as far as the bureau allows it.
const DAYS: [u32; 6] = [1, 3, 7, 14, 21, 30];

/// For how many days drafts are kept. Nothing where the bureau has set no number at all.
fn keeping(context: &AppContext) -> Option<AnyView> {
    let lang = context.lang;
    let settings = use_settings();
    let most = context.parameters().count("draft_days_max")?;
    let set = context.parameters().count("draft_days")?;
    let now = settings.draft_days().unwrap_or(set);
    let mut offered: Vec<u32> = DAYS.into_iter().filter(|days| *days <= most).collect();
    for days in [set, now] {
        if let Err(at) = offered.binary_search(&days) {
            offered.insert(at, days);
        }
    }
    let options: Vec<_> = offered
        .into_iter()
        .map(|days| {
            view! {
                <option value=days.to_string() selected=days == now>
                    {device::days(days, lang)}
                </option>
            }
        })
        .collect();
    let choose = move |event| {
        let days = event_target_value(&event).parse().ok();
        settings.set_draft_days(days.filter(|days| *days != set));
    };
    Some(
        view! {
            <section class="card">
                <h2>{DeviceMsg::KeepTitle.say(lang)}</h2>
                <p id="keep-hint">{DeviceMsg::KeepExplained.say(lang)}</p>
                <div class="field">
                    <label class="field__label" for="keep">
                        {DeviceMsg::KeepLabel.say(lang)}
                    </label>
                    <div class="select">
                        <select
                            class="input"
                            id="keep"
                            autocomplete="off"
                            aria-describedby="keep-hint"
                            on:change=choose
                        >
                            {options}
                        </select>
                    </div>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Whether answers stay on the device once the bureau has them.
fn copies(context: &AppContext) -> AnyView {
    let lang = context.lang;
    let settings = use_settings();
    view! {
        <section class="card">
            <h2>{SendMsg::Keep.say(lang)}</h2>
            <div class="choices">
                <div class="choice">
                    <input
                        id="keep-sent"
                        type="checkbox"
                        autocomplete="off"
                        checked=settings.keeps_sent()
                        on:change=move |event| settings.set_keeps_sent(event_target_checked(&event))
                    />
                    <label for="keep-sent">{SendMsg::Keep.say(lang)}</label>
                </div>
            </div>
            <p>{SendMsg::KeepExplained.say(lang)}</p>
        </section>
    }
    .into_any()
}
