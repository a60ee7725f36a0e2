//! Texts between the pages of this app that are open at the same time (BroadcastChannel).

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    /// None where the browser has no channels: each page then learns of the others when it writes.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("civil-affairs").ok();
}

/// Posts a text to the other pages.
pub fn post(words: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from_str(words));
        }
    });
}

/// Calls back with each text of another page. Lasts as long as the page.
pub fn on_message(callback: impl Fn(String) + 'static) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            EventListener::new(channel, "message", move |event| {
                let message = event.dyn_ref::<MessageEvent>();
                if let Some(words) = message.and_then(|message| message.data().as_string()) {
                    callback(words);
                }
            })
            .forget();
        }
    });
}
