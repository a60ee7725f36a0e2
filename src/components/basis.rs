//! Places in laws: title, article and date, with a link where there is a public address.

use super::{Icon, Size};
use crate::state::ground::Citation;
use leptos::prelude::*;

/// One line for each place.
#[component]
pub fn Basis(citations: Vec<Citation>) -> impl IntoView {
    citations
        .into_iter()
        .map(|Citation { text, url }| {
            let text = match url {
                None => text.into_any(),
                Some(url) => view! {
                    <a href=url target="_blank" rel="noreferrer">
                        {text}
                        <Icon name="external" size=Size::Small />
                    </a>
                }
                .into_any(),
            };
            view! { <span class="basis">{text}</span> }
        })
        .collect_view()
}
