//! The one loader of the officers' data: `services/` and `policy/` become a catalogue, or every mistake is told.
//!
//! Start with [`load`], which reads both folders, and [`compile`], which makes a
//! [`Catalogue`](civil_affairs_domain::form::catalogue::Catalogue) of the texts. Server, command line, simulation and
//! tests all read the data through this crate. Deliberately absent: the rules themselves, which are the domain's.

mod changes;
mod check;
mod compile;
mod expand;
mod folder;
mod known_parameters;
mod load_error;
mod nearest;
mod parse;
mod reach;
mod schema;
mod service_part;
mod source_file;
pub mod telephone;
mod template;
mod texts;
mod worked_case;

pub use changes::{changes, no_longer_open};
pub use compile::{Compiled, compile};
pub use folder::{DefinitionsError, load, read, read_folder};
pub use known_parameters::read_by_code;
pub use load_error::{LoadError, Severity};
pub use schema::Schema;
pub use source_file::SourceFile;
pub use template::{TemplateError, new_service};
pub use worked_case::{CaseFile, CaseVerdict, Expect, Mismatch, WorkedCase};

#[cfg(test)]
mod tests;
