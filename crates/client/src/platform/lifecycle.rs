//! When the page may be about to end. On phones that is the last moment in which anything runs.

use gloo::events::EventListener;
use web_sys::VisibilityState;

/// Calls back when the page is hidden or left. Lasts as long as the page.
pub fn on_hidden(callback: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    let hidden = callback.clone();
    let page = document.clone();
    EventListener::new(&document, "visibilitychange", move |_| {
        if page.visibility_state() == VisibilityState::Hidden {
            hidden();
        }
    })
    .forget();
    EventListener::new(&window, "pagehide", move |_| callback()).forget();
}

/// Calls back when the page is seen again. Lasts as long as the page.
pub fn on_visible(callback: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let page = document.clone();
    EventListener::new(&document, "visibilitychange", move |_| {
        if page.visibility_state() == VisibilityState::Visible {
            callback();
        }
    })
    .forget();
}
