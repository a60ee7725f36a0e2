//! The way from a service's page into its form, or back into a draft.

use crate::router::{Route, use_router};
use civil_affairs_client::{
    context::AppContext,
    drafts::{DraftHandle, use_drafts},
    platform::clock,
    prechecks::use_prechecks,
};
use civil_affairs_domain::{
    form::answers::Answers, rules::validate::validate, value::truth::Truth,
};
use civil_affairs_ui::{
    components::{Icon, IconSize},
    i18n::{Msg, phrase},
};
use leptos::prelude::*;

/// Nothing where the form is not offered at present.
#[component]
pub fn Apply(context: AppContext, id: String) -> impl IntoView {
    let drafts = use_drafts();
    let service = context.service(&id)?;
    let none = Answers::default();
    let setting = context.setting(service);
    let offered = validate(&setting, &none)
        .facts
        .truth(&service.apply_if, None)
        != Truth::False;
    if !offered {
        return None;
    }
    let latest = drafts.latest(&id);
    let begun = latest.as_ref().map(|handle| {
        let draft = handle.draft();
        let words = phrase::touched(&clock::day_and_time(draft.touched), context.lang);
        view! {
            <a class="button" id="go-on-form" href=resume(handle).path()>
                {Msg::GoOnWithForm.say(context.lang)}
                <Icon name="next" size=IconSize::Small />
            </a>
            <p class="small muted">{words}</p>
        }
    });
    let (class, words) = match latest {
        Some(_) => ("button button--quiet", Msg::AnotherForm),
        None => ("button", Msg::StartForm),
    };
    let say = words.say(context.lang);
    Some(view! {
        <div class="section">
            <div class="actions">
                {begun}
                <button class=class id="start-form" type="button" on:click=move |_| start(&context, &id)>
                    {say}
                </button>
            </div>
        </div>
    })
}

/// The page on which a draft is taken up again.
pub(super) fn resume(handle: &DraftHandle) -> Route {
    Route::Draft(handle.id())
}

/// Begins a draft and shows its first question.
fn start(context: &AppContext, id: &str) {
    let Some(service) = context.service(id) else {
        return;
    };
    let precheck = use_prechecks().answers(service);
    let version = context.catalogue.versions.get(id).cloned();
    if let Some(handle) = use_drafts().begin(service, &version.unwrap_or_default(), &precheck) {
        use_router().go(&Route::DraftQuestion(handle.id(), 1));
    }
}
