//! No page has this path; or a device that others use too has forgotten what stood there.

use crate::{
    components::{Heading, set_title},
    i18n::Msg,
    router::use_router,
    state::{ground::Ground, settings::use_settings},
};
use leptos::prelude::*;

/// Says so, and leads home.
#[component]
pub fn NotFound(ground: Ground) -> impl IntoView {
    let route = use_router().route_now();
    let is_gone = route.draft().is_some() && use_settings().is_shared();
    let (title, lead) = if is_gone {
        (Msg::SharedGoneTitle, Msg::SharedGoneLead)
    } else {
        (Msg::NotFoundTitle, Msg::NotFoundLead)
    };
    set_title(&ground, ground.say(title));
    view! {
        <Heading text=ground.say(title) lead=ground.say(lead) />
        <div class="actions">
            <a class="button" href="/">
                {ground.say(Msg::ToHome)}
            </a>
        </div>
    }
}
