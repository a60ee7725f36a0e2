//! How much the browser lets this site keep, and asking it to keep it.

use super::js;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Absent in insecure contexts and in some web views.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    js::property(&navigator, "storage")?.dyn_into().ok()
}

/// Space used by this site, in words, with what it may use: `1.2 MB / 500 MB`.
pub async fn used() -> Option<String> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let megabytes = |name: &str| Some(js::number(&estimate, name)? / 100_000);
    let (used, quota) = (megabytes("usage")?, megabytes("quota")?);
    Some(format!(
        "{}.{} MB / {} MB",
        used / 10,
        used % 10,
        quota / 10
    ))
}

/// Asks the browser not to clear this site by itself. Some ask the person, some decide alone, some refuse: the
/// drafts are kept as well as they can be in any case.
pub async fn persist() {
    if let Some(promise) = manager().and_then(|manager| manager.persist().ok()) {
        let _ = JsFuture::from(promise).await;
    }
}
