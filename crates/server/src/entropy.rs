//! Random bytes: the one place that asks the machine for them.

/// Thirty-two of them, from which more are made.
///
/// # Errors
///
/// The machine has none to give, which it hardly ever says.
pub fn seed() -> Result<[u8; 32], getrandom::Error> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}
