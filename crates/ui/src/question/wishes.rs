//! Further wishes in the order of their rank: add, change, move up and down, take away.

use super::{
    picker::{Pick, Picker},
    slot_offer::{SlotOffer, begun, moved},
    view::Input,
};
use crate::i18n::{Msg, phrase};
use civil_affairs_client::platform::{page, timer};
use civil_affairs_domain::{form::answers::Raw, value::slot::TypedSlot, value::text::Lang};
use leptos::prelude::*;
use std::sync::Arc;

/// Several slots.
#[component]
pub(super) fn Wishes(input: Input, max: u32) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let offer = asked.slots.clone().unwrap_or_default();
    let list = match &asked.raw {
        Some(Raw::Slots(wishes)) => wishes.clone(),
        _ => Vec::new(),
    };
    let first = offer.first.as_ref().map(|first| {
        let words = words(&offer, first, lang);
        view! { <p class="wish__first">{phrase::first_wish(&words, lang)}</p> }
    });
    let half = list.iter().position(|wish| offer.time(wish).is_none());
    let state = WishListState {
        offer,
        lang,
        max: usize::try_from(max).unwrap_or(usize::MAX),
        // An open place to begin with, else the one that wants something.
        open: RwSignal::new(if list.is_empty() { Some(0) } else { half }),
        list: RwSignal::new(if list.is_empty() {
            vec![TypedSlot::default()]
        } else {
            list
        }),
        shape: RwSignal::new(0),
        told: RwSignal::new(String::new()),
        invalid,
        tell: Callback::new(move |wishes: Vec<TypedSlot>| {
            answer.run(Raw::Slots(begun(&wishes)));
            leave.run(());
        }),
    };
    let told = state.told;
    view! {
        {first}
        <Rows state=state />
        <p class="unseen" role="status">
            {move || told.get()}
        </p>
    }
}

/// What the parts share.
#[derive(Clone)]
struct WishListState {
    offer: Arc<SlotOffer>,
    lang: Lang,
    max: usize,
    list: RwSignal<Vec<TypedSlot>>,
    /// The wish that is being chosen.
    open: RwSignal<Option<usize>>,
    /// Counts what changes the list as a whole. A choice inside an open wish does not, so that the focus stays.
    shape: RwSignal<u32>,
    /// For screen readers: what has just happened.
    told: RwSignal<String>,
    invalid: Signal<bool>,
    tell: Callback<Vec<TypedSlot>>,
}

impl WishListState {
    fn choose(&self, index: usize, slot: TypedSlot) {
        self.list.update(|list| {
            if let Some(wish) = list.get_mut(index) {
                *wish = slot;
            }
        });
        self.tell.run(self.list.get_untracked());
    }

    /// Another list, another open wish, and where the focus goes.
    fn reshape(&self, list: Vec<TypedSlot>, open: Option<usize>, told: String, focus: String) {
        self.list.set(list);
        self.open.set(open);
        self.told.set(told);
        self.shape.update(|shape| *shape += 1);
        timer::soon(move || page::focus_id(&focus));
    }

    fn open(&self, index: usize) {
        let list = self.list.get_untracked();
        self.reshape(list, Some(index), String::new(), "q-part".to_owned());
    }

    fn close(&self, index: usize) {
        let list = self.list.get_untracked();
        self.reshape(list, None, String::new(), change_id(index, true));
    }

    fn add(&self) {
        let list = begun(&self.list.get_untracked());
        let at = list.len();
        let list = list.into_iter().chain([TypedSlot::default()]).collect();
        self.reshape(list, Some(at), String::new(), "q-part".to_owned());
    }

    fn remove(&self, index: usize) {
        let mut list = self.list.get_untracked();
        if index < list.len() {
            list.remove(index);
        }
        self.tell.run(list.clone());
        let told = phrase::wish_removed(index + 1, self.lang);
        let focus = add_id(&list);
        self.reshape(list, None, told, focus.to_owned());
    }

    fn shift(&self, from: usize, to: usize) {
        let list = moved(&self.list.get_untracked(), from, to);
        self.tell.run(list.clone());
        let told = phrase::wish_moved(to + 1, self.lang);
        self.reshape(list, None, told, change_id(to, true));
    }
}

/// Where a link from the error summary leads: into the open wish if there is one, else to the first button.
const FIRST: &str = "q-0";

fn change_id(index: usize, all_closed: bool) -> String {
    if index == 0 && all_closed {
        FIRST.to_owned()
    } else {
        format!("q-wish-{index}")
    }
}

fn add_id(list: &[TypedSlot]) -> &'static str {
    if list.is_empty() { FIRST } else { "q-add" }
}

