//! The staff app: what clerks at a service window work with. It is a program of its own, which the server offers on a
//! listener of its own (`--staff-listen`), so that nothing of it reaches a citizen's phone.
//!
//! Only its frame stands so far: one page that says that the window is not set up, who can set it up, and what to do
//! meanwhile. It knows no sign-in, keeps nothing and asks the server for nothing but its own files.
//!
//! Start reading at [`app::App`]. Tested by the journey `tests/journeys/window.rs`.

pub mod app;

use civil_affairs_client::platform::{crash, page, worker};
use leptos::task::spawn_local;

/// Starts the app in the page.
pub fn start() {
    crash::install_hook();
    if let Some(place) = page::mount_point() {
        leptos::mount::mount_to(place, app::App).forget();
        // A new version takes over when every page of it is closed, so nobody is told of it.
        spawn_local(async {
            worker::register(|_| ()).await;
        });
    }
}
