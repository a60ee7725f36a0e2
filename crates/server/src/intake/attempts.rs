//! How often somebody may try. Counted in this process alone: after a restart everybody begins anew.

use civil_affairs_domain::instant::Instant;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// More keys than this are forgotten once their time is over.
const MOST_KEYS: usize = 20_000;

/// So many in so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Attempts.
    pub attempts: u32,
    /// Seconds from the first of them on.
    pub seconds: u32,
}

/// Attempts by key.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<BTreeMap<String, Window>>);

#[derive(Clone, Copy, Debug)]
struct Window {
    ends: i64,
    count: u32,
}

impl Attempts {
    /// Counts an attempt.
    ///
    /// # Errors
    ///
    /// The seconds to wait, where there were too many.
    pub fn count(&self, key: &str, limit: Limit, now: Instant) -> Result<(), u32> {
        let now = now.unix_millis() / 1_000;
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MOST_KEYS {
            windows.retain(|_, window| window.ends > now);
        }
        // Still full of people who try: nobody new is let in until some of them are done.
        if windows.len() >= MOST_KEYS && !windows.contains_key(key) {
            return Err(limit.seconds);
        }
        let fresh = Window {
            ends: now + i64::from(limit.seconds),
            count: 0,
        };
        let window = windows.entry(key.to_owned()).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        window.count = window.count.saturating_add(1);
        if window.count > limit.attempts {
            return Err(u32::try_from(window.ends - now)
                .unwrap_or(limit.seconds)
                .max(1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_unix_millis(seconds * 1_000).unwrap()
    }

    #[test]
    fn whoever_tries_too_often_waits_until_the_time_is_over_and_nobody_else_does() {
        let attempts = Attempts::default();
        let limit = Limit {
            attempts: 2,
            seconds: 60,
        };
        for second in 0..2 {
            assert_eq!(attempts.count("a", limit, at(second)), Ok(()));
        }
        assert_eq!(attempts.count("a", limit, at(10)), Err(50));
        assert_eq!(attempts.count("b", limit, at(10)), Ok(()));
        assert_eq!(attempts.count("a", limit, at(60)), Ok(()));
    }
}
