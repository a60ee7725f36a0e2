//! What the apps of this project show: components, one file a kind of question, the words of the interface.
//!
//! It knows no page, no route and no service: what is asked comes from the catalogue. Components get what they show as
//! properties; the browser is reached through `civil-affairs-client`.
//!
//! Start reading at [`question::Question`]. Tested beside the code, in a browser by `wasm-bindgen-test`.

pub mod components;
pub mod i18n;
pub mod question;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
