//! What the person can do with an application that the bureau has, what is on its way, and what was not done.

use super::{act, not_stored};
use crate::{
    features::question_options,
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    platform::{page, timer},
    queue::use_queue,
    sync_driver::use_sync_driver,
};
use civil_affairs_domain::{
    form::definition::{Kind, ServiceDefinition},
    protocol::wire::Action,
    record::queue::QueueRecord,
};
use civil_affairs_ui::{
    components::{Notice, NoticeKind, Sure, focus_sure},
    i18n::{CopyMsg, FollowMsg, follow as words},
};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// Reasons of the list `reasons` with which everything personal went begin so.
const ERASED: &str = "erased";

/// What is asked before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Withdraw,
    Cancel,
    Erase,
    Remove,
}

impl Question {
    fn words(self) -> (FollowMsg, FollowMsg) {
        match self {
            Question::Withdraw => (FollowMsg::Withdraw, FollowMsg::WithdrawSure),
            Question::Cancel => (FollowMsg::CancelTime, FollowMsg::CancelSure),
            Question::Erase => (FollowMsg::Erase, FollowMsg::EraseSure),
            Question::Remove => (FollowMsg::RemoveHere, FollowMsg::RemoveHereSure),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Question::Withdraw => "withdraw",
            Question::Cancel => "cancel-time",
            Question::Erase => "erase",
            Question::Remove => "remove-here",
        }
    }

    fn action(self) -> Option<Action> {
        match self {
            Question::Withdraw => Some(Action::Withdraw {}),
            Question::Cancel => Some(Action::Cancel {}),
            Question::Erase => Some(Action::Erase {}),
            Question::Remove => None,
        }
    }
}

/// Whether a service books times.
fn books(service: &ServiceDefinition) -> bool {
    let mut questions = service.questions();
    questions.any(|(_, question)| question.kind == Kind::Slot)
}

/// What the citizen may do with a received application in its state.
#[component]
pub fn CaseActions(context: AppContext, item: Rc<QueueRecord>) -> impl IntoView {
    let service = context.service(&item.service)?;
    let course = item.state.course()?;
    let state = course.state.clone();
    let lang = context.lang;
    let id = item.draft.to_string();
    let is_waiting = item.deeds.iter().any(|deed| deed.is_waiting());
    let books = books(service);
    let may = |to| service.may(&state, to);
    let is_end = service.is_end(&state);
    let mut passed = course.events.iter().map(|event| event.state.as_str());
    let is_erased = course.events.iter().any(|event| {
        let reason = event.reason.as_deref();
        reason.is_some_and(|reason| reason.starts_with(ERASED))
    });
    let may_erase = !is_erased && service.may_erase(&state, passed.by_ref());
    let to_copy = (!is_erased).then(|| Route::OwnCopy(id.clone()));
    let chooses = books && matches!(state.as_str(), "slot_lost" | "lapsed") && may("submitted");
    let changes = chooses || (books && may("changed"));
    let links = [
        (!is_end).then(|| {
            (
                Route::Supplement(id.clone()),
                "supplement",
                FollowMsg::Supplement,
            )
        }),
        changes.then(|| {
            (
                Route::Times(id.clone()),
                "change-time",
                FollowMsg::ChangeTime,
            )
        }),
    ];
    let links = links
        .into_iter()
        .flatten()
        .filter(|_| !is_waiting)
        .map(|(route, id, text)| {
            view! {
                <a class="button button--secondary" id=id href=route.path()>
                    {text.say(lang)}
                </a>
            }
        })
        .collect_view();
    let questions = [
        service.taken_back(&state).map(|_| Question::Withdraw),
        (books && may("cancelled")).then_some(Question::Cancel),
        may_erase.then_some(Question::Erase),
        is_end.then_some(Question::Remove),
    ];
    let asked = RwSignal::new(None::<Question>);
    let buttons = questions
        .into_iter()
        .flatten()
        .filter(|_| !is_waiting)
        .map(|question| {
            view! {
                <button
                    class="button button--quiet"
                    id=question.id()
                    type="button"
                    on:click=move |_| {
                        asked.set(Some(question));
                        focus_sure();
                    }
                >
                    {question.words().0.say(lang)}
                </button>
            }
        })
        .collect_view();
    let notices = notices(&context, service, &item);
    Some(view! {
        <section class="section" id="deeds">
            {notices} <div class="actions">{links} {buttons}</div>
            {to_copy
                .map(|route| {
                    view! {
                        <p class="screen-only">
                            <a class="link" id="own-copy" href=route.path()>
                                {CopyMsg::Link.say(lang)}
                            </a>
                        </p>
                    }
                })}
            <Asked context=context.clone() item=item asked=asked />
        </section>
    })
}

