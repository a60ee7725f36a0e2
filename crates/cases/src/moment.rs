//! When something happens, and the chance that goes with it.

use civil_affairs_domain::value::instant::Instant;
use sha2::{Digest, Sha256};

/// Now, with a seed of its own. Never printed by `Debug`: keys are made of it.
#[derive(Clone)]
pub struct Moment {
    /// The server's time, which decides ages, windows and deadlines.
    pub now: Instant,
    seed: [u8; 32],
}

impl Moment {
    /// From a clock and a source of randomness. A seed is used once.
    pub fn new(now: Instant, seed: [u8; 32]) -> Moment {
        Moment { now, seed }
    }

    /// As many random bytes as anybody takes; others for every purpose.
    pub fn bytes(&self, purpose: &str) -> impl Iterator<Item = u8> + Send + use<> {
        let own = Sha256::new().chain_update(self.seed).chain_update(purpose);
        (0_u64..).flat_map(move |count| own.clone().chain_update(count.to_be_bytes()).finalize())
    }
}

impl std::fmt::Debug for Moment {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Moment({})", self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_bytes_of_its_own_and_always_the_same() {
        let moment = Moment::new(Instant::from_unix_millis(0).unwrap(), [1; 32]);
        let take = |purpose| moment.bytes(purpose).take(100).collect::<Vec<u8>>();
        assert_eq!(take("reference"), take("reference"));
        assert_ne!(take("reference"), take("key"));
        assert_eq!(format!("{moment:?}"), "Moment(1970-01-01T08:00:00+08:00)");
    }
}
