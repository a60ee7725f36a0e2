//! No page has this path.

use crate::{
    components::{Heading, set_title},
    i18n::Msg,
    state::ground::Ground,
};
use leptos::prelude::*;

/// Says so, and leads home.
#[component]
pub fn NotFound(ground: Ground) -> impl IntoView {
    set_title(&ground, ground.say(Msg::NotFoundTitle));
    view! {
        <Heading text=ground.say(Msg::NotFoundTitle) lead=ground.say(Msg::NotFoundLead) />
        <div class="actions">
            <a class="button" href="/">
                {ground.say(Msg::ToHome)}
            </a>
        </div>
    }
}
