//! The first stop of the Tab key: past the header.

use civil_affairs_client::settings::use_settings;
use civil_affairs_ui::i18n::Msg;
use leptos::prelude::*;

/// Leads to the main column. The router moves the focus and leaves the address alone.
#[component]
pub fn SkipLink() -> impl IntoView {
    let settings = use_settings();
    view! {
        <a class="skip" href="#main">
            {move || Msg::SkipToContent.say(settings.lang())}
        </a>
    }
}
