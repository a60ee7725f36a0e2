//! The draft on the screen is open in another page as well.

use civil_affairs_client::{drafts::use_drafts, settings::use_settings};
use civil_affairs_ui::{
    components::{Notice, NoticeKind},
    i18n::Msg,
};
use leptos::prelude::*;

/// Shows while it is so.
#[component]
pub fn OpenElsewhere() -> impl IntoView {
    let (drafts, settings) = (use_drafts(), use_settings());
    move || {
        drafts.is_open_elsewhere().then(|| {
            view! {
                <div role="status" id="open-elsewhere">
                    <Notice kind=NoticeKind::Info>
                        <p>{Msg::OpenElsewhere.say(settings.lang())}</p>
                    </Notice>
                </div>
            }
        })
    }
}
