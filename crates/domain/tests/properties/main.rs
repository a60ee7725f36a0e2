//! Laws of the domain on the project's own definitions: properties of ten thousand cases each.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

mod bytes;
mod codes;
mod drafts;
mod fields;
mod finish;
mod flow;
mod forms;
mod hostile;
mod limits;
mod moved;
mod slots;
mod submissions;
mod support;
mod sync;
mod transfer;
mod wire;
