//! One question as a page puts it: heading, help, error, and a way to answer for each kind.

mod asked;
pub mod behaviour;
mod choice;
mod date;
#[cfg(test)]
mod examples;
mod place;
mod text;
mod view;

pub use asked::{Asked, NO, Offer, YES};
pub use view::Question;
