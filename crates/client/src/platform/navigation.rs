//! The address bar and the history: paths only, never a query, a hash or a state object, all of which the
//! browser writes to disk.

use super::page;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// How a path is entered into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    /// As a new entry.
    New,
    /// In place of the current one.
    Replace,
}

/// The path of the current page.
pub fn path() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_else(|| "/".to_owned())
}

/// Where this app is served from, such as `https://example.org`.
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Takes what stands behind the `#` of the address, which then stands there no longer: it is never sent to a server, and
/// nobody who looks at the address later finds it.
pub fn take_hash() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let inside = hash.strip_prefix('#').filter(|inside| !inside.is_empty())?;
    enter(&path(), HistoryStep::Replace);
    Some(inside.to_owned())
}

/// Enters a path into the history without loading anything.
pub fn enter(path: &str, entry: HistoryStep) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
        return;
    };
    let _ = match entry {
        HistoryStep::New => history.push_state_with_url(&JsValue::NULL, "", Some(path)),
        HistoryStep::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(path)),
    };
}

/// Goes one entry back.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Begins anew at the first page, with nothing in memory.
pub fn restart() {
    if let Some(window) = web_sys::window() {
        // Not an entry of its own: nobody comes back by it to what was there.
        let _ = window.location().replace("/");
    }
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Calls back with the path when the person goes back or forward. Lasts as long as the page.
pub fn on_history(callback: impl Fn(String) + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "popstate", move |_| callback(path())).forget();
    }
}

/// What a plain click on a link of this site means.
enum Followed {
    /// Another page of the app.
    Page(String, HistoryStep),
    /// An element of this page, by its id.
    Place(String),
}

/// Calls back when a link to a page of this app is followed. A link with `data-replace` takes the place of the
/// current entry. A link to a place in the page moves the focus there: the address keeps no hash, and the history
/// gets no entry. Lasts as long as the page.
pub fn on_link(callback: impl Fn(String, HistoryStep) + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document, "click", options, move |event| {
        let followed = event.dyn_ref::<MouseEvent>().and_then(followed);
        if followed.is_some() {
            event.prevent_default();
        }
        match followed {
            Some(Followed::Page(path, entry)) => callback(path, entry),
            Some(Followed::Place(id)) => page::focus_id(&id),
            None => {}
        }
    })
    .forget();
}

fn followed(click: &MouseEvent) -> Option<Followed> {
    let modified = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
    if click.default_prevented() || click.button() != 0 || modified {
        return None;
    }
    let link = click
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    let here = web_sys::window()?.location();
    let plain = link.target().is_empty() && !link.has_attribute("download");
    if !plain || Some(link.origin()) != here.origin().ok() {
        return None;
    }
    let hash = link.hash();
    if let Some(id) = hash.strip_prefix('#').filter(|id| !id.is_empty()) {
        return Some(Followed::Place(id.to_owned()));
    }
    let entry = if link.has_attribute("data-replace") {
        HistoryStep::Replace
    } else {
        HistoryStep::New
    };
    Some(Followed::Page(link.pathname(), entry))
}
