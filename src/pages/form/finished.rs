//! f
use crate::state::ground::Ground;
use leptos::prelude::*;
/// f
#[component]
pub fn Finished(ground: Ground, id: String) -> impl IntoView {
    let _ = (ground, id);
}
