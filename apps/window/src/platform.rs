//! The only file of the staff app that names the browser.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, RegistrationOptions, ServiceWorkerUpdateViaCache};

/// The element that the app is built in.
pub fn mount_point() -> Option<HtmlElement> {
    element("app")?.dyn_into().ok()
}

/// Makes a panic show the block `crash` of `index.html` instead of the app: after a panic nothing of the program may
/// run again.
pub fn reveal_crash_on_panic() {
    std::panic::set_hook(Box::new(|_| {
        if let Some(app) = element("app") {
            let _ = app.set_attribute("hidden", "");
        }
        if let Some(crash) = element("crash") {
            let _ = crash.remove_attribute("hidden");
        }
    }));
}

/// Registers the service worker, by which the app starts without a line. Where the browser has none (an address without
/// HTTPS), the app starts from the network only.
pub fn register_worker() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let navigator = window.navigator();
    let has_workers = Reflect::has(&navigator, &JsValue::from_str("serviceWorker"));
    if has_workers.unwrap_or(false) {
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        // Nothing waits for it: a failed registration is tried again at the next start.
        let _ = navigator
            .service_worker()
            .register_with_options("/sw.js", &options);
    }
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
