//! Choosing another time for an appointment.

use super::{act, handing::Handing, received};
use crate::{
    features::{
        asking::{QuestionSet, evaluate},
        help::NotFound,
        question_options,
    },
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
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

/// The page on which other times are chosen for an appointment.
#[component]
pub fn Times(context: AppContext, id: String) -> impl IntoView {
    let found = received(&id).and_then(|item| {
        let service = context.service(&item.service)?;
        let mut questions = service.questions();
        let (_, question) = questions.find(|(_, question)| question.kind == Kind::Slot)?;
        let slots = evaluate(
            &context,
            service,
            &Answers::default(),
            QuestionSet::Form,
            |form| question_options::slots(&context, question, &form.validation),
        )?;
        Some((item, slots))
    });
    let Some((item, slots)) = found else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let lang = context.lang;
    set_title(&context, FollowMsg::ChangeTitle.say(lang));
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
        <Handing context=context back=back id="send-time" failed=failed submit=submit>
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
