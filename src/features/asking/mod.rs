//! Asking: which question stands where, how it is put, what is said about its answer. The same for the pre-check
//! and for the form.

mod answer_session;
mod elsewhere;
mod entries;
mod form_state;
mod given;
mod placed_question;
mod question_page;
mod words;

pub use answer_session::AnswerSession;
pub use elsewhere::OpenElsewhere;
pub use form_state::{FormState, QuestionSet, evaluate, precheck_steps};
pub use given::{Given, as_typed, list as given};
#[cfg(all(test, not(target_arch = "wasm32")))]
pub use placed_question::PlacedQuestion;
pub use question_page::question_page;
pub use words::{fill, finding, of as words};
