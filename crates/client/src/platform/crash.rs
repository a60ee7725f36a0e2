//! What a panic does: it reveals the block `crash` that stands in `index.html` in both languages, and notes the place.
//!
//! After a panic nothing of this program may run again, so the block needs no script: its restart is a link.

use super::{clock, preferences};
use std::panic;

/// Name of the notes among the preferences.
const NOTES: &str = "crashes";
/// So many are kept, newest first.
const MOST: usize = 5;

/// Installs the hook.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        reveal();
        // The place only: the message of a panic may hold what was typed.
        if let Some(place) = info.location() {
            note(&place.to_string());
        }
    }));
}

/// What was noted, newest first: a time and a place in the program, nothing of the person's.
pub fn notes() -> Vec<String> {
    let kept = preferences::read(NOTES).unwrap_or_default();
    kept.lines().map(str::to_owned).collect()
}

/// Removes the notes.
pub fn forget() {
    preferences::write(NOTES, None);
}

fn note(place: &str) {
    let mut lines = vec![format!(
        "{} {place}",
        clock::day_and_time(clock::now_millis())
    )];
    lines.extend(notes());
    lines.truncate(MOST);
    preferences::write(NOTES, Some(&lines.join("\n")));
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
