//! Help lines behind the quiet link (marriage-appointment R7): no answer, no write, no request, no history entry.

use civil_affairs_client::context::Ground;
use civil_affairs_ui::{
    components::{Heading, Icon, Lines, Size, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// The page behind 需要帮助？.
#[component]
pub fn Help(ground: Ground) -> impl IntoView {
    set_title(&ground, Msg::HelpPageTitle.say(ground.lang));
    let lines = ground.lines(|line| line.safe_help);
    view! {
        <Heading text=Msg::HelpTitle.say(ground.lang) lead=Msg::HelpLead.say(ground.lang) />
        <div class="actions">
            <a class="button" href="/" data-replace="">
                <Icon name="exit" size=Size::Small />
                {Msg::LeaveQuickly.say(ground.lang)}
            </a>
        </div>
        <Lines ground=ground lines=lines />
    }
}
