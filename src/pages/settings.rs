//! 设置: size, language, colours, and whether others use this device too.

use super::data::PRIVACY;
use crate::{
    components::{BackLink, Heading, Icon, Size, set_title},
    i18n::Msg,
    platform::navigation,
    router::Route,
    state::{ground::Ground, settings::use_settings},
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SettingsPage(ground: Ground) -> impl IntoView {
    set_title(&ground, ground.say(Msg::SettingsTitle));
    let settings = use_settings();
    let shared = settings.is_shared();
    let turn = move |_| {
        settings.set_shared(!shared);
        // From here on another store is used, or none: everything begins anew.
        navigation::restart();
    };
    let (words, class) = if shared {
        (Msg::SharedOff, "button button--secondary")
    } else {
        (Msg::SharedOn, "button button--secondary")
    };
    let link = |route: Route, words: Msg| {
        view! {
            <li>
                <a class="task" href=route.path()>
                    <span class="task__title">{ground.say(words)}</span>
                    <Icon name="next" size=Size::Small />
                </a>
            </li>
        }
    };
    view! {
        <BackLink href="/" text=ground.say(Msg::ToHome) />
        <Heading text=ground.say(Msg::SettingsTitle) lead=ground.say(Msg::SettingsLead) />
        <section class="card">
            <h2>{ground.say(Msg::SharedTitle)}</h2>
            <p>{ground.say(if shared { Msg::SharedIsOn } else { Msg::SharedExplained })}</p>
            <div class="actions">
                <button class=class id="shared" type="button" on:click=turn>
                    {ground.say(words)}
                </button>
            </div>
        </section>
        <section class="section">
            <ul class="tasks">
                {link(Route::Data, Msg::DataTitle)} {link(Route::Install, Msg::HowToInstall)}
                {link(Route::Leaflet(PRIVACY.to_owned()), Msg::Privacy)}
                {link(Route::About, Msg::About)}
            </ul>
        </section>
    }
}
