//! Where the app runs, as far as it matters for putting it on the home screen; and the browser's own offer to do so.

use super::js;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

/// Where the app runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// Opened from the home screen.
    Installed,
    /// A browser on Android or the like.
    Android,
    /// Safari or another browser on an iPhone or iPad.
    Ios,
    /// Inside another app, which installs nothing.
    WebView,
    /// A computer.
    Desktop,
}

/// Marks of browsers inside other apps, as they stand in `User-Agent`.
const WEB_VIEWS: [&str; 6] = [
    "MicroMessenger",
    "AlipayClient",
    "DingTalk",
    "QQ/",
    "Weibo",
    "; wv)",
];

/// Where this page runs.
pub fn surroundings() -> Surroundings {
    let Some(window) = web_sys::window() else {
        return Surroundings::Desktop;
    };
    let navigator = window.navigator();
    let standalone = window
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches());
    // Safari's own word for it, older than the media query.
    let on_home_screen = js::property(&navigator, "standalone") == Some(JsValue::TRUE);
    let agent = navigator.user_agent().unwrap_or_default();
    of(
        &agent,
        navigator.max_touch_points() > 1,
        standalone || on_home_screen,
    )
}

/// The same from what the browser says of itself. An iPad calls itself a Mac and has a touch screen.
fn of(agent: &str, touch: bool, installed: bool) -> Surroundings {
    let says = |word: &str| agent.contains(word);
    if installed {
        Surroundings::Installed
    } else if WEB_VIEWS.iter().any(|mark| says(mark)) {
        Surroundings::WebView
    } else if says("iPhone") || says("iPad") || (says("Macintosh") && touch) {
        Surroundings::Ios
    } else if says("Android") || says("Mobile") {
        Surroundings::Android
    } else {
        Surroundings::Desktop
    }
}

/// The browser's offer to install (`beforeinstallprompt`, Chromium only). It can be taken up once.
#[derive(Clone, Debug)]
pub struct InstallPrompt(Event);

impl InstallPrompt {
    /// Opens the browser's own dialogue. Only in answer to a tap.
    pub fn take_up(&self) {
        let prompt = Reflect::get(&self.0, &JsValue::from_str("prompt"));
        if let Some(prompt) = prompt
            .ok()
            .and_then(|value| value.dyn_into::<Function>().ok())
        {
            // A promise that says what the person chose; `appinstalled` follows when she agreed.
            let _ = prompt.call0(&self.0);
        }
    }
}

/// Calls back with the browser's offer, and with none once the app is installed. Lasts as long as the page.
pub fn on_offer(tell: impl Fn(Option<InstallPrompt>) + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let offered = tell.clone();
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "beforeinstallprompt", options, move |event| {
        // No banner over the page: the offer stands where the person looks for it.
        event.prevent_default();
        offered(Some(InstallPrompt(event.clone())));
    })
    .forget();
    EventListener::new(&window, "appinstalled", move |_| tell(None)).forget();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_web_views_and_computers_are_told_apart() {
        let android = "Mozilla/5.0 (Linux; Android 12; M2007) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36";
        let wechat = "Mozilla/5.0 (Linux; Android 12; wv) Mobile Safari/537.36 MicroMessenger/8.0";
        let iphone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) Version/15.4 Mobile Safari";
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/15.4 Safari";
        for (agent, touch, expected) in [
            (android, true, Surroundings::Android),
            (wechat, true, Surroundings::WebView),
            (iphone, true, Surroundings::Ios),
            (mac, true, Surroundings::Ios),
            (mac, false, Surroundings::Desktop),
        ] {
            assert_eq!(of(agent, touch, false), expected, "{agent}");
            assert_eq!(of(agent, touch, true), Surroundings::Installed);
        }
    }
}
