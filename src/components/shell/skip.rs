//! The first stop of the Tab key: past the header.

use crate::{i18n::Msg, state::settings::use_settings};
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
