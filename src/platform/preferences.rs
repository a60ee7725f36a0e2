//! Settings of the app that say nothing about a person, in localStorage: language and colour scheme.

fn storage() -> Option<web_sys::Storage> {
    // An error when storage is forbidden for this site: the setting then lasts as long as the page.
    web_sys::window()?.local_storage().ok().flatten()
}

/// The setting of this name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a setting; none removes it.
pub fn write(name: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        // A full storage loses a setting and nothing else.
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

/// Whether the browser's first language is a Chinese one.
pub fn prefers_chinese() -> bool {
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .is_none_or(|language| language.to_lowercase().starts_with("zh"))
}
