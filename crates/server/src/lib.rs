//! The intake server and the officer's command line.
//!
//! HTTP, settings, commands and the log. What is done with a case stands in `civil-affairs-cases`, SQL in
//! `civil-affairs-store`, rules of a service in the domain, reading its definitions in `civil-affairs-definitions`.
//! Start reading at [`cli`]. Tested in-process beside the code and with the real binary in `tests/`.

pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod http;
pub mod log;
pub mod notices;
pub mod version;
