//! Timers that stop when they are dropped, and one that does not.

pub use gloo::timers::callback::Timeout;

/// Calls back once what is pending is done, the update of the page included.
pub fn soon(callback: impl FnOnce() + 'static) {
    Timeout::new(0, callback).forget();
}
