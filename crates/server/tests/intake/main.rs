//! What citizens send is received once, answered alike, and kept.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod actions;
mod files;
mod hostile;
mod http;
mod line;
mod oracle;
mod outside;
mod process;
mod receive;
mod server;
mod slots;
mod support;
