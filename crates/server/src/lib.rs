//! The intake server and the officer's command line.
//!
//! Definitions are read and compiled by the crate `definitions`; every rule lives in the domain. Start reading at
//! [`cli`]. Tested in-process beside the code and with the real binary in `tests/`.

pub mod backup;
pub mod case;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod entropy;
pub mod intake;
pub mod keys;
pub mod log;
pub mod notices;
pub mod receipt;
pub mod restore;
pub mod serve;
pub mod store;
pub mod verify;
