//! The first wish.

use super::{
    picker::{Pick, Picker},
    view::Input,
};
use civil_affairs_domain::form::answers::Raw;
use leptos::prelude::*;

/// One slot.
#[component]
pub(super) fn SlotField(input: Input) -> impl IntoView {
    let Input {
        asked,
        lang,
        invalid,
        answer,
        leave,
        ..
    } = input;
    let pick = Pick {
        offer: asked.slots.clone().unwrap_or_default(),
        lang,
        begun: match &asked.raw {
            Some(Raw::Slot(slot)) => slot.clone(),
            _ => Default::default(),
        },
        others: Vec::new(),
        invalid,
        choose: Callback::new(move |slot| {
            answer.run(Raw::Slot(slot));
            leave.run(());
        }),
    };
    view! { <Picker pick=pick /> }
}
