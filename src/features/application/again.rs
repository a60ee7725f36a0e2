//! What could not be had from the bureau.

use civil_affairs_ui::components::{Notice, NoticeKind};
use leptos::prelude::*;

/// Why not, and a button to ask again.
pub(super) fn again(
    why: &'static str,
    label: &'static str,
    ask: impl Fn() + Send + 'static,
) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Warning>
            <p>{why}</p>
            <div class="actions">
                <button
                    class="button button--secondary"
                    id="again"
                    type="button"
                    on:click=move |_| ask()
                >
                    {label}
                </button>
            </div>
        </Notice>
    }
    .into_any()
}
