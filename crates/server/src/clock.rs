//! The time of the machine: the one place that asks for it.

use civil_affairs_domain::value::instant::Instant;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, to the second; nothing while the clock shows a year outside 1900 to 2199.
pub fn now() -> Option<Instant> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Instant::from_unix_millis(i64::try_from(since.as_millis()).ok()?)
}
