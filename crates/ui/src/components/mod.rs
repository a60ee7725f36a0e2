//! Parts that pages are made of.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod basis;
mod heading;
mod icon;
mod lines;
mod notice;
mod pin_field;
mod points;
mod problem;
mod saved;
mod status;
mod sure;
mod tasks;

pub use basis::Basis;
pub use heading::{BackLink, Heading, set_title};
pub use icon::{Icon, IconSize, install_sprite};
pub use lines::{Emergency, Lines};
pub use notice::{Notice, NoticeKind};
pub use pin_field::PinField;
pub use points::{Points, Steps};
pub use problem::{ProblemNotice, problem_words};
pub use saved::Saved;
pub use status::{received_word, status_tag, status_word};
pub use sure::{Sure, focus_sure};
pub use tasks::{task, tasks};
