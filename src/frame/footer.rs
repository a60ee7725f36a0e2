//! Help stands at the same place on every page (WCAG 3.2.6).

use civil_affairs_client::{context::GENERAL_LINE, settings::use_settings};
use civil_affairs_ui::{
    components::{Icon, IconSize},
    i18n::{DeviceMsg, Msg},
};
use leptos::prelude::*;

/// Bottom of every page. The quiet link is the same everywhere and takes the place of the current history entry
/// (marriage-appointment R7).
#[component]
pub fn Footer() -> impl IntoView {
    let settings = use_settings();
    let say = move |msg: Msg| move || msg.say(settings.lang());
    view! {
        <footer class="app-footer">
            <div class="wrap">
                <nav class="app-footer__links" aria-label=say(Msg::Footer)>
                    <a href="/help" data-replace="">
                        <Icon name="help" size=IconSize::Small />
                        {say(Msg::NeedHelp)}
                    </a>
                    <a href=format!("tel:{GENERAL_LINE}")>
                        <Icon name="phone" size=IconSize::Small />
                        {GENERAL_LINE}
                    </a>
                    <a href="/data">{say(Msg::DataTitle)}</a>
                    <a href="/settings">{move || DeviceMsg::SettingsTitle.say(settings.lang())}</a>
                    <a href="/about">{say(Msg::About)}</a>
                </nav>
                <p>{say(Msg::Bureau)}</p>
            </div>
        </footer>
    }
}
