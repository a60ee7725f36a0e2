//! 请输入密码: stands in the place of every page that shows what the device keeps, until the PIN is given.

use civil_affairs_client::{
    context::AppContext,
    lock::{self, use_lock},
    platform::{navigation, page, timer, vault::Unlock as Unlocked},
    synced_record::RecordError,
};
use civil_affairs_domain::value::width;
use civil_affairs_ui::{
    components::{Heading, Notice, NoticeKind, PinField, problem_words, set_title},
    i18n::LockMsg,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

const PIN: &str = "pin";
const TOLD: &str = "told";

/// What came of the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnlockMessage {
    NotDigits,
    Wrong,
    RecordError(RecordError),
    NotGivenUp,
}

/// The digits of a field, if they are as many as a PIN has.
pub(super) fn typed_pin(field: &str) -> Option<String> {
    let typed = width::narrow(&page::value_of(field).unwrap_or_default());
    let digits = typed.trim();
    (digits.len() == lock::DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.to_owned())
}

/// The page.
#[component]
pub fn Unlock(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    set_title(&context, LockMsg::UnlockTitle.say(lang));
    let lock = use_lock();
    let message = RwSignal::new(None::<UnlockMessage>);
    let busy = RwSignal::new(false);
    let tell = move |what| {
        busy.set(false);
        message.set(Some(what));
        timer::soon(|| page::focus_id(PIN));
    };
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(pin) = typed_pin(PIN) else {
            return tell(UnlockMessage::NotDigits);
        };
        message.set(None);
        busy.set(true);
        spawn_local(async move {
            match lock.unlock(&pin).await {
                Ok(Unlocked::Open) => {}
                Ok(Unlocked::Wrong) => tell(UnlockMessage::Wrong),
                Err(problem) => tell(UnlockMessage::RecordError(problem)),
            }
        });
    };
    let give_up = move |_| {
        spawn_local(async move {
            if lock.give_up().await {
                navigation::restart();
            } else {
                tell(UnlockMessage::NotGivenUp);
            }
        });
    };
    let outcome = move || {
        let text = match message.get()? {
            UnlockMessage::NotDigits => LockMsg::NotDigits.say(lang),
            UnlockMessage::Wrong => LockMsg::Wrong.say(lang),
            UnlockMessage::RecordError(problem) => problem_words(problem).say(lang),
            UnlockMessage::NotGivenUp => LockMsg::NotGivenUp.say(lang),
        };
        Some(view! {
            <Notice kind=NoticeKind::Warning>
                <p>{text}</p>
            </Notice>
        })
    };
    let words = move || {
        let words = if busy.get() {
            LockMsg::Opening
        } else {
            LockMsg::Unlock
        };
        words.say(lang)
    };
    view! {
        <Heading text=LockMsg::UnlockTitle.say(lang) lead=LockMsg::UnlockLead.say(lang) />
        <form class="fields" novalidate="" autocomplete="off" on:submit=open>
            <PinField id=PIN label=LockMsg::Pin.say(lang) />
            <div id=TOLD role="alert">{outcome}</div>
            <div class="actions">
                <button class="button" id="unlock" type="submit">
                    {words}
                </button>
            </div>
        </form>
        <details class="section">
            <summary>{LockMsg::Forgotten.say(lang)}</summary>
            <p>{LockMsg::ForgottenExplained.say(lang)}</p>
            <div class="actions">
                <button class="button button--danger" id="give-up" type="button" on:click=give_up>
                    {LockMsg::GiveUp.say(lang)}
                </button>
            </div>
        </details>
    }
}
