//! The part of the settings that sets a PIN and takes it away.

use crate::features::device::unlock::typed_pin;
use civil_affairs_client::{
    lock::use_lock,
    platform::{navigation, page, timer},
    synced_record::RecordError,
};
use civil_affairs_domain::value::text::Lang;
use civil_affairs_ui::{
    components::{Notice, NoticeKind, PinField, problem_words},
    i18n::LockMsg,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

const FIRST: &str = "pin";
const AGAIN: &str = "pin-again";

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PinMessage {
    NotDigits,
    NotSame,
    RecordError(RecordError),
}

/// The part.
#[component]
pub fn Pin(lang: Lang) -> impl IntoView {
    let lock = use_lock();
    let message = RwSignal::new(None::<PinMessage>);
    let failed = move |problem| message.set(Some(PinMessage::RecordError(problem)));
    let tell = move |what, field: &'static str| {
        message.set(Some(what));
        timer::soon(move || page::focus_id(field));
    };
    let set = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(pin) = typed_pin(FIRST) else {
            return tell(PinMessage::NotDigits, FIRST);
        };
        if typed_pin(AGAIN).as_ref() != Some(&pin) {
            return tell(PinMessage::NotSame, AGAIN);
        }
        message.set(None);
        spawn_local(async move {
            match lock.set(&pin).await {
                Ok(()) => timer::soon(|| page::focus_id("pin-on")),
                Err(problem) => failed(problem),
            }
        });
    };
    let remove = move |_| {
        spawn_local(async move {
            if let Err(problem) = lock.remove().await {
                failed(problem);
            }
        });
    };
    let outcome = move || {
        let text = match message.get()? {
            PinMessage::NotDigits => LockMsg::NotDigits.say(lang),
            PinMessage::NotSame => LockMsg::NotSame.say(lang),
            PinMessage::RecordError(problem) => problem_words(problem).say(lang),
        };
        Some(view! {
            <Notice kind=NoticeKind::Warning>
                <p>{text}</p>
            </Notice>
        })
    };
    let body = move || {
        if lock.has_pin() {
            return view! {
                <p id="pin-on" tabindex="-1">
                    {LockMsg::IsOn.say(lang)}
                </p>
                <div class="actions">
                    <button
                        class="button button--secondary"
                        id="lock-now"
                        type="button"
                        on:click=|_| navigation::restart()
                    >
                        {LockMsg::LockNow.say(lang)}
                    </button>
                    <button
                        class="button button--quiet"
                        id="remove-pin"
                        type="button"
                        on:click=remove
                    >
                        {LockMsg::Remove.say(lang)}
                    </button>
                </div>
            }
            .into_any();
        }
        view! {
            <p>{LockMsg::Explained.say(lang)}</p>
            <p>
                <strong>{LockMsg::Warning.say(lang)}</strong>
            </p>
            <form class="fields" novalidate="" autocomplete="off" on:submit=set>
                <PinField id=FIRST label=LockMsg::Pin.say(lang) hint=LockMsg::Hint.say(lang) />
                <PinField id=AGAIN label=LockMsg::Again.say(lang) />
                <div class="actions">
                    <button class="button button--secondary" id="set-pin" type="submit">
                        {LockMsg::Set.say(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <h2>{LockMsg::Title.say(lang)}</h2>
            {body}
            <div role="alert">{outcome}</div>
        </section>
    }
}
