//! Why answers are not kept, in plain words, with the way out where there is one.

use super::{Notice, NoticeKind};
use crate::i18n::{DeviceMsg, Msg};
use civil_affairs_client::{
    autosaver::{Autosaver, Saving},
    settings::use_settings,
    synced_record::RecordError,
};
use leptos::prelude::*;

/// Shows while there is a problem.
#[component]
pub fn ProblemNotice(autosaver: Autosaver) -> impl IntoView {
    let autosaver = StoredValue::new_local(autosaver);
    let settings = use_settings();
    let problem = Memo::new(move |_| match autosaver.with_value(Autosaver::saving) {
        Saving::Failed(problem) => Some(problem),
        Saving::Nothing | Saving::Writing | Saving::Saved(_) => None,
    });
    move || {
        let lang = settings.lang();
        problem.get().map(|problem| {
            if problem == RecordError::NoStorage && settings.is_shared() {
                return view! {
                    <Notice kind=NoticeKind::Info>
                        <p>{DeviceMsg::SharedNotStored.say(lang)}</p>
                    </Notice>
                }
                .into_any();
            }
            let start_over = problem.can_forget().then(|| {
                view! {
                    <div class="actions">
                        <button
                            class="button button--secondary"
                            type="button"
                            on:click=move |_| autosaver.with_value(Autosaver::forget_stored)
                        >
                            {Msg::StartOver.say(lang)}
                        </button>
                    </div>
                }
            });
            view! {
                <div role="alert">
                    <Notice kind=NoticeKind::Warning title=Msg::ProblemTitle.say(lang)>
                        <p>{problem_words(problem).say(lang)}</p>
                        {start_over}
                    </Notice>
                </div>
            }
            .into_any()
        })
    }
}

/// What is said of a problem.
pub fn problem_words(problem: RecordError) -> Msg {
    match problem {
        RecordError::NoStorage => Msg::ProblemNoStorage,
        RecordError::NoCrypto => Msg::ProblemNoCrypto,
        RecordError::KeyMissing => Msg::ProblemKeyMissing,
        RecordError::Damaged => Msg::ProblemDamaged,
        RecordError::NewerApp => Msg::ProblemNewerApp,
        RecordError::Blocked => Msg::ProblemBlocked,
        RecordError::Full => Msg::ProblemFull,
        RecordError::Storage => Msg::ProblemStorage,
    }
}
