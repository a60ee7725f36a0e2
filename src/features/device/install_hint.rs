//! Where a browser may lose what is typed, the way to the home screen: before the first draft, and beside drafts.

use crate::router::Route;
use civil_affairs_client::{
    context::AppContext, drafts::use_drafts, installing::use_installing,
    platform::install::Surroundings,
};
use civil_affairs_ui::{
    components::{Icon, IconSize, Notice, NoticeKind},
    i18n::{DeviceMsg, TransferMsg},
};
use leptos::prelude::*;

/// Nothing where the browser keeps what it was given. Safari clears sites that were not opened for seven days of use;
/// the app on the home screen has a store of its own there, so it is offered before the first draft.
#[component]
pub fn InstallHint(context: AppContext) -> impl IntoView {
    let installing = use_installing();
    let has_drafts = !use_drafts().all().is_empty();
    let (warning, words) = match (installing.surroundings(), has_drafts) {
        (Surroundings::Ios, false) => (false, DeviceMsg::InstallFirst),
        (Surroundings::Ios, true) => (true, DeviceMsg::SafariClears),
        (Surroundings::WebView, _) => (true, DeviceMsg::InsideAnotherApp),
        (Surroundings::Installed | Surroundings::Android | Surroundings::Desktop, _) => {
            return None;
        }
    };
    let kind = if warning {
        NoticeKind::Warning
    } else {
        NoticeKind::Info
    };
    // The app on the home screen begins with an empty store: what is here goes along as a file.
    let take_along = (warning && has_drafts).then(|| {
        view! {
            <p>
                <a class="link" href=Route::Transfer.path()>
                    {TransferMsg::Title.say(context.lang)}
                    <Icon name="next" size=IconSize::Small />
                </a>
            </p>
        }
    });
    Some(view! {
        <Notice kind=kind>
            <p>{words.say(context.lang)}</p>
            <p>
                <a class="link" href=Route::Install.path()>
                    {DeviceMsg::HowToInstall.say(context.lang)}
                    <Icon name="next" size=IconSize::Small />
                </a>
            </p>
            {take_along}
        </Notice>
    })
}
