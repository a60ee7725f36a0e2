//! Asking: which question stands where, how it is put, what is said about its answer. The same for the pre-check
//! and for the form.

mod elsewhere;
mod entries;
mod given;
mod question_page;
mod sheet;
mod sight;
mod turn;
mod words;

pub use elsewhere::OpenElsewhere;
pub use given::{Given, as_typed, list as given};
pub use question_page::question_page;
pub use sheet::Sheet;
pub use sight::{Course, Sight, look, precheck_steps};
#[cfg(all(test, not(target_arch = "wasm32")))]
pub use turn::Turn;
pub use words::{fill, finding, of as words};
