//! Asks once more before something that cannot be undone.

use super::{Notice, NoticeKind};
use crate::i18n::Msg;
use civil_affairs_client::platform::{page, timer};
use civil_affairs_domain::value::text::Lang;
use leptos::prelude::*;

/// Where it stands.
const PLACE: &str = "sure";

/// Moves the focus to the question, once it stands there.
pub fn focus_sure() {
    timer::soon(|| page::focus_id(PLACE));
}

/// The question with both ways out: `go` does it, `stay` leaves everything as it is.
#[component]
pub fn Sure(
    lang: Lang,
    /// What it means.
    words: &'static str,
    /// What the button says that does it.
    label: &'static str,
    /// The button's id.
    #[prop(default = "do-it")]
    id: &'static str,
    go: Callback<()>,
    stay: Callback<()>,
) -> impl IntoView {
    view! {
        <div role="alert" id=PLACE tabindex="-1">
            <Notice kind=NoticeKind::Warning>
                <p>{words}</p>
                <div class="actions">
                    <button
                        class="button button--danger"
                        id=id
                        type="button"
                        on:click=move |_| go.run(())
                    >
                        {label}
                    </button>
                    <button
                        class="button button--quiet"
                        type="button"
                        on:click=move |_| stay.run(())
                    >
                        {Msg::NoGoBack.say(lang)}
                    </button>
                </div>
            </Notice>
        </div>
    }
}
