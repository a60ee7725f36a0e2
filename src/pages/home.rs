//! The services, and whom to ask when none fits.

use crate::{
    components::{Heading, Icon, Lines, Size, set_title},
    i18n::Msg,
    router::Route,
    state::ground::{GENERAL_LINE, Ground},
};
use leptos::prelude::*;

/// The first page.
#[component]
pub fn Home(ground: Ground) -> impl IntoView {
    set_title(&ground, ground.say(Msg::HomeTitle));
    let cards = ground
        .catalogue
        .services
        .iter()
        .map(|service| {
            view! {
                <li>
                    <a class="service-card" href=Route::Service(service.id.clone()).path()>
                        <span class="service-card__icon">
                            <Icon name=service.icon.clone() size=Size::Large />
                        </span>
                        <div>
                            <h2 class="service-card__title">{ground.text(&service.title)}</h2>
                            <p class="service-card__summary">{ground.text(&service.summary)}</p>
                        </div>
                        <Icon name="next" />
                    </a>
                </li>
            }
        })
        .collect_view();
    let lines = ground.lines(|line| line.number == GENERAL_LINE);
    view! {
        <Heading text=ground.say(Msg::HomeTitle) lead=ground.say(Msg::HomeLead) />
        <ul class="services">{cards}</ul>
        <section class="section">
            <h2>{ground.say(Msg::NotSure)}</h2>
            <Lines ground=ground.clone() lines=lines />
        </section>
    }
}
