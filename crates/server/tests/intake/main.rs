//! What citizens send is received once, answered alike, and kept.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod actions;
mod command;
mod deadlines;
mod files;
mod hostile;
mod http;
mod line;
mod notices;
mod of_0_1_0;
mod officers;
mod operations;
mod oracle;
mod outside;
mod own_copy;
mod partner;
mod process;
mod receive;
mod server;
mod slots;
mod support;
mod table;
