//! The other party of an appointment looks at it and agrees, or does not. Nothing of it is kept on the device.

use super::again::again;
use crate::features::question_options;
use civil_affairs_client::{
    context::AppContext,
    platform::{clock, navigation, page, post, timer},
};
use civil_affairs_domain::{
    protocol::wire::{PartnerAction, PartnerReply, PartnerView, ProblemCode},
    sync::{Failure, Lookup},
    value::code::PartnerCode,
    value::id::SubmissionId,
};
use civil_affairs_ui::{
    components::{BackLink, Heading, Notice, NoticeKind, Sure, focus_sure, set_title},
    i18n::{self, Msg, PartnerMsg},
};
use leptos::{prelude::*, task::spawn_local};
use std::cell::RefCell;

/// The state in which an answer is awaited.
const AWAITING: &str = "awaiting_partner";
/// Where what came of it stands.
const TOLD: &str = "told";

thread_local! {
    /// What the link named, as long as this page of the browser lives: the address keeps it no longer.
    static INVITED: RefCell<Option<Invited>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Invited {
    id: SubmissionId,
    code: PartnerCode,
}

impl Invited {
    fn parse(text: &str) -> Option<Invited> {
        let (id, code) = text.split_once('.')?;
        Some(Invited {
            id: SubmissionId::parse(id).ok()?,
            code: PartnerCode::parse(code).ok()?,
        })
    }

    fn now() -> Option<Invited> {
        if let Some(hash) = navigation::take_hash() {
            INVITED.set(Invited::parse(&hash));
        }
        INVITED.with_borrow(Clone::clone)
    }
}

/// How looking stands.
#[derive(Clone, Debug)]
enum Looking {
    Asking,
    Failed(PartnerMsg),
    Found(PartnerView),
}

/// The page of the other party of an appointment.
#[component]
pub fn Partner(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    set_title(&context, PartnerMsg::Title.say(lang));
    let head = view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=PartnerMsg::Title.say(lang) lead=PartnerMsg::Lead.say(lang) />
    };
    let Some(invited) = Invited::now() else {
        let notice = view! {
            <Notice kind=NoticeKind::Info>
                <p>{PartnerMsg::NoCode.say(lang)}</p>
            </Notice>
        };
        return view! { {head} {notice} }.into_any();
    };
    let looking = RwSignal::new_local(Looking::Asking);
    let asked = RwSignal::new(false);
    let invited = StoredValue::new_local(invited);
    let say = move |deed: PartnerAction| {
        looking.set(Looking::Asking);
        asked.set(false);
        let Invited { id, code } = invited.get_value();
        spawn_local(async move {
            let answer = post::partner(&id, &code, deed).await;
            looking.try_set(match answer.known::<PartnerView>() {
                Lookup::Found(view) => Looking::Found(*view),
                Lookup::Refused(ProblemCode::NotFound) => Looking::Failed(PartnerMsg::NotFound),
                Lookup::Failed(Failure::Busy(_)) => Looking::Failed(PartnerMsg::TooOften),
                Lookup::Refused(_) | Lookup::Failed(_) => Looking::Failed(PartnerMsg::Offline),
            });
            timer::soon(|| page::focus_id(TOLD));
        });
    };
    say(PartnerAction::Look {});
    let told = move || match looking.get() {
        Looking::Asking => view! { <p>{PartnerMsg::Asking.say(lang)}</p> }.into_any(),
        Looking::Failed(why) => again(why.say(lang), PartnerMsg::Again.say(lang), move || {
            say(PartnerAction::Look {});
        }),
        Looking::Found(found) => {
            let about = about(&context, &found);
            let outcome = match found.said {
                Some(PartnerReply::Confirmed) => Some(PartnerMsg::Agreed),
                Some(PartnerReply::Declined) => Some(PartnerMsg::Disagreed),
                None if found.state != AWAITING => Some(PartnerMsg::NotNeeded),
                None => None,
            };
            match outcome {
                Some(words) => view! {
                    {about} <Notice kind=NoticeKind::Info>
                        <p>{words.say(lang)}</p>
                    </Notice>
                }
                .into_any(),
                None => view! { {about} {answers(&context, asked, say)} }.into_any(),
            }
        }
    };
    view! {
        {head}
        <div class="section" id=TOLD role="status" tabindex="-1">
            {told}
        </div>
    }
    .into_any()
}

/// Which appointment: never whose.
fn about(context: &AppContext, found: &PartnerView) -> AnyView {
    let lang = context.lang;
    let service = context.service(&found.service);
    let slot = service.zip(found.slot.as_ref()).map(|(service, slot)| {
        let when = question_options::wish(context, &context.setting(service), slot);
        view! {
            <div>
                <dt>{PartnerMsg::Time.say(lang)}</dt>
                <dd id="when">{when}</dd>
            </div>
        }
    });
    let due = match (found.due_at, found.due) {
        (Some(moment), _) => Some(clock::day_and_time(moment.unix_millis())),
        (None, Some(day)) => Some(i18n::day(day, lang)),
        (None, None) => None,
    };
    let due = due.map(|due| {
        view! {
            <div>
                <dt>{PartnerMsg::AnswerBy.say(lang)}</dt>
                <dd>{due}</dd>
            </div>
        }
    });
    view! {
        <p class="lead">{context.title_of(&found.service)}</p>
        <dl class="defs">{slot} {due}</dl>
    }
    .into_any()
}

/// Agreeing is one press; not agreeing is asked once more, since the place goes.
fn answers(
    context: &AppContext,
    asked: RwSignal<bool>,
    say: impl Fn(PartnerAction) + Copy + Send + Sync + 'static,
) -> AnyView {
    let lang = context.lang;
    let sure = move || {
        asked.get().then(|| {
            view! {
                <Sure
                    lang=lang
                    words=PartnerMsg::DisagreeSure.say(lang)
                    label=PartnerMsg::Disagree.say(lang)
                    go=Callback::new(move |()| say(PartnerAction::Decline {}))
                    stay=Callback::new(move |()| asked.set(false))
                />
            }
        })
    };
    view! {
        <div class="actions">
            <button
                class="button"
                id="agree"
                type="button"
                on:click=move |_| say(PartnerAction::Confirm {})
            >
                {PartnerMsg::Agree.say(lang)}
            </button>
            <button
                class="button button--quiet"
                id="disagree"
                type="button"
                on:click=move |_| {
                    asked.set(true);
                    focus_sure();
                }
            >
                {PartnerMsg::Disagree.say(lang)}
            </button>
        </div>
        {sure}
    }
    .into_any()
}
