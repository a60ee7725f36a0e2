//! 查询进度: where an application stands, by its reference and the code printed with it, from any device.

use super::{CaseProgress, current_state, history};
use civil_affairs_client::{
    context::AppContext,
    platform::{clock, page, post, timer},
};
use civil_affairs_domain::{
    protocol::wire::{Changes, ProblemCode},
    sync::{Failure, Lookup},
    value::code::{Reference, Secret},
};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, Notice, NoticeKind, set_title},
    i18n::{FollowMsg, Msg, follow},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

const REFERENCE: &str = "reference";
const SECRET: &str = "secret";
/// Where what came of it stands.
const TOLD: &str = "told";

/// How looking up stands.
#[derive(Clone, Debug)]
enum Looking {
    Not,
    Asking,
    /// What is wrong with the fields: reference, code.
    Wrong(bool, bool),
    Failed(FollowMsg),
    Found(Box<Changes>, i64),
}

/// The page on which anybody with reference and secret asks how an application stands.
#[component]
pub fn Progress(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    set_title(&context, Msg::LookUp.say(lang));
    let looking = RwSignal::new_local(Looking::Not);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = |id| page::value_of(id).unwrap_or_default();
        let (reference, secret) = (
            Reference::parse(&typed(REFERENCE)),
            Secret::parse(&typed(SECRET)),
        );
        let (Ok(reference), Ok(secret)) = (&reference, &secret) else {
            looking.set(Looking::Wrong(reference.is_err(), secret.is_err()));
            let first = if reference.is_err() {
                REFERENCE
            } else {
                SECRET
            };
            timer::soon(move || page::focus_id(first));
            return;
        };
        if matches!(looking.get_untracked(), Looking::Asking) {
            return;
        }
        looking.set(Looking::Asking);
        let (reference, secret) = (reference.to_string(), secret.to_string());
        spawn_local(async move {
            let answer = post::status(&reference, &secret).await;
            let progress = match answer.known::<Changes>() {
                Lookup::Found(changes) => Looking::Found(changes, clock::now_millis()),
                Lookup::Refused(ProblemCode::NotFound) => {
                    Looking::Failed(FollowMsg::ProgressNotFound)
                }
                Lookup::Failed(Failure::Busy(_)) => Looking::Failed(FollowMsg::ProgressTooOften),
                Lookup::Refused(_) | Lookup::Failed(_) => {
                    Looking::Failed(FollowMsg::ProgressOffline)
                }
            };
            looking.try_set(progress);
            timer::soon(|| page::focus_id(TOLD));
        });
    };
    let say = context.clone();
    let progress = move || match looking.get() {
        Looking::Not | Looking::Wrong(..) => ().into_any(),
        Looking::Asking => view! { <p role="status">{FollowMsg::Asking.say(lang)}</p> }.into_any(),
        Looking::Failed(why) => view! {
            <Notice kind=NoticeKind::Warning>
                <p>{why.say(lang)}</p>
            </Notice>
        }
        .into_any(),
        Looking::Found(changes, at) => match say.service(&changes.service) {
            Some(service) => {
                let progress = CaseProgress {
                    service,
                    state: &changes.state,
                    events: &changes.events,
                };
                view! {
                    <p class="muted">{say.text(&service.title)}</p>
                    <p class="small muted">{follow::looked(&clock::day_and_time(at), lang)}</p>
                    {current_state(&say, &progress)}
                    {history(&say, &progress)}
                }
                .into_any()
            }
            None => view! { <p>{changes.state.to_string()}</p> }.into_any(),
        },
    };
    let wrong = move |secret: bool| match looking.get() {
        Looking::Wrong(reference, code) => {
            if secret {
                code
            } else {
                reference
            }
        }
        _ => false,
    };
    let field = move |id: &'static str,
                      label: FollowMsg,
                      hint: FollowMsg,
                      error: FollowMsg,
                      is_secret: bool,
                      most: &'static str| {
        view! {
            <div class="question">
                <label class="field__label" for=id>
                    {label.say(lang)}
                </label>
                <p class="hint" id=format!("{id}-hint")>
                    {hint.say(lang)}
                </p>
                {move || {
                    wrong(is_secret)
                        .then(|| {
                            view! {
                                <p class="field-error" id=format!("{id}-error")>
                                    <Icon name="warning" />
                                    <span>{error.say(lang)}</span>
                                </p>
                            }
                        })
                }}
                <input
                    class="input"
                    id=id
                    type="text"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength=most
                    aria-invalid=move || wrong(is_secret).then_some("true")
                    aria-describedby=move || {
                        if wrong(is_secret) {
                            format!("{id}-hint {id}-error")
                        } else {
                            format!("{id}-hint")
                        }
                    }
                />
            </div>
        }
    };
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=Msg::LookUp.say(lang) lead=FollowMsg::ProgressLead.say(lang) />
        <form class="section" novalidate="" autocomplete="off" on:submit=submit>
            {field(
                REFERENCE,
                FollowMsg::ReferenceLabel,
                FollowMsg::ReferenceHint,
                FollowMsg::ReferenceWrong,
                false,
                "40",
            )}
            {field(
                SECRET,
                FollowMsg::SecretLabel,
                FollowMsg::SecretHint,
                FollowMsg::SecretWrong,
                true,
                "24",
            )}
            <div class="actions">
                <button class="button" id="look-up" type="submit">
                    {FollowMsg::ProgressAsk.say(lang)}
                </button>
            </div>
        </form>
        <div class="section" id=TOLD role="status" tabindex="-1">
            {progress}
        </div>
    }
}
