//! The pre-check of any service: one question at a time, then what follows from the answers.

mod advice;
mod result_page;
#[cfg(test)]
mod tests;

pub use advice::{advice, papers};
pub use result_page::{ResultPage, documents, outcome, reasons, to_do};

use crate::features::{
    asking::{Sheet, question_page},
    help::NotFound,
};
use civil_affairs_client::{context::Ground, prechecks::use_prechecks};
use civil_affairs_ui::{components::set_title, i18n::phrase};
use leptos::prelude::*;

/// The question at a place.
#[component]
pub fn QuestionPage(ground: Ground, id: String, place: usize) -> impl IntoView {
    let Some(service) = ground.service(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let title = ground.text(&service.title);
    set_title(&ground, &phrase::check_of(&title, ground.lang));
    let sheet = Sheet::Precheck(use_prechecks(), id.clone());
    // Fewer questions may be asked than when this place was noted.
    question_page(&ground, &sheet, place)
        .unwrap_or_else(|| view! { <ResultPage ground=ground id=id /> }.into_any())
}
