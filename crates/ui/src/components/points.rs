//! Lists of texts: dots, ticks, dashes, numbered steps.

use leptos::prelude::*;

/// A list. `class` adds a kind: `points--check` ticks, `points--none` dashes.
#[component]
pub fn Points(texts: Vec<String>, #[prop(optional)] class: &'static str) -> impl IntoView {
    let items = texts
        .into_iter()
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! { <ul class=format!("points {class}")>{items}</ul> }
}

/// Steps in their order.
#[component]
pub fn Steps(texts: Vec<String>) -> impl IntoView {
    let items = texts
        .into_iter()
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! { <ol class="steps">{items}</ol> }
}
