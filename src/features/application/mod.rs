//! What became of an application that the bureau has, and what the person can do with it.

mod actions;
mod again;
mod applications;
mod case_history;
mod handing;
mod invite;
mod own_copy;
mod partner;
mod progress;
mod qr;
mod supplement;
mod times;

pub use actions::{CaseActions, LookAgain};
pub use applications::Applications;
pub use case_history::{CaseProgress, current_state, history};
pub use invite::Invite;
pub use own_copy::{OwnCopy, retention_words};
pub use partner::Partner;
pub use progress::Progress;
pub use qr::{RECEIPT, ReceiptQr};
pub use supplement::Supplement;
pub use times::Times;

use civil_affairs_client::queue::use_queue;
use civil_affairs_domain::{protocol::wire::Action, record::queue::QueueRecord, value::text::Lang};
use civil_affairs_ui::{
    components::{Notice, NoticeKind},
    i18n::FollowMsg,
};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The item of a page that takes something to the bureau: one that the bureau has.
fn received(id: &str) -> Option<Rc<QueueRecord>> {
    use_queue().get(id).filter(|item| item.receipt().is_some())
}

/// Puts an action on its way, and then goes on; `failed` is set where the device did not store it.
fn act(item: &QueueRecord, action: Action, failed: RwSignal<bool>, done: impl FnOnce() + 'static) {
    let (queue, draft) = (use_queue(), item.draft);
    spawn_local(async move {
        match queue.act(&draft, &action).await {
            Ok(()) => done(),
            Err(_) => {
                failed.try_set(true);
            }
        }
    });
}

/// Says that the device did not store it, while that is so.
fn not_stored(failed: RwSignal<bool>, lang: Lang) -> impl IntoView {
    let progress = move || {
        failed.get().then(|| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{FollowMsg::NotStored.say(lang)}</p>
                </Notice>
            }
        })
    };
    view! { <div role="alert">{progress}</div> }
}
