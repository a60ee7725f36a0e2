//! What answers come to: derived values, validation, pre-checks and the report of both.

pub mod evaluate;
pub mod kind;
pub mod precheck;
pub mod report;
pub mod validate;
