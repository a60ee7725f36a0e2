//! What becomes of an application: dates by which something is due, and how long it is kept.

pub mod due;
pub mod retention;
