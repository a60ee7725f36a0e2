//! A day in three fields: nobody scrolls through sixty years of a calendar to a birth date.

use super::{
    behaviour::{DateParts, PERMANENT},
    view::Input,
};
use crate::i18n::Msg;
use civil_affairs_domain::form::answers::Raw;
use leptos::prelude::*;

/// Year, month and day, and 长期有效 where that is an answer.
#[component]
pub(super) fn DateFields(input: Input, or_permanent: bool) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let typed = asked.typed();
    let permanent = RwSignal::new(typed == PERMANENT);
    let parts = RwSignal::new(DateParts::of(&typed));
    let tell = move || {
        answer.run(Raw::Text(if permanent.get_untracked() {
            PERMANENT.to_owned()
        } else {
            parts.with_untracked(DateParts::text)
        }));
    };
    let part = move |id: &'static str,
                     class: &'static str,
                     label: Msg,
                     read: Read,
                     write: Write,
                     length: &'static str| {
        view! {
            <div class=class>
                <label for=id>{label.say(lang)}</label>
                <input
                    class="input"
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength=length
                    aria-invalid=move || invalid.get().then_some("true")
                    prop:value=move || parts.with(read)
                    on:input=move |event| {
                        parts.update(|parts| write(parts, event_target_value(&event)));
                        permanent.set(false);
                        tell();
                    }
                    on:blur=move |_| leave.run(())
                />
            </div>
        }
    };
    let without_end = or_permanent.then(|| {
        view! {
            <p class="choices__or">{Msg::Or.say(lang)}</p>
            <div class="choice">
                <input
                    type="checkbox"
                    id="q-permanent"
                    autocomplete="off"
                    prop:checked=move || permanent.get()
                    on:change=move |event| {
                        let ticked = event_target_checked(&event);
                        permanent.set(ticked);
                        if ticked {
                            parts.set(DateParts::default());
                        }
                        tell();
                        leave.run(());
                    }
                />
                <label for="q-permanent">{Msg::Permanent.say(lang)}</label>
            </div>
        }
    });
    view! {
        <div class="date">
            {part(
                "q-year",
                "date__part date__part--year",
                Msg::Year,
                |parts| parts.year.clone(),
                |parts, text| parts.year = text,
                "4",
            )}
            {part(
                "q-month",
                "date__part",
                Msg::Month,
                |parts| parts.month.clone(),
                |parts, text| parts.month = text,
                "2",
            )}
            {part("q-day", "date__part", Msg::Day, |parts| parts.day.clone(), |parts, text| parts.day = text, "2")}
        </div>
        {without_end}
    }
}

type Read = fn(&DateParts) -> String;
type Write = fn(&mut DateParts, String);
