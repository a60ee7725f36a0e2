//! The pre-check of any service: one question at a time, then what follows from the answers.

mod advice;
mod result_page;
#[cfg(test)]
mod tests;

pub use advice::{advice, document_advice};
pub use result_page::{ResultPage, documents, outcome, reasons, to_do};

use crate::features::{
    asking::{AnswerSession, question_page},
    help::NotFound,
};
use civil_affairs_client::{context::AppContext, prechecks::use_prechecks};
use civil_affairs_ui::{components::set_title, i18n::phrase};
use leptos::prelude::*;

/// The question at a place.
#[component]
pub fn QuestionPage(context: AppContext, id: String, place: usize) -> impl IntoView {
    let Some(service) = context.service(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let title = context.text(&service.title);
    set_title(&context, &phrase::check_of(&title, context.lang));
    let session = AnswerSession::Precheck(use_prechecks(), id.clone());
    // Fewer questions may be asked than when this place was noted.
    question_page(&context, &session, place)
        .unwrap_or_else(|| view! { <ResultPage context=context id=id /> }.into_any())
}
