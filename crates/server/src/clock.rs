//! The time of the machine, and the chance that goes with it: the one place that asks for either.

use civil_affairs_cases::{IntakeProblem, Moment};
use civil_affairs_domain::value::instant::Instant;
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine does not say what a server needs to begin anything.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The year is outside 1900 to 2199.
    #[error("the clock of this machine is wrong")]
    Year,
    /// No random bytes.
    #[error("this machine has no random bytes: {0}")]
    Entropy(#[from] getrandom::Error),
}

impl From<ClockError> for IntakeProblem {
    fn from(error: ClockError) -> IntakeProblem {
        IntakeProblem::Internal(error.to_string())
    }
}

/// Now, to the second.
///
/// # Errors
///
/// [`ClockError::Year`].
pub fn now() -> Result<Instant, ClockError> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since
        .and_then(|since| Instant::from_unix_millis(i64::try_from(since.as_millis()).ok()?))
        .ok_or(ClockError::Year)
}

/// Thirty-two random bytes, from which more are made.
///
/// # Errors
///
/// [`ClockError::Entropy`], which a machine hardly ever says.
pub fn seed() -> Result<[u8; 32], ClockError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}

/// Now, with a seed of its own.
///
/// # Errors
///
/// Either of the two.
pub fn moment() -> Result<Moment, ClockError> {
    Ok(Moment::new(now()?, seed()?))
}
