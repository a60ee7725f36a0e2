//! 有新版本: told quietly; nothing happens until the person says so.

use civil_affairs_client::{
    prechecks::use_prechecks,
    settings::use_settings,
    update::{UpdateStatus, use_update},
};
use civil_affairs_ui::{
    components::{Notice, NoticeKind},
    i18n::Msg,
};
use leptos::prelude::*;

/// Shows while a new version waits.
#[component]
pub fn UpdateNotice() -> impl IntoView {
    let update = use_update();
    let prechecks = use_prechecks();
    let settings = use_settings();
    let agree = move |_| {
        prechecks.flush();
        update.agree();
    };
    let shown = move || {
        let lang = settings.lang();
        let text = match update.notice() {
            UpdateStatus::None => return None,
            UpdateStatus::Ready => Msg::NewVersionExplained,
            UpdateStatus::CloseOthers => Msg::CloseOthers,
        };
        Some(view! {
            <Notice kind=NoticeKind::Info title=Msg::NewVersion.say(lang)>
                <p>{text.say(lang)}</p>
                <div class="actions">
                    <button class="button button--secondary" type="button" on:click=agree>
                        {Msg::UpdateNow.say(lang)}
                    </button>
                    <button class="button button--quiet" type="button" on:click=move |_| update.later()>
                        {Msg::Later.say(lang)}
                    </button>
                </div>
            </Notice>
        })
    };
    view! { <div role="status">{shown}</div> }
}
