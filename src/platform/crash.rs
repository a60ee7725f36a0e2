//! What a panic does: it reveals the block `crash` that stands in `index.html` in both languages.
//!
//! After a panic nothing of this program may run again, so the block needs no script: its restart is a link.

use std::panic;

/// Installs the hook.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        reveal();
        // The place only: the message of a panic may hold what was typed.
        if let Some(place) = info.location() {
            web_sys::console::error_1(&format!("stopped at {place}").into());
        }
    }));
}

fn reveal() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    if let Some(app) = document.get_element_by_id("app") {
        let _ = app.set_attribute("hidden", "");
    }
    if let Some(crash) = document.get_element_by_id("crash") {
        let _ = crash.remove_attribute("hidden");
    }
}
