//! 已保存 with the time, once everything typed is committed and not before.

use super::Icon;
use crate::i18n::{Msg, phrase};
use civil_affairs_client::{
    keeper::{Keeper, Saving},
    platform::clock,
    settings::use_settings,
};
use leptos::prelude::*;

/// The line below a question.
#[component]
pub fn Saved(keeper: Keeper) -> impl IntoView {
    let keeper = StoredValue::new_local(keeper);
    let settings = use_settings();
    let line = move || {
        let lang = settings.lang();
        match keeper.with_value(Keeper::saving) {
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