/// What is on its way, and why something was not done.
fn notices(
    context: &AppContext,
    service: &ServiceDefinition,
    item: &Rc<QueueRecord>,
) -> Vec<AnyView> {
    let lang = context.lang;
    let notices = item.deeds.iter().map(|deed| {
        let title = words::deed(deed.kind, lang);
        let Some(refusal) = &deed.refusal else {
            return view! {
                <Notice kind=NoticeKind::Info title=title>
                    <p>{FollowMsg::Waits.say(lang)}</p>
                </Notice>
            }
            .into_any();
        };
        let times = &refusal.alternatives;
        let said = words::not_done(refusal.code, !times.is_empty(), lang);
        let times = times
            .iter()
            .map(|slot| {
                let text = question_options::wish(context, &context.setting(service), slot);
                view! { <li>{text}</li> }
            })
            .collect_view();
        let (queue, draft) = (use_queue(), item.draft);
        view! {
            <Notice kind=NoticeKind::Warning title=title>
                <p>{said}</p>
                <ul class="points">{times}</ul>
                <div class="actions">
                    <button
                        class="button button--secondary"
                        id="understood"
                        type="button"
                        on:click=move |_| {
                            spawn_local(async move {
                                // Shown again where it is not stored: nothing is lost by that.
                                let _ = queue.dismiss(&draft).await;
                            });
                        }
                    >
                        {FollowMsg::Understood.say(lang)}
                    </button>
                </div>
            </Notice>
        }
        .into_any()
    });
    notices.collect()
}

/// Asks once, then does it.
#[component]
fn Asked(
    context: AppContext,
    item: Rc<QueueRecord>,
    asked: RwSignal<Option<Question>>,
) -> impl IntoView {
    let lang = context.lang;
    let failed = RwSignal::new(false);
    let item = StoredValue::new_local(item);
    let (queue, router) = (use_queue(), use_router());
    let go = move |question: Question| {
        let item = item.get_value();
        asked.set(None);
        failed.set(false);
        match question.action() {
            Some(action) => act(&item, action, failed, || {
                timer::soon(|| page::focus_id("deeds"));
            }),
            None => spawn_local(async move {
                if queue.remove(&item.draft).await.is_ok() {
                    router.replace(&Route::Home);
                } else {
                    failed.try_set(true);
                }
            }),
        }
    };
    let ask = move || {
        asked.get().map(|question| {
            let (label, words) = question.words();
            view! {
                <Sure
                    lang=lang
                    words=words.say(lang)
                    label=label.say(lang)
                    go=Callback::new(move |()| go(question))
                    stay=Callback::new(move |()| asked.set(None))
                />
            }
        })
    };
    view! { {not_stored(failed, lang)} {ask} }
}

/// Asks the bureau at once what became of it.
#[component]
pub fn LookAgain(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    move || {
        use_sync_driver().map(|driver| {
            view! {
                <button
                    class="button button--quiet"
                    id="look-again"
                    type="button"
                    on:click=move |_| driver.send_now()
                >
                    {FollowMsg::LookAgain.say(lang)}
                </button>
            }
        })
    }
}
