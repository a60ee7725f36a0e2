//! The document: title, language, colour scheme, focus and scroll.

use super::{js, timer};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, HtmlElement, ScrollBehavior, ScrollToOptions, SupportedType,
};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets the title. It goes into the browser's history on disk, so nothing personal may stand in it.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets `lang` of the document.
pub fn set_language(tag: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tag);
    }
}

/// Sets the colour scheme, `light` or `dark`; none follows the system.
pub fn set_scheme(scheme: Option<&str>) {
    set_data("data-scheme", scheme);
}

/// Sets the mode, `elder` for 长辈版; none is the standard one.
pub fn set_mode(mode: Option<&str>) {
    set_data("data-mode", mode);
}

fn set_data(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Gives focus to the page's heading, so that a screen reader reads it and the next Tab goes on from there.
pub fn focus_heading() {
    let heading =
        document().and_then(|document| document.query_selector("#main h1").ok().flatten());
    give_focus(heading);
}

/// Gives focus to the element with this id.
pub fn focus_id(id: &str) {
    give_focus(document().and_then(|document| document.get_element_by_id(id)));
}

/// Brings the focus back to where it is now, when the elements around it are made anew in this turn.
pub fn keep_focus() {
    let focused = document().and_then(|document| document.active_element());
    let Some(id) = focused
        .map(|element| element.id())
        .filter(|id| !id.is_empty())
    else {
        return;
    };
    timer::soon(move || {
        let is_lost = document()
            .and_then(|document| document.active_element())
            .is_none_or(|element| element.tag_name() == "BODY");
        if is_lost {
            focus_id(&id);
        }
    });
}

fn give_focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// What stands in the field with this id.
pub fn value_of(id: &str) -> Option<String> {
    let element = document()?.get_element_by_id(id)?;
    // A line and a field of several lines alike.
    Reflect::get(&element, &"value".into()).ok()?.as_string()
}

/// Opens the folded part (`<details>`) with this id.
pub fn unfold(id: &str) {
    if let Some(details) = document().and_then(|document| document.get_element_by_id(id)) {
        let _ = details.set_attribute("open", "");
    }
}

/// Presses the element with this id, in answer to a press of another one.
pub fn press_id(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Puts a text on the clipboard. Gives whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    // Absent in insecure contexts.
    let Some(navigator) = navigator.filter(|it| js::property(it, "clipboard").is_some()) else {
        return false;
    };
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}

/// What the browser says it is.
pub fn browser() -> String {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    agent.unwrap_or_default()
}

/// Width and height of the window in CSS pixels.
pub fn screen() -> String {
    let side = |side: Option<JsValue>| side.and_then(|side| side.as_f64()).unwrap_or_default();
    let window = web_sys::window();
    let width = side(window.as_ref().and_then(|window| window.inner_width().ok()));
    let height = side(
        window
            .as_ref()
            .and_then(|window| window.inner_height().ok()),
    );
    format!("{width}x{height}")
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Scrolls to the top at once.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        let options = ScrollToOptions::new();
        options.set_top(0.0);
        options.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Puts a drawing with symbols into the page, unseen by itself.
pub fn add_sprite(svg: &str) {
    let drawing = DomParser::new()
        .and_then(|parser| parser.parse_from_string(svg, SupportedType::ImageSvgXml))
        .ok()
        .and_then(|drawn| drawn.document_element());
    if let (Some(drawing), Some(body)) = (drawing, document().and_then(|document| document.body()))
    {
        let _ = drawing.set_attribute("hidden", "");
        let _ = body.append_child(&drawing);
    }
}

/// The element into which the app is mounted, emptied of what stood there while it was loading.
pub fn mount_point() -> Option<HtmlElement> {
    let element = document()?.get_element_by_id("app")?;
    element.set_text_content(None);
    element.dyn_into().ok()
}
