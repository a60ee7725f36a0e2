//! The citizen's app: reads what a service is, asks the questions of its pre-check and keeps the answers sealed on
//! the device.
//!
//! Everything it says about a service comes from the catalogue; nothing about a service is written here. Rules and
//! validation are those of `civil-affairs-domain`. The browser is reached through
//! `civil-affairs-client`, what is shown is made of `civil-affairs-ui`.
//!
//! Start reading at [`app::App`], then [`router`] and [`features`]. Tested beside the code, in a browser by
//! `wasm-bindgen-test`, and by the journeys in `tests/`.

pub mod app;
pub mod features;
pub mod frame;
pub mod program;
pub mod release;
pub mod router;

/// Starts the app in the page.
pub fn start() {
    civil_affairs_client::platform::crash::install_hook();
    civil_affairs_ui::components::install_sprite();
    if let Some(place) = civil_affairs_client::platform::page::mount_point() {
        leptos::mount::mount_to(place, app::App).forget();
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
