//! One module per page.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod about;
mod asking;
mod data;
mod form;
mod help;
mod home;
mod not_found;
pub mod offers;
mod precheck;
mod service;

pub use about::About;
pub use data::Data;
pub use form::{Answers, DraftQuestion, Finished, Sections};
pub use help::Help;
pub use home::Home;
pub use not_found::NotFound;
pub use precheck::{QuestionPage, ResultPage};
pub use service::Service;
