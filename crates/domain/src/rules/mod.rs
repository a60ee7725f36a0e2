//! What answers come to: derived values, validation, the way through a form, pre-checks and the report of all.

pub mod evaluate;
pub mod finish;
pub mod flow;
pub mod grid;
pub mod kind;
pub mod offer;
pub mod precheck;
pub mod report;
pub mod validate;
