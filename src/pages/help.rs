//! Help lines behind the quiet link (marriage-appointment R7): no answer, no write, no request, no history entry.

use crate::{
    components::{Heading, Icon, Lines, Size, set_title},
    i18n::Msg,
    state::ground::Ground,
};
use leptos::prelude::*;

/// The page behind 需要帮助？.
#[component]
pub fn Help(ground: Ground) -> impl IntoView {
    set_title(&ground, ground.say(Msg::HelpPageTitle));
    let lines = ground.lines(|line| line.safe_help);
    view! {
        <Heading text=ground.say(Msg::HelpTitle) lead=ground.say(Msg::HelpLead) />
        <div class="actions">
            <a class="button" href="/" data-replace="">
                <Icon name="exit" size=Size::Small />
                {ground.say(Msg::LeaveQuickly)}
            </a>
        </div>
        <Lines ground=ground lines=lines />
    }
}
