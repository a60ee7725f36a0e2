//! Something to be noticed, in a frame with a symbol: never by colour alone.

use super::Icon;
use leptos::prelude::*;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Mind it.
    Warning,
}

/// The frame.
#[component]
pub fn Notice(
    kind: NoticeKind,
    /// A line in bold above.
    #[prop(optional, into)]
    title: Option<String>,
    children: Children,
) -> impl IntoView {
    let (class, icon) = match kind {
        NoticeKind::Info => ("notice notice--info", "info"),
        NoticeKind::Warning => ("notice notice--warning", "warning"),
    };
    view! {
        <div class=class>
            <Icon name=icon />
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })} {children()}
            </div>
        </div>
    }
}
