//! No page has this path; or a device that others use too has forgotten what stood there.

use crate::router::use_router;
use civil_affairs_client::{context::AppContext, settings::use_settings};
use civil_affairs_ui::{
    components::{Heading, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// Says so, and leads home.
#[component]
pub fn NotFound(context: AppContext) -> impl IntoView {
    let route = use_router().route_now();
    let is_gone = route.draft().is_some() && use_settings().is_shared();
    let (title, lead) = if is_gone {
        (Msg::SharedGoneTitle, Msg::SharedGoneLead)
    } else {
        (Msg::NotFoundTitle, Msg::NotFoundLead)
    };
    set_title(&context, title.say(context.lang));
    view! {
        <Heading text=title.say(context.lang) lead=lead.say(context.lang) />
        <div class="actions">
            <a class="button" href="/">
                {Msg::ToHome.say(context.lang)}
            </a>
        </div>
    }
}