fn words(offer: &SlotOffer, slot: &TypedSlot, lang: Lang) -> String {
    offer
        .words(slot)
        .unwrap_or_else(|| Msg::SlotGone.say(lang).to_owned())
}

#[component]
fn Rows(state: WishListState) -> impl IntoView {
    move || {
        state.shape.track();
        let list = state.list.get_untracked();
        let open = state.open.get_untracked();
        let rows = (0..list.len())
            .map(|index| {
                if open == Some(index) {
                    open_row(&state, index, &list)
                } else {
                    closed_row(&state, index, &list, open.is_none())
                }
            })
            .collect_view();
        let adding = state.clone();
        let add = (open.is_none() && list.len() < state.max).then(|| {
            view! {
                <button
                    class="button button--secondary"
                    type="button"
                    id=add_id(&list)
                    on:click=move |_| adding.add()
                >
                    {Msg::AddWish.say(state.lang)}
                </button>
            }
        });
        view! {
            <ol class="wishes">{rows}</ol>
            {add}
        }
    }
}

fn open_row(state: &WishListState, index: usize, list: &[TypedSlot]) -> AnyView {
    let others = list
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != index)
        .map(|(_, wish)| wish.clone());
    let (choosing, closing, removing) = (state.clone(), state.clone(), state.clone());
    let pick = Pick {
        offer: state.offer.clone(),
        lang: state.lang,
        begun: list.get(index).cloned().unwrap_or_default(),
        others: others.chain(state.offer.first.clone()).collect(),
        invalid: state.invalid,
        choose: Callback::new(move |slot| choosing.choose(index, slot)),
    };
    let (offer, wishes) = (state.offer.clone(), state.list);
    let is_chosen = Memo::new(move |_| {
        wishes.with(|list| {
            list.get(index)
                .is_some_and(|wish| offer.time(wish).is_some())
        })
    });
    let begun = Memo::new(move |_| {
        wishes.with(|list| {
            list.len() > 1 || list.get(index).is_some_and(|wish| !wish.date.is_empty())
        })
    });
    let lang = state.lang;
    let done = move || {
        let closing = closing.clone();
        is_chosen.get().then(|| {
            view! {
                <button
                    class="button button--secondary"
                    type="button"
                    on:click=move |_| closing.close(index)
                >
                    {Msg::WishChosen.say(lang)}
                </button>
            }
        })
    };
    let remove = move || {
        let removing = removing.clone();
        begun.get().then(|| {
            view! {
                <button
                    class="button button--quiet"
                    type="button"
                    on:click=move |_| removing.remove(index)
                >
                    {Msg::RemoveWish.say(lang)}
                </button>
            }
        })
    };
    view! {
        <li class="wish wish--open">
            <p class="wish__rank">{phrase::wish(index + 1, lang)}</p>
            <Picker pick=pick />
            <div class="wish__tools">{done} {remove}</div>
        </li>
    }
    .into_any()
}

fn closed_row(
    state: &WishListState,
    index: usize,
    list: &[TypedSlot],
    all_closed: bool,
) -> AnyView {
    let lang = state.lang;
    let wish = list.get(index).cloned().unwrap_or_default();
    let rank = phrase::wish(index + 1, lang);
    let tool = |id: Option<String>, msg: Msg, press: Callback<WishListState>| {
        let state = state.clone();
        let rank = rank.clone();
        view! {
            <button
                class="button button--quiet"
                type="button"
                id=id
                on:click=move |_| press.run(state.clone())
            >
                {msg.say(lang)}
                <span class="unseen">{format!(" {rank}")}</span>
            </button>
        }
    };
    let up = (index > 0).then(|| {
        tool(
            None,
            Msg::MoveUp,
            Callback::new(move |state: WishListState| state.shift(index, index - 1)),
        )
    });
    let down = (index + 1 < list.len()).then(|| {
        tool(
            None,
            Msg::MoveDown,
            Callback::new(move |state: WishListState| state.shift(index, index + 1)),
        )
    });
    let change = tool(
        Some(change_id(index, all_closed)),
        Msg::Change,
        Callback::new(move |state: WishListState| state.open(index)),
    );
    let remove = tool(
        None,
        Msg::RemoveWish,
        Callback::new(move |state: WishListState| state.remove(index)),
    );
    view! {
        <li class="wish">
            <p class="wish__rank">{rank.clone()}</p>
            <p class="wish__words">{words(&state.offer, &wish, lang)}</p>
            <div class="wish__tools">{change} {up} {down} {remove}</div>
        </li>
    }
    .into_any()
}
