//! The word that every screen says of a form: 草稿, 待提交 or 已提交.
//!
//! 已提交 stands here and nowhere else, and only a verified receipt brings it on a screen.

use super::{Icon, IconSize};
use crate::i18n::{Msg, SendMsg};
use civil_affairs_domain::{
    record::queue::{SubmissionStatus, VerifiedReceipt},
    value::text::Lang,
};
use leptos::prelude::*;

/// The word of a status.
pub fn status_word(status: &SubmissionStatus, lang: Lang) -> &'static str {
    match status {
        SubmissionStatus::Draft => Msg::StateDraft.say(lang),
        SubmissionStatus::Waiting => Msg::StateWaiting.say(lang),
        SubmissionStatus::Received(receipt) => received_word(receipt, lang),
        SubmissionStatus::Over(_) => SendMsg::StateOver.say(lang),
    }
}

/// 已提交, for what this receipt is of.
pub fn received_word(_: &VerifiedReceipt, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "已提交",
        Lang::En => "Received",
    }
}

/// The word as a tag with a symbol.
pub fn status_tag(status: &SubmissionStatus, lang: Lang) -> impl IntoView + use<> {
    let (class, icon) = match status {
        SubmissionStatus::Draft => ("tag", "edit"),
        SubmissionStatus::Waiting => ("tag tag--waiting", "clock"),
        SubmissionStatus::Received(_) => ("tag tag--received", "saved"),
        SubmissionStatus::Over(_) => ("tag", "saved"),
    };
    view! {
        <span class=class>
            <Icon name=icon size=IconSize::Small />
            {status_word(status, lang)}
        </span>
    }
}
