//! The pre-check of any service: one question at a time, then what follows from the answers.

mod advice;
mod given;
mod question_page;
mod result_page;
#[cfg(test)]
mod tests;
mod turn;
mod words;

pub use question_page::QuestionPage;
pub use result_page::ResultPage;
pub use turn::first_open;
