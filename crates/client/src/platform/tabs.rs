//! Words between the pages of this app that are open at the same time (BroadcastChannel). Nothing personal: kinds
//! and ids of records.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

thread_local! {
    /// None where the browser has no channels: each page then learns of the others when it writes.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("civil-affairs").ok();
}

/// Tells the other pages.
pub fn tell(words: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from_str(words));
        }
    });
}

/// Calls back with what another page tells. Lasts as long as the page.
pub fn on_told(callback: impl Fn(String) + 'static) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            EventListener::new(channel, "message", move |event| {
                let told = event.dyn_ref::<MessageEvent>();
                if let Some(words) = told.and_then(|message| message.data().as_string()) {
                    callback(words);
                }
            })
            .forget();
        }
    });
}
