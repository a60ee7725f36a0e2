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
    asking::{AnswerSession, question_page},
    help::NotFound,
};
use civil_affairs_client::{context::AppContext, drafts::use_drafts};
use civil_affairs_ui::{components::set_title, i18n::phrase};
use leptos::prelude::*;

/// The question at a place of a draft.
#[component]
pub fn DraftQuestion(context: AppContext, id: String, place: usize) -> impl IntoView {
    let Some(handle) = use_drafts().get(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let Some(service) = context.service(&handle.service()) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let title = context.text(&service.title);
    set_title(&context, &phrase::form_of(&title, context.lang));
    // Fewer questions may be asked than when this place was noted.
    question_page(&context, &AnswerSession::Draft(handle), place)
        .unwrap_or_else(|| view! { <Answers context=context id=id /> }.into_any())
}
