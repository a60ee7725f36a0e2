//! How long to wait: back-off with jitter, bounded, and what the server has asked for.

use core::time::Duration;

/// The longest wait of our own, milliseconds: short enough that a queue is empty within a minute of the server's return.
const LONGEST: i64 = 20_000;
/// The shortest, milliseconds.
const SHORTEST: i64 = 500;
/// The longest wait that the server may ask for (design §5), milliseconds.
const LONGEST_ASKED: i64 = 60_000;
/// What comes on top of it at the most, milliseconds.
const SPREAD: i64 = SHORTEST * 4;

/// When the next request may go out after some have failed.
#[derive(Clone, Debug)]
pub(super) struct Backoff {
    random: u64,
    /// Times that the server could not be reached, one after the other.
    attempts: u32,
    /// Nothing is sent before, milliseconds.
    not_before: i64,
    /// The server has asked for it: nobody's hurry changes that.
    is_asked: bool,
}

impl Backoff {
    pub(super) fn new(seed: u64) -> Backoff {
        Backoff {
            random: seed,
            attempts: 0,
            not_before: i64::MIN,
            is_asked: false,
        }
    }

    pub(super) fn is_away(&self) -> bool {
        self.attempts > 0
    }

    pub(super) fn reached(&mut self) {
        self.attempts = 0;
        self.is_asked = false;
        self.not_before = i64::MIN;
    }

    pub(super) fn not_reached(&mut self, now: i64, asked: Option<Duration>) {
        let delay = self.delay(self.attempts, asked);
        self.attempts += 1;
        self.is_asked = asked.is_some();
        self.not_before = now + delay;
    }

    pub(super) fn hurry(&mut self) {
        if !self.is_asked {
            self.not_before = i64::MIN;
        }
    }

    /// When an item is due that is not to be tried before a time. A clock that was set back makes neither wait longer
    /// than it can have been.
    pub(super) fn due(&self, now: i64, not_before: i64) -> i64 {
        let within = |at: i64, longest: i64| if at > now + longest { now } else { at };
        let longest = if self.is_asked {
            LONGEST_ASKED + SPREAD
        } else {
            LONGEST
        };
        within(self.not_before, longest).max(within(not_before, LONGEST))
    }

    /// When an item is tried that is not to be tried before a time.
    pub(super) fn at_earliest(&self, not_before: i64) -> i64 {
        self.not_before.max(not_before)
    }

    /// Full jitter: anything between the shortest wait and a bound that doubles with each failure.
    pub(super) fn delay(&mut self, attempts: u32, asked: Option<Duration>) -> i64 {
        let bound = (SHORTEST << attempts.min(10)).clamp(SHORTEST * 2, LONGEST);
        let jitter = i64::try_from(self.draw() % u64::try_from(bound - SHORTEST).unwrap_or(1));
        let own = SHORTEST + jitter.unwrap_or_default();
        match asked {
            None => own,
            Some(asked) => {
                let asked = i64::try_from(asked.as_millis()).unwrap_or(i64::MAX);
                // Not everybody at the same moment.
                asked.clamp(0, LONGEST_ASKED) + own.min(SPREAD)
            }
        }
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to spread waiting times.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_their_bound_and_differ() {
        let mut pace = Backoff::new(1);
        let mut seen = std::collections::BTreeSet::new();
        for attempts in 0..40 {
            let delay = pace.delay(attempts, None);
            assert!((SHORTEST..LONGEST).contains(&delay), "{delay}");
            seen.insert(delay);
        }
        assert!(seen.len() > 30 && seen.iter().any(|delay| *delay > LONGEST / 2));
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_wait_longer_than_it_can_have_been() {
        let mut pace = Backoff::new(1);
        let now = 1_000_000;
        // Whatever it was before: no wait of an item is longer.
        assert_eq!(pace.due(now, now + LONGEST), now + LONGEST);
        assert_eq!(pace.due(now, now + LONGEST + 1), now);
        pace.not_reached(now, Some(Duration::from_secs(60)));
        assert!(pace.due(now, i64::MIN) >= now + LONGEST_ASKED);
        assert_eq!(pace.due(now - 30_000, i64::MIN), now - 30_000);
        pace.reached();
        pace.not_reached(now, None);
        assert!(pace.due(now, i64::MIN) > now);
        assert_eq!(pace.due(now - LONGEST, i64::MIN), now - LONGEST);
    }

    #[test]
    fn what_the_server_asks_for_is_kept_up_to_a_minute() {
        let mut pace = Backoff::new(1);
        for (asked, least) in [(0, 0), (7, 7_000), (60, 60_000), (86_400, 60_000)] {
            let delay = pace.delay(0, Some(Duration::from_secs(asked)));
            assert!((least..least + 2_001).contains(&delay), "{asked}: {delay}");
        }
    }

    #[test]
    fn hurry_does_not_shorten_what_the_server_asked_for() {
        let mut pace = Backoff::new(1);
        pace.not_reached(1_000, Some(Duration::from_secs(30)));
        pace.hurry();
        assert!(pace.due(1_000, i64::MIN) >= 31_000);
        pace.not_reached(1_000, None);
        pace.hurry();
        assert!(pace.due(1_000, i64::MIN) <= 1_000);
    }

    #[test]
    fn a_clock_set_back_by_a_day_makes_no_wait_longer() {
        let mut pace = Backoff::new(1);
        pace.not_reached(86_400_000, None);
        assert_eq!(pace.due(0, i64::MIN), 0);
    }
}
