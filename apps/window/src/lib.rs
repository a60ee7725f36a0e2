//! The staff app: what clerks at a service window work with. It is a program of its own, which the server offers on a
//! listener of its own (`--staff-listen`), so that nothing of it reaches a citizen's phone.
//!
//! Only its frame stands so far: one page that says that the window is not set up, who can set it up, and what to do
//! meanwhile. It knows no sign-in, keeps nothing and asks the server for nothing but its own files.
//!
//! Start reading at [`app::App`]. Tested by the journey `tests/journeys/window.rs`.

pub mod app;
pub mod platform;

/// Starts the app in the page.
pub fn start() {
    platform::reveal_crash_on_panic();
    platform::register_worker();
    if let Some(place) = platform::mount_point() {
        leptos::mount::mount_to(place, app::App).forget();
    }
}
