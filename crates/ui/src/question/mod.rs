//! One question as a page puts it: heading, help, error, and a way to answer for each kind.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod asked;
pub mod behaviour;
mod choice;
mod date;
#[cfg(test)]
mod examples;
pub mod file_rules;
mod files;
mod groups;
mod picker;
mod place;
pub mod place_parts;
mod slot;
pub mod slot_offer;
#[cfg(test)]
mod tests;
mod text;
mod view;
mod wishes;

pub use asked::{NO, OfferedAnswer, QuestionView, YES};
pub use view::Question;
