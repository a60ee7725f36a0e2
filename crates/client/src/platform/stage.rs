//! A throw-away place in the page where tests put a view, press its parts and read what it shows.

#![expect(clippy::unwrap_used, reason = "a tool of tests")]

use js_sys::{Promise, Reflect};
use leptos::{mount::mount_to, tachys::view::any_view::AnyView};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, Document, Element, Event, File, HtmlElement, HtmlInputElement};

/// One view on its own. Its place is gone when this is dropped.
pub struct Stage {
    place: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

impl Stage {
    /// Shows a view.
    pub fn new(view: impl FnOnce() -> AnyView + 'static) -> Stage {
        let place: HtmlElement = document()
            .create_element("form")
            .unwrap()
            .dyn_into()
            .unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let mounted = mount_to(place.clone(), view);
        Stage {
            place,
            _mounted: Box::new(mounted),
        }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.get(at).unwrap().dyn_into().unwrap())
            .collect()
    }

    fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "`{selector}`");
        found.remove(0).dyn_into().unwrap()
    }

    /// How many elements there are.
    pub fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    /// The text of the only element.
    pub fn text(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap().trim().to_owned()
    }

    /// The texts of all.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let texts = self.all(selector).into_iter();
        texts
            .map(|element| element.text_content().unwrap().trim().to_owned())
            .collect()
    }

    /// An attribute of the only element.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.one(selector).get_attribute(name)
    }

    /// Presses the only element and waits for what follows.
    pub async fn press(&self, selector: &str) {
        self.one(selector).click();
        settled().await;
    }

    /// Presses the element with this text and waits for what follows.
    pub async fn press_text(&self, selector: &str, text: &str) {
        let mut found = self.all(selector);
        found.retain(|element| element.text_content().unwrap().trim() == text);
        assert_eq!(found.len(), 1, "`{selector}` with the text {text}");
        found.remove(0).unchecked_into::<HtmlElement>().click();
        settled().await;
    }

    /// Gives a field a value as a person does, and waits for what follows.
    pub async fn enter(&self, selector: &str, value: &str, event: &str) {
        let field = self.one(selector);
        Reflect::set(&field, &"value".into(), &value.into()).unwrap();
        field.dispatch_event(&Event::new(event).unwrap()).unwrap();
        settled().await;
    }

    /// Gives an input files as a person chooses them.
    pub fn choose(&self, selector: &str, files: &[File]) {
        let input: HtmlInputElement = self.one(selector).dyn_into().unwrap();
        let carried = DataTransfer::new().unwrap();
        for file in files {
            carried.items().add_with_file(file).unwrap();
        }
        input.set_files(carried.files().as_ref());
        input
            .dispatch_event(&Event::new("change").unwrap())
            .unwrap();
    }

    /// Waits until the view shows so many elements.
    pub async fn until(&self, selector: &str, count: usize) {
        for _ in 0..1000 {
            if self.count(selector) == count {
                return;
            }
            settled().await;
        }
        assert_eq!(self.count(selector), count, "`{selector}`");
    }

    /// Id of the element with the focus.
    pub fn focus(&self) -> Option<String> {
        Some(document().active_element()?.id())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Lets effects run, and what they put off until afterwards.
async fn settled() {
    for _ in 0..2 {
        let later = Promise::new(&mut |resolve, _| {
            let set_timeout = Reflect::get(&js_sys::global(), &"setTimeout".into()).unwrap();
            let set_timeout: js_sys::Function = set_timeout.unchecked_into();
            set_timeout.call1(&JsValue::NULL, &resolve).unwrap();
        });
        JsFuture::from(later).await.unwrap();
    }
}
