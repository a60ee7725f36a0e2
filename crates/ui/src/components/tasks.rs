//! Rows that lead to what a person can go on with: a link with a line below, and a word for how it stands.

use super::status_tag;
use civil_affairs_domain::{record::queue::SubmissionStatus, value::text::Lang};
use leptos::prelude::*;

/// A row.
pub fn task(
    href: String,
    title: String,
    line: String,
    status: &SubmissionStatus,
    lang: Lang,
) -> AnyView {
    view! {
        <li>
            <a class="task" href=href>
                <span>
                    <span class="task__title">{title}</span>
                    <span class="task__line">{line}</span>
                </span>
                {status_tag(status, lang)}
            </a>
        </li>
    }
    .into_any()
}

/// Rows under a title; nothing where there are none.
pub fn tasks(title: &'static str, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{title}</h2>
                <ul class="tasks">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
