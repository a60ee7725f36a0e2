//! The way from a service's page into its form, or back into a draft.

use crate::router::{Route, use_router};
use civil_affairs_client::{
    context::Ground,
    drafts::{Paper, use_drafts},
    platform::clock,
    prechecks::use_prechecks,
};
use civil_affairs_domain::{
    form::answers::Answers, rules::validate::validate, value::truth::Truth,
};
use civil_affairs_ui::{
    components::{Icon, Size},
    i18n::{Msg, phrase},
};
use leptos::prelude::*;

/// Nothing where the form is not offered at present.
#[component]
pub fn Apply(ground: Ground, id: String) -> impl IntoView {
    let drafts = use_drafts();
    let service = ground.service(&id)?;
    let none = Answers::default();
    let setting = ground.setting(service);
    let offered = validate(&setting, &none)
        .facts
        .truth(&service.apply_if, None)
        != Truth::False;
    if !offered {
        return None;
    }
    let latest = drafts.latest(&id);
    let begun = latest.as_ref().map(|paper| {
        let draft = paper.draft();
        let words = phrase::touched(&clock::day_and_time(draft.touched), ground.lang);
        view! {
            <a class="button" id="go-on-form" href=resume(paper).path()>
                {Msg::GoOnWithForm.say(ground.lang)}
                <Icon name="next" size=Size::Small />
            </a>
            <p class="small muted">{words}</p>
        }
    });
    let (class, words) = match latest {
        Some(_) => ("button button--quiet", Msg::AnotherForm),
        None => ("button", Msg::StartForm),
    };
    let say = words.say(ground.lang);
    Some(view! {
        <div class="section">
            <div class="actions">
                {begun}
                <button class=class id="start-form" type="button" on:click=move |_| start(&ground, &id)>
                    {say}
                </button>
            </div>
        </div>
    })
}

/// The page on which a draft is taken up again.
pub(super) fn resume(paper: &Paper) -> Route {
    Route::Draft(paper.id())
}

/// Begins a draft and shows its first question.
fn start(ground: &Ground, id: &str) {
    let Some(service) = ground.service(id) else {
        return;
    };
    let precheck = use_prechecks().answers(service);
    let version = ground.catalogue.versions.get(id).cloned();
    if let Some(paper) = use_drafts().begin(service, &version.unwrap_or_default(), &precheck) {
        use_router().go(&Route::DraftQuestion(paper.id(), 1));
    }
}
