//! Provinces and prefectures for a place outside Yiwu.

use super::name;
use civil_affairs_client::context::Ground;
use civil_affairs_domain::form::definition::{Kind, Question};
use civil_affairs_ui::question::{
    OfferedAnswer,
    place_parts::{Province, provinces},
};

/// None for a question that asks for no place.
pub fn regions(ground: &Ground, question: &Question) -> Vec<Province> {
    let list = match question.kind {
        Kind::Address => ground.policy().list("regions"),
        _ => None,
    };
    let items = list.map(|list| list.items.as_slice()).unwrap_or_default();
    let offers = items.iter().map(|item| OfferedAnswer {
        code: item.code.clone(),
        text: name(item, ground.lang),
        hint: None,
    });
    provinces(offers.collect())
}
