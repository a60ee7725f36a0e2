//! The one loader of the officers' data: `services/` and `policy/` become a catalogue, or every mistake is told.
//!
//! Start with [`load`], which reads both folders, and [`compile`], which makes a
//! [`Catalogue`](civil_affairs_domain::form::catalogue::Catalogue) of the texts. Server, command line, simulation and
//! tests all read the data through this crate. Deliberately absent: the rules themselves, which are the domain's.

mod check;
mod compile;
mod expand;
mod folder;
mod load_error;
mod parse;
mod reach;
mod texts;
mod worked_case;

pub use compile::{Compiled, SourceFile, compile};
pub use folder::{DefinitionsError, load, read, read_folder};
pub use load_error::LoadError;
pub use worked_case::{CaseFile, Expect, Mismatch, WorkedCase};

#[cfg(test)]
mod tests;
