//! The frame of a page that hands something in.

use super::not_stored;
use crate::router::Route;
use civil_affairs_client::context::AppContext;
use civil_affairs_ui::{
    components::BackLink,
    i18n::{FollowMsg, Msg},
};
use leptos::{ev::SubmitEvent, prelude::*};

/// The way back, what is asked, and the button with this id; `failed` says that the device did not store it.
#[component]
pub(super) fn Handing(
    context: AppContext,
    back: Route,
    id: &'static str,
    failed: RwSignal<bool>,
    submit: impl Fn(SubmitEvent) + 'static,
    children: Children,
) -> impl IntoView {
    let lang = context.lang;
    view! {
        <BackLink href=back.path() text=Msg::Back.say(context.lang) />
        <form class="section" novalidate="" autocomplete="off" on:submit=submit>
            {children()}
            {not_stored(failed, lang)}
            <div class="actions">
                <button class="button" id=id type="submit">
                    {FollowMsg::SendIt.say(lang)}
                </button>
            </div>
        </form>
    }
}
