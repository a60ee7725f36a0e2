//! The rules of the bureau's services: answers, definitions, identity numbers, pre-checks.
//!
//! Deliberately absent: input and output, clock, randomness, async, the browser. Today and every other input
//! is an argument, so the device, the server and the officer's command line come to the same result.
//!
//! Start reading at [`definition::ServiceDefinition`], then [`validate::validate`] and [`precheck`]. With the
//! feature `source`, `source::compile` turns the officers' files into a [`catalogue::Catalogue`].
//!
//! Tested beside the code, by properties in `tests/`, and by the worked cases in `services/cases/`.

pub mod address;
pub mod age;
pub mod answers;
mod as_text;
pub mod bank;
pub mod base64url;
pub mod calendar;
pub mod catalogue;
pub mod code;
pub mod condition;
pub mod date;
pub mod decimal;
pub mod decode;
pub mod definition;
pub mod draft;
pub mod due;
pub mod evaluate;
pub mod finish;
pub mod flow;
pub mod ics;
pub mod id;
pub mod identity;
pub mod instant;
pub mod kept;
pub mod mask;
pub mod mobile;
pub mod money;
pub mod name;
pub mod offer;
pub mod ordered;
pub mod policy;
pub mod precheck;
pub mod receipt;
pub mod report;
pub mod setting;
pub mod slot;
#[cfg(feature = "source")]
pub mod source;
pub mod submission;
pub mod sync;
pub mod text;
pub mod transfer;
pub mod truth;
pub mod validate;
pub mod width;
pub mod wire;
