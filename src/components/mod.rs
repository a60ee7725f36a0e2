//! Parts that pages are made of. Those with behaviour have a folder: view, pure behaviour, examples.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod basis;
mod diagnosis;
mod elsewhere;
mod heading;
mod icon;
mod install_hint;
mod lines;
mod notice;
mod pin_field;
mod points;
mod problem;
pub mod question;
mod saved;
mod shell;
mod sure;
mod tasks;
mod update;

pub use basis::Basis;
pub use diagnosis::Diagnosis;
pub use elsewhere::OpenElsewhere;
pub use heading::{BackLink, Heading, set_title};
pub use icon::{Icon, Size, install_sprite};
pub use install_hint::InstallHint;
pub use lines::{Emergency, Lines};
pub use notice::{Notice, NoticeKind};
pub use pin_field::PinField;
pub use points::{Points, Steps};
pub use problem::{ProblemNotice, problem_words};
pub use saved::Saved;
pub use shell::{Footer, Header, SkipLink};
pub use sure::{Sure, focus_sure};
pub use tasks::{Standing, task, tasks};
pub use update::UpdateNotice;
