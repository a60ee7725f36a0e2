//! Choosing a slot step by step: office where there are several, day, time. What is chosen folds into a line with
//! a button to change it, so that a phone shows one short list at a time.
//!
//! Days are buttons and not radio buttons: the list gives way to the times as soon as one is pressed, and arrow keys
//! must not do that.

use super::slot_offer::{Office, PickStep, SlotOffer, WEEKS, Week};
use crate::{
    components::{Icon, IconSize},
    i18n::{Msg, phrase},
};
use civil_affairs_client::platform::{page, timer};
use civil_affairs_domain::{value::slot::TypedSlot, value::text::Lang};
use leptos::prelude::*;
use std::sync::Arc;

/// Id of the heading of what is being chosen.
const PART: &str = "q-part";

/// What a picker is given.
#[derive(Clone)]
pub(super) struct Pick {
    pub(super) offer: Arc<SlotOffer>,
    pub(super) lang: Lang,
    /// The wish as it stands.
    pub(super) begun: TypedSlot,
    /// Wishes whose times are not offered again.
    pub(super) others: Vec<TypedSlot>,
    pub(super) invalid: Signal<bool>,
    /// With each choice.
    pub(super) choose: Callback<TypedSlot>,
}

/// One slot.
#[component]
pub(super) fn Picker(pick: Pick) -> impl IntoView {
    let Pick {
        offer,
        lang,
        begun,
        others,
        invalid,
        choose,
    } = pick;
    // A day that can no longer be had is named once more: nobody should wonder where it went.
    let gone = (!begun.date.is_empty() && offer.day(&begun).is_none())
        .then(|| view! { <p class="slot__gone">{Msg::SlotGone.say(lang)}</p> });
    let begun = offer.begin(&begun);
    let stage = RwSignal::new(offer.stage(&begun));
    let slot = RwSignal::new(begun);
    let turn_to = Callback::new(move |next: PickStep| {
        stage.set(next);
        timer::soon(|| page::focus_id(PART));
    });
    let take = {
        let offer = offer.clone();
        Callback::new(move |chosen: TypedSlot| {
            let next = offer.stage(&chosen);
            slot.set(chosen.clone());
            choose.run(chosen);
            if next != stage.get_untracked() {
                turn_to.run(next);
            }
        })
    };
    let part = move || {
        let now = slot.get_untracked();
        match stage.get() {
            PickStep::Office => offices(&offer, lang, &now, take),
            PickStep::Day => {
                let folded = chosen_office(&offer, lang, &now, turn_to);
                let days = days(&offer, lang, &now, take);
                view! {
                    {folded}
                    {days}
                }
                .into_any()
            }
            PickStep::Time => {
                let folded = chosen_office(&offer, lang, &now, turn_to);
                let day = offer.day(&now).map(|day| {
                    let text = format!("{} {}", day.text, day.weekday);
                    chosen(text, Msg::ChangeDay.say(lang), move || {
                        turn_to.run(PickStep::Day);
                    })
                });
                let times = times(&offer, lang, &now, &others, take);
                view! {
                    {folded}
                    {day}
                    {times}
                }
                .into_any()
            }
        }
    };
    view! {
        {gone}
        <div class="slot" class:slot--error=move || invalid.get()>
            {part}
        </div>
    }
}

/// What is chosen already, with the way back to it.
fn chosen(text: String, change: &'static str, back: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <p class="slot__chosen">
            <Icon name="check" size=IconSize::Small />
            <span class="slot__words">{text}</span>
            <button class="button button--quiet" type="button" on:click=move |_| back()>
                {change}
            </button>
        </p>
    }
    .into_any()
}

fn chosen_office(
    offer: &SlotOffer,
    lang: Lang,
    now: &TypedSlot,
    turn_to: Callback<PickStep>,
) -> Option<AnyView> {
    let office = offer.office(now).filter(|_| offer.offices.len() > 1)?;
    Some(chosen(
        office.name.clone(),
        Msg::ChangeOffice.say(lang),
        move || turn_to.run(PickStep::Office),
    ))
}

fn offices(
    offer: &Arc<SlotOffer>,
    lang: Lang,
    now: &TypedSlot,
    take: Callback<TypedSlot>,
) -> AnyView {
    let rows = offer
        .offices
        .iter()
        .enumerate()
        .map(|(index, office)| {
            let next = offer.with_office(now, &office.code);
            let pressed = office.code == now.office_id;
            button(
                index,
                office.name.clone(),
                String::new(),
                pressed,
                move || {
                    take.run(next.clone());
                },
            )
        })
        .collect_view();
    view! {
        <h2 class="slot__part" id=PART tabindex="-1">
            {Msg::WhichOffice.say(lang)}
        </h2>
        <ul class="slot__days slot__days--offices">{rows}</ul>
    }
    .into_any()
}

