//! Places in laws: title, article and date. The addresses stand on the page about the app, in one list.

use leptos::prelude::*;

/// One line for each place.
#[component]
pub fn Basis(citations: Vec<String>) -> impl IntoView {
    citations
        .into_iter()
        .map(|text| view! { <span class="basis">{text}</span> })
        .collect_view()
}
