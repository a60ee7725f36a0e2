//! Provinces and prefectures for a place outside Yiwu.

use super::name;
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::form::definition::{Kind, Question};
use civil_affairs_ui::question::{
    OfferedAnswer,
    place_parts::{Province, provinces},
};

/// None for a question that asks for no place.
pub fn regions(context: &AppContext, question: &Question) -> Vec<Province> {
    let asks_for_place = question.kind == Kind::Address;
    let list = asks_for_place.then(|| context.policy().list("regions"));
    let list = list.flatten();
    let items = list.map(|list| list.items.as_slice()).unwrap_or_default();
    let offers = items.iter().map(|item| OfferedAnswer {
        code: item.code.clone(),
        text: name(item, context.lang),
        hint: None,
    });
    provinces(offers.collect())
}
