//! A symbol of the sprite. Always decoration: words stand beside it, or on the button around it.
//!
//! The sprite stands in the page itself: a reference into a file would be a request for each symbol, and the
//! help page makes none (marriage-appointment R7).

use civil_affairs_client::platform::page;
use leptos::prelude::*;

/// Own drawings, one symbol for each name.
const SPRITE: &str = include_str!("../../../../public/icons.svg");

/// Puts the sprite into the page, once, before the first symbol is shown.
pub fn install_sprite() {
    page::add_sprite(SPRITE);
}

/// How large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
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
pub fn Icon(#[prop(into)] name: String, #[prop(optional)] size: IconSize) -> impl IntoView {
    let class = match size {
        IconSize::Normal => "icon",
        IconSize::Small => "icon icon--small",
        IconSize::Large => "icon icon--large",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=format!("#i-{name}")></use_>
        </svg>
    }
}
