//! Hands a file to the person, by the browser's own download.

use super::timer::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The address of the file is given up after so long, in milliseconds: Safari reads it late.
const KEPT: u32 = 60_000;

/// Saves a text as a file of this name and media type. Whatever the browser refuses leaves the page as it was.
pub fn save(name: &str, media_type: &str, text: &str) {
    save_part(name, media_type, &JsValue::from_str(text));
}

/// The same for bytes.
pub fn save_bytes(name: &str, media_type: &str, bytes: &[u8]) {
    save_part(name, media_type, &Uint8Array::from(bytes));
}

fn save_part(name: &str, media_type: &str, part: &JsValue) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(part);
    let Ok(blob) = Blob::new_with_buffer_source_sequence_and_options(&parts, &options) else {
        return;
    };
    let document = web_sys::window().and_then(|window| window.document());
    let link = document
        .and_then(|document| document.create_element("a").ok())
        .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(link), Ok(address)) = (link, Url::create_object_url_with_blob(&blob)) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Timeout::new(KEPT, move || {
            let _ = Url::revoke_object_url(&address);
        })
        .forget();
    }
}
