//! A form on the device: begun from a service's page, answered one question at a time, checked, finished.

mod answers;
mod apply;
mod finished;
mod sections;

pub use answers::{Answers, answers_given, grouped};
pub use apply::Apply;
pub use finished::Finished;
pub use sections::Sections;

use crate::features::{
    asking::{Sheet, question_page},
    help::NotFound,
};
use civil_affairs_client::{context::Ground, drafts::use_drafts};
use civil_affairs_ui::{components::set_title, i18n::phrase};
use leptos::prelude::*;

/// The question at a place of a draft.
#[component]
pub fn DraftQuestion(ground: Ground, id: String, place: usize) -> impl IntoView {
    let Some(paper) = use_drafts().get(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let Some(service) = ground.service(&paper.service()) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let title = ground.text(&service.title);
    set_title(&ground, &phrase::form_of(&title, ground.lang));
    // Fewer questions may be asked than when this place was noted.
    question_page(&ground, &Sheet::Draft(paper), place)
        .unwrap_or_else(|| view! { <Answers ground=ground id=id /> }.into_any())
}
