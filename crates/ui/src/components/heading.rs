//! The head of a page: the way back, the heading that takes the focus, the title of the document.

use super::Icon;
use crate::i18n::Msg;
use civil_affairs_client::{context::AppContext, platform::page};
use leptos::prelude::*;

/// Sets the title of the document. Nothing personal may stand in it: it goes into the browser's history.
pub fn set_title(context: &AppContext, title: &str) {
    page::set_title(&format!("{title} · {}", Msg::AppName.say(context.lang)));
}

/// Heading of a page with a sentence below it.
#[component]
pub fn Heading(
    #[prop(into)] text: String,
    /// A sentence below.
    #[prop(into)]
    lead: String,
    /// Symbol of a service.
    #[prop(optional, into)]
    icon: Option<String>,
) -> impl IntoView {
    let symbol = icon.map(|icon| {
        view! {
            <span class="page-head__icon">
                <Icon name=icon size=super::IconSize::Large />
            </span>
        }
    });
    view! {
        <div class="page-head">
            {symbol} <h1 tabindex="-1">{text}</h1> <p class="lead">{lead}</p>
        </div>
    }
}

/// The way back, first on a page.
#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <a class="back" href=href>
            <Icon name="back" />
            {text}
        </a>
    }
}
