//! Settings of the app that say nothing about a person, in localStorage: language, colour scheme, size. And in
//! sessionStorage, for one visit only, that others use this device too: then nothing is kept in localStorage either.

fn storage() -> Option<web_sys::Storage> {
    // An error when storage is forbidden for this site: the setting then lasts as long as the page.
    web_sys::window()?.local_storage().ok().flatten()
}

/// The setting of this name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// What marks a device that others use too.
const SHARED: &str = "shared";

fn visit() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Whether others use this device too (这是公用设备), as far as somebody said so in this visit.
pub fn is_shared() -> bool {
    visit().is_some_and(|visit| matches!(visit.get_item(SHARED), Ok(Some(_))))
}

/// Says whether others use this device too. Gives whether the browser remembers it.
pub fn set_shared(shared: bool) -> bool {
    visit().is_some_and(|visit| {
        let done = if shared {
            visit.set_item(SHARED, "1")
        } else {
            visit.remove_item(SHARED)
        };
        done.is_ok()
    })
}

/// Keeps a setting; none removes it. On a shared device it lasts as long as the page.
pub fn write(name: &str, value: Option<&str>) {
    if let Some(storage) = storage().filter(|_| !is_shared()) {
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
