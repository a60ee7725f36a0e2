//! 设置: size, language, colours, and whether others use this device too.

use super::data::PRIVACY;
use crate::{
    components::{BackLink, Heading, Icon, Size, set_title},
    i18n::{DeviceMsg, Msg, TransferMsg},
    platform::navigation,
    router::Route,
    state::{ground::Ground, settings::use_settings},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SettingsPage(ground: Ground) -> impl IntoView {
    set_title(&ground, DeviceMsg::SettingsTitle.say(ground.lang));
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
                    <Icon name="next" size=Size::Small />
                </a>
            </li>
        }
    };
    view! {
        <BackLink href="/" text=ground.say(Msg::ToHome) />
        <Heading text=DeviceMsg::SettingsTitle.say(ground.lang) lead=DeviceMsg::SettingsLead.say(ground.lang) />
        <section class="card">
            <h2>{DeviceMsg::SharedTitle.say(ground.lang)}</h2>
            <p>{explained.say(ground.lang)}</p>
            <div class="actions">
                <button class="button button--secondary" id="shared" type="button" on:click=turn>
                    {words.say(ground.lang)}
                </button>
            </div>
        </section>
        <section class="section">
            <ul class="tasks">
                {link(Route::Data, ground.say(Msg::DataTitle))}
                {link(Route::Transfer, TransferMsg::Title.say(ground.lang))}
                {link(Route::Install, DeviceMsg::HowToInstall.say(ground.lang))}
                {link(Route::Leaflet(PRIVACY.to_owned()), ground.say(Msg::Privacy))}
                {link(Route::About, ground.say(Msg::About))}
            </ul>
        </section>
    }
}