fn days(offer: &Arc<SlotOffer>, lang: Lang, now: &TypedSlot, take: Callback<TypedSlot>) -> AnyView {
    let all = offer
        .office(now)
        .map(|office: &Office| office.weeks.clone());
    let all = all.unwrap_or_default();
    if all.is_empty() {
        return view! { <p class="slot__none">{offer.none.clone()}</p> }.into_any();
    }
    let notes = offer
        .notes
        .iter()
        .map(|note| view! { <p class="small muted">{note.clone()}</p> })
        .collect_view();
    let count = all.len();
    let shown = RwSignal::new(offer.weeks_shown(now));
    let (offer, now) = (offer.clone(), now.clone());
    let weeks = move || {
        let mut before = 0;
        all.iter()
            .enumerate()
            .take(shown.get())
            .map(|(index, one)| {
                let view = week(&offer, one, (index, before), &now, take);
                before += one.days.len();
                view
            })
            .collect_view()
    };
    let later = move || {
        (shown.get() < count).then(|| {
            view! {
                <button
                    class="button button--secondary"
                    type="button"
                    on:click=move |_| {
                        let first = shown.get_untracked();
                        shown.set(first + WEEKS);
                        // The button may be gone now: go on where the new days begin.
                        timer::soon(move || page::focus_id(&week_id(first)));
                    }
                >
                    {Msg::LaterDays.say(lang)}
                </button>
            }
        })
    };
    view! {
        <h2 class="slot__part" id=PART tabindex="-1">
            {Msg::WhichDay.say(lang)}
        </h2>
        {notes}
        {weeks}
        {later}
    }
    .into_any()
}

fn week_id(index: usize) -> String {
    format!("q-week-{index}")
}

/// A week: which one it is, and how many days stand before it.
fn week(
    offer: &SlotOffer,
    week: &Week,
    (at, before): (usize, usize),
    now: &TypedSlot,
    take: Callback<TypedSlot>,
) -> AnyView {
    let rows = week
        .days
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let next = offer.with_day(now, &day.date);
            let pressed = day.date == now.date;
            button(
                before + index,
                day.text.clone(),
                day.weekday.clone(),
                pressed,
                move || take.run(next.clone()),
            )
        })
        .collect_view();
    let id = week_id(at);
    let title = id.clone();
    view! {
        <section class="slot__week" aria-labelledby=id>
            <h3 class="slot__title" id=title tabindex="-1">
                {week.title.clone()}
            </h3>
            <ul class="slot__days">{rows}</ul>
        </section>
    }
    .into_any()
}

/// A large button. The first of a list is where a link from the error summary leads.
fn button(
    index: usize,
    text: String,
    beside: String,
    pressed: bool,
    press: impl Fn() + Send + 'static,
) -> AnyView {
    let mark = pressed.then(|| view! { <Icon name="check" size=IconSize::Small /> });
    view! {
        <li>
            <button
                class="slot__day"
                type="button"
                id=format!("q-{index}")
                aria-pressed=pressed.to_string()
                on:click=move |_| press()
            >
                {mark}
                <span class="slot__words">{text}</span>
                <span class="slot__beside">{beside}</span>
            </button>
        </li>
    }
    .into_any()
}

fn times(
    offer: &SlotOffer,
    lang: Lang,
    now: &TypedSlot,
    others: &[TypedSlot],
    take: Callback<TypedSlot>,
) -> AnyView {
    let free = offer.free_times(now, others);
    let day = offer.day(now).map(|day| day.text.clone());
    let none = free
        .is_empty()
        .then(|| view! { <p class="slot__none">{Msg::AllTimesWished.say(lang)}</p> });
    let rows = free
        .into_iter()
        .enumerate()
        .map(|(index, time)| {
            let id = format!("q-{index}");
            let next = TypedSlot {
                start: time.start.clone(),
                ..now.clone()
            };
            let begun = time.start == now.start;
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        name="q-time"
                        id=id.clone()
                        value=time.start
                        autocomplete="off"
                        prop:checked=begun
                        on:change=move |_| take.run(next.clone())
                    />
                    <label for=id>{time.text}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="slot__times">
            <legend class="slot__part" id=PART tabindex="-1">
                {phrase::which_time(&day.unwrap_or_default(), lang)}
            </legend>
            {none}
            <div class="choices slot__hours">{rows}</div>
        </fieldset>
    }
    .into_any()
}
