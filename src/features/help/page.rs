//! Help lines behind the quiet link (marriage-appointment R7): no answer, no write, no request, no history entry.

use civil_affairs_client::context::AppContext;
use civil_affairs_ui::{
    components::{Heading, Icon, IconSize, Lines, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// The page behind 需要帮助？.
#[component]
pub fn Help(context: AppContext) -> impl IntoView {
    set_title(&context, Msg::HelpPageTitle.say(context.lang));
    let lines = context.lines(|line| line.safe_help);
    view! {
        <Heading text=Msg::HelpTitle.say(context.lang) lead=Msg::HelpLead.say(context.lang) />
        <div class="actions">
            <a class="button" href="/" data-replace="">
                <Icon name="exit" size=IconSize::Small />
                {Msg::LeaveQuickly.say(context.lang)}
            </a>
        </div>
        <Lines context=context lines=lines />
    }
}
