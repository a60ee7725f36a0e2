//! Choosing another time for an appointment.

use super::{act, handing::Handing, received};
use crate::{
    features::{
        asking::{Course, look},
        help::NotFound,
        offers,
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::Ground,
    platform::{page, timer},
};
use civil_affairs_domain::{
    form::answers::{Answers, Raw},
    form::definition::Kind,
    protocol::wire::Action,
    record::queue::QueueRecord,
    value::slot::SlotId,
};
use civil_affairs_ui::{
    components::set_title,
    i18n::FollowMsg,
    question::{Question, QuestionView, behaviour::first_field},
};
use leptos::{ev::SubmitEvent, prelude::*};
use std::rc::Rc;

/// See the module.
#[component]
pub fn Times(ground: Ground, id: String) -> impl IntoView {
    let found = received(&id).and_then(|item| {
        let service = ground.service(&item.service)?;
        let mut questions = service.questions();
        let (_, question) = questions.find(|(_, question)| question.kind == Kind::Slot)?;
        let slots = look(
            &ground,
            service,
            &Answers::default(),
            Course::Form,
            |sight| offers::slots(&ground, question, &sight.validation),
        )?;
        Some((item, slots))
    });
    let Some((item, slots)) = found else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let lang = ground.lang;
    set_title(&ground, FollowMsg::ChangeTitle.say(lang));
    let asked = QuestionView {
        hint: Some(FollowMsg::ChangeLead.say(lang).to_owned()),
        slots: Some(slots),
        ..QuestionView::new(Kind::Slot, FollowMsg::ChangeTitle.say(lang).to_owned())
    };
    let chosen = RwSignal::new(None::<SlotId>);
    let errors = RwSignal::new(Vec::<String>::new());
    let failed = RwSignal::new(false);
    let router = use_router();
    let item = StoredValue::new_local(item);
    let back = Route::Finished(id);
    let to = back.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(slot) = chosen.get_untracked() else {
            errors.set(vec![FollowMsg::ChooseTime.say(lang).to_owned()]);
            timer::soon(|| page::focus_id(first_field(&Kind::Slot)));
            return;
        };
        let to = to.clone();
        let action = Action::Change { wishes: vec![slot] };
        item.with_value(|item: &Rc<QueueRecord>| {
            act(item, action, failed, move || router.replace(&to))
        });
    };
    view! {
        <Handing ground=ground back=back id="send-time" failed=failed submit=submit>
            <Question
                asked=asked
                lang=lang
                errors=Signal::derive(move || errors.get())
                answer=Callback::new(move |raw| {
                    if let Raw::Slot(typed) = raw {
                        chosen.set(typed.parse());
                        errors.set(Vec::new());
                    }
                })
                leave=Callback::new(|()| ())
            />
        </Handing>
    }
    .into_any()
}
