//! A symbol of the sprite. Always decoration: words stand beside it, or on the button around it.

use leptos::prelude::*;

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// On its own.
    #[default]
    Normal,
    /// Inside text and buttons.
    Small,
    /// In tiles and badges.
    Large,
}

/// The symbol of this name.
#[component]
pub fn Icon(#[prop(into)] name: String, #[prop(optional)] size: Size) -> impl IntoView {
    let class = match size {
        Size::Normal => "icon",
        Size::Small => "icon icon--small",
        Size::Large => "icon icon--large",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=format!("/icons.svg#{name}")></use_>
        </svg>
    }
}
