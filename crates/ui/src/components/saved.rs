//! 已保存 with the time, once everything typed is committed and not before.

use super::Icon;
use crate::i18n::{Msg, phrase};
use civil_affairs_client::{
    autosaver::{Autosaver, Saving},
    platform::clock,
    settings::use_settings,
};
use leptos::prelude::*;

/// The line below a question.
#[component]
pub fn Saved(autosaver: Autosaver) -> impl IntoView {
    let autosaver = StoredValue::new_local(autosaver);
    let settings = use_settings();
    let line = move || {
        let lang = settings.lang();
        match autosaver.with_value(Autosaver::saving) {
            Saving::Nothing | Saving::Failed(_) => ().into_any(),
            Saving::Writing => Msg::Saving.say(lang).into_any(),
            Saving::Saved(at) => view! {
                <Icon name="saved" />
                {phrase::saved_at(&clock::time_of_day(at), lang)}
            }
            .into_any(),
        }
    };
    view! { <p class="saved" role="status">{line}</p> }
}
