//! Timers that stop when they are dropped, and two that do not.

pub use gloo::timers::callback::Timeout;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Calls back once what is pending is done, the update of the page included.
pub fn soon(callback: impl FnOnce() + 'static) {
    Timeout::new(0, callback).forget();
}

/// Gives the browser a moment for the page: to show what has changed, to take a tap.
pub async fn pause() {
    let moment = Promise::new(&mut |resolve, _| {
        soon(move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    // A promise that is only ever resolved.
    let _ = JsFuture::from(moment).await;
}
