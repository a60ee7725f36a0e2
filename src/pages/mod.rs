//! One module per page.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod about;
mod asking;
mod data;
mod follow;
mod form;
mod help;
mod home;
mod install;
mod item_row;
pub mod later;
mod leaflet;
mod not_found;
pub mod offers;
mod pin;
mod precheck;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod real;
mod service;
mod settings;
mod transfer;
mod unlock;

pub use about::About;
pub use data::Data;
pub use follow::{Applications, OwnCopy, Partner, Progress, Supplement, Times};
pub use form::{Answers, DraftQuestion, Finished, Sections};
pub use help::Help;
pub use home::Home;
pub use install::Install;
pub use leaflet::Leaflet;
pub use not_found::NotFound;
pub use precheck::{QuestionPage, ResultPage};
pub use service::Service;
pub use settings::SettingsPage;
pub use transfer::Transfer;
pub use unlock::Unlock;
