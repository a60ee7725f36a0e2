//! The rules of the bureau's services: answers, definitions, identity numbers, pre-checks.
//!
//! Deliberately absent: input and output, clock, randomness, async, the browser. Today and every other input
//! is an argument, so the device, the server and the officer's command line come to the same result.
//!
//! Start reading at [`form::definition::ServiceDefinition`], then [`rules::validate::validate()`] and
//! [`rules::precheck`]. The crate `definitions` turns the officers' files into a [`form::catalogue::Catalogue`].
//!
//! Tested beside the code, by properties in `tests/`, and by the worked cases in `services/*/cases.toml`.

// The derived readers name this crate from outside.
extern crate self as civil_affairs_domain;

pub mod form;
pub mod lifecycle;
pub mod protocol;
pub mod record;
pub mod rules;
pub mod sync;
pub mod value;
