//! Timers that stop when they are dropped.

pub use gloo::timers::callback::Timeout;
