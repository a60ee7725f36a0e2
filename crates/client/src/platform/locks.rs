//! Web Locks: one page at a time does what only one may do.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Calls back once this page holds the lock of this name, and keeps it as long as the page lives. A browser without
/// locks has this page alone, as far as anybody can tell.
pub fn hold(name: &str, held: impl FnOnce() + 'static) {
    let Some(locks) = locks() else {
        held();
        return;
    };
    let for_ever = Closure::once_into_js(move |_: JsValue| {
        held();
        // Never settled: the lock goes with the page.
        Promise::new(&mut |_, _| {})
    });
    let request: Option<Function> = Reflect::get(&locks, &JsValue::from_str("request"))
        .ok()
        .and_then(|request| request.dyn_into().ok());
    if let Some(request) = request {
        let _ = request.call2(&locks, &JsValue::from_str(name), &for_ever);
    }
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &JsValue::from_str("locks"))
        .ok()
        .filter(|locks| !locks.is_undefined() && !locks.is_null())
}
