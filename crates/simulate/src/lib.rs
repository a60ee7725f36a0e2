//! The real machine that sends and the real intake, over the bytes of the wire, in one seeded world: what must hold
//! holds, and what is done wrong on purpose is found. A tool for developers; nothing of it is shipped.
//!
//! Start reading at [`world::World`]. `cargo xtask simulate` runs it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::print_stdout,
    reason = "a replayed world tells its story there"
)]

pub mod bureau;
pub mod chance;
pub mod device;
pub mod fault;
mod finished_form;
mod forger;
mod named;
pub mod post;
mod run;
pub mod tally;
pub mod world;
pub mod world_setup;
pub mod wrong;

pub use named::Counter;
pub use run::{Found, Plan, run};
