//! Small bridges to JavaScript values: names of errors, properties of objects.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The `name` of an error, such as `QuotaExceededError`. Never its text, which may carry what was typed.
pub(super) fn error_name(error: &JsValue) -> String {
    error
        .dyn_ref::<web_sys::DomException>()
        .map(web_sys::DomException::name)
        .or_else(|| {
            error
                .dyn_ref::<js_sys::Error>()
                .map(|error| String::from(error.name()))
        })
        .unwrap_or_else(|| "UnknownError".to_owned())
}

/// A property of an object; nothing when it is absent.
pub(super) fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// A text property.
pub(super) fn text(object: &JsValue, name: &str) -> Option<String> {
    property(object, name)?.as_string()
}

/// A whole number up to 2^53.
pub(super) fn number(object: &JsValue, name: &str) -> Option<u64> {
    let number = property(object, name)?.as_f64()?;
    let whole = number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked just above"
    )]
    whole.then_some(number as u64)
}

/// Bytes, which must be a `Uint8Array`.
pub(super) fn bytes(object: &JsValue, name: &str) -> Option<Vec<u8>> {
    Some(
        property(object, name)?
            .dyn_into::<Uint8Array>()
            .ok()?
            .to_vec(),
    )
}

/// Sets a property of an object made here.
pub(super) fn set(object: &js_sys::Object, name: &str, value: &JsValue) {
    // Fails only for frozen objects and proxies; this one is ours.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
