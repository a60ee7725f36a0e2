//! The citizen's app: reads what a service is, asks the questions of its pre-check and keeps the answers sealed on
//! the device.
//!
//! Everything it says about a service comes from the catalogue; nothing about a service is written here. Rules and
//! validation are those of `civil-affairs-domain`. Only [`platform`] knows the browser.
//!
//! Start reading at [`app::App`], then [`router`] and [`pages`]. Tested beside the code, in a browser by
//! `wasm-bindgen-test`, and by the journeys in `tests/`.

pub mod app;
pub mod components;
pub mod i18n;
pub mod pages;
pub mod platform;
pub mod release;
pub mod router;
pub mod state;

/// Starts the app in the page.
pub fn start() {
    platform::crash::install_hook();
    components::install_sprite();
    if let Some(place) = platform::page::mount_point() {
        leptos::mount::mount_to(place, app::App).forget();
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
