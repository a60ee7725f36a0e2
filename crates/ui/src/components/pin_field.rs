//! A field for the digits of a PIN: never shown, never offered by the browser.

use civil_affairs_client::lock::DIGITS;
use leptos::prelude::*;

/// The field with its label.
#[component]
pub fn PinField(
    /// Its id.
    id: &'static str,
    /// What it asks for.
    label: &'static str,
    /// What to know before.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described = hint.map(|_| hint_id.clone());
    let hint = hint.map(|hint| {
        view! {
            <p class="hint" id=hint_id>
                {hint}
            </p>
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            {hint}
            <input
                class="input"
                id=id
                type="password"
                inputmode="numeric"
                autocomplete="off"
                maxlength=DIGITS.to_string()
                aria-describedby=described
            />
        </div>
    }
}
