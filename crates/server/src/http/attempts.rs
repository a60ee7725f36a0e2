//! How often somebody may try. Counted in this process alone: after a restart everybody begins anew.

use civil_affairs_domain::value::instant::Instant;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Keys that are remembered at most. One takes about a hundred bytes.
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
        if windows.len() >= MOST_KEYS && !windows.contains_key(key) {
            forget(&mut windows, now);
        }
        let fresh = Window {
            ends: now + i64::from(limit.seconds),
            count: 0,
        };
        let window = windows.entry(key.to_owned()).or_insert(fresh);
        // Over, or begun by a clock that has been set back since.
        if window.ends <= now || window.ends > fresh.ends {
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

/// Makes room: what is over goes, and of the rest the half that would be over first. So memory is bounded, and nobody
/// is kept out because many others try.
fn forget(windows: &mut BTreeMap<String, Window>, now: i64) {
    windows.retain(|_, window| window.ends > now);
    if windows.len() < MOST_KEYS {
        return;
    }
    let mut ends: Vec<i64> = windows.values().map(|window| window.ends).collect();
    ends.sort_unstable();
    let middle = ends.get(ends.len() / 2).copied().unwrap_or(now);
    windows.retain(|_, window| window.ends > middle);
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

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_waiting_for_longer_than_the_limit() {
        let attempts = Attempts::default();
        let limit = Limit {
            attempts: 1,
            seconds: 60,
        };
        assert_eq!(attempts.count("a", limit, at(100_000)), Ok(()));
        assert_eq!(attempts.count("a", limit, at(1_000)), Ok(()));
        assert_eq!(attempts.count("a", limit, at(1_001)), Err(59));
    }

    #[test]
    fn however_many_try_memory_is_bounded_and_nobody_new_is_kept_out() {
        let attempts = Attempts::default();
        let limit = Limit {
            attempts: 1,
            seconds: 60,
        };
        for number in 0..100_000 {
            let second = number / 10_000;
            let counted = attempts.count(&number.to_string(), limit, at(second));
            assert_eq!(counted, Ok(()), "{number}");
            assert!(attempts.0.lock().unwrap().len() <= MOST_KEYS);
        }
        // Whoever came last is still remembered.
        assert!(attempts.count("99999", limit, at(10)).is_err());
    }
}
