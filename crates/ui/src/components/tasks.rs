//! Rows that lead to what a person can go on with: a link with a line below, and a word for how it stands.

use super::{Icon, Size};
use crate::i18n::{Msg, SendMsg};
use civil_affairs_domain::value::text::Lang;
use leptos::prelude::*;

/// The three words that are never mixed (design §1), and one for what is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 草稿.
    Draft,
    /// 待提交.
    Waiting,
    /// 已提交.
    Received,
    /// Received, and at its end: a green tick would say that something is still to come.
    Over,
}

impl Standing {
    /// The word.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Standing::Draft => Msg::StateDraft.say(lang),
            Standing::Waiting => Msg::StateWaiting.say(lang),
            Standing::Received => SendMsg::StateReceived.say(lang),
            Standing::Over => SendMsg::StateOver.say(lang),
        }
    }

    /// The word as a tag.
    pub fn tag(self, lang: Lang) -> impl IntoView {
        let (class, icon) = match self {
            Standing::Draft => ("tag", "edit"),
            Standing::Waiting => ("tag tag--waiting", "clock"),
            Standing::Received => ("tag tag--received", "saved"),
            Standing::Over => ("tag", "saved"),
        };
        view! {
            <span class=class>
                <Icon name=icon size=Size::Small />
                {self.word(lang)}
            </span>
        }
    }
}

/// A row.
pub fn task(href: String, title: String, line: String, standing: Standing, lang: Lang) -> AnyView {
    view! {
        <li>
            <a class="task" href=href>
                <span>
                    <span class="task__title">{title}</span>
                    <span class="task__line">{line}</span>
                </span>
                {standing.tag(lang)}
            </a>
        </li>
    }
    .into_any()
}

/// Rows under a title; nothing where there are none.
pub fn tasks(title: &'static str, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{title}</h2>
                <ul class="tasks">{rows}</ul>
            </section>
        }
        .into_any()
    })
}
