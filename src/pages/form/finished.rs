//! A finished form (待提交): its reference, what happens next, what to bring, and every answer, to print.

use super::{
    super::{
        NotFound,
        asking::{Course, Given, given, look},
        precheck::{advice, documents},
    },
    answers::grouped,
};
use crate::{
    components::{BackLink, Icon, Size, Steps, set_title},
    i18n::{Msg, phrase},
    pages::offers::calendar_file,
    platform::{clock, download, page},
    state::{ground::Ground, queue::use_queue},
};
use leptos::prelude::*;

/// See the module.
#[component]
pub fn Finished(ground: Ground, id: String) -> impl IntoView {
    let Some(item) = use_queue().get(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let Some(service) = ground.service(&item.service) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let title = ground.text(&service.title);
    set_title(&ground, &phrase::form_of(&title, ground.lang));
    let answers = item.answers.clone();
    let uid = format!("{}@civil-affairs", item.id);
    let at = item.finished_at;
    let (given, calendar) = look(&ground, service, &answers, Course::Form, |sight| {
        let given: Vec<Given> = given(sight)
            .into_iter()
            .filter(|given| given.answer.is_some())
            .collect();
        (given, calendar_file(&ground, &sight.validation, &uid, at))
    });
    let calendar = calendar.map(|file| {
        view! {
            <button
                class="button button--secondary"
                id="calendar"
                type="button"
                on:click=move |_| download::save(&file.name, "text/calendar", &file.text)
            >
                <Icon name="calendar" size=Size::Small />
                {ground.say(Msg::ToCalendar)}
            </button>
        }
    });
    let advice = advice(&ground, service, &answers);
    let next = ground.texts(&service.start.next);
    let at = clock::day_and_time(at);
    view! {
        <BackLink href="/" text=ground.say(Msg::ToHome) />
        <div>
            <p class="state">
                <span class="tag tag--waiting">
                    <Icon name="clock" size=Size::Small />
                    {ground.say(Msg::StateWaiting)}
                </span>
                {ground.say(Msg::StateWaitingExplained)}
            </p>
            <h1 tabindex="-1">{ground.say(Msg::PreparedTitle)}</h1>
            <p class="muted">{title}</p>
        </div>
        <dl class="card codes">
            <div>
                <dt>{ground.say(Msg::Reference)}</dt>
                <dd id="reference">{item.reference.shown()}</dd>
            </div>
            <div>
                <dt>{ground.say(Msg::Secret)}</dt>
                <dd id="secret">{item.secret.shown()}</dd>
            </div>
        </dl>
        <p>{ground.say(Msg::KeepReference)}</p>
        <p class="small muted">{format!("{}：{at}", ground.say(Msg::FinishedAt))}</p>
        <section class="section">
            <h2>{ground.say(Msg::Next)}</h2>
            <Steps texts=next />
        </section>
        {documents(&ground, advice.documents)}
        {grouped(&ground, given, None)}
        <div class="actions">
            <button class="button button--secondary" type="button" on:click=|_| page::print()>
                <Icon name="print" size=Size::Small />
                {ground.say(Msg::Print)}
            </button>
            {calendar}
        </div>
    }
    .into_any()
}
