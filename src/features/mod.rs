//! What a citizen does with the app, one folder a task.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

pub mod application;
mod asking;
pub mod device;
pub mod form;
pub mod help;
pub mod home;
mod item_row;
pub mod precheck;
pub mod question_options;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod real;
pub mod service;
