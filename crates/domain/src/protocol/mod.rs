//! What goes over the wire: submissions, receipts, requests and answers of the API.

pub mod ics;
pub mod receipt;
pub mod submission;
pub mod wire;
