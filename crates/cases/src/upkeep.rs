//! What the server does by itself: at its start, and every minute.

use super::{Intake, IntakeProblem, Moment, deadlines, retention};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// Cases whose time was over and that were moved on or reminded of.
    pub lapsed: u32,
    /// Cases whose time was over and that cannot be moved on: a fault of their definition.
    pub stuck: u32,
    /// Cases that had outlived their time and were erased.
    pub erased: u32,
    /// Files whose form never came.
    pub swept: u64,
}

/// Moves on what is over and erases what has outlived its time. May be stopped anywhere and be done again.
pub async fn upkeep(intake: &Intake, at: &Moment) -> Result<Upkeep, IntakeProblem> {
    let (lapsed, stuck) = deadlines::work_off(intake, at).await?;
    Ok(Upkeep {
        lapsed,
        stuck,
        erased: retention::work_off(intake, at).await?,
        swept: retention::sweep_files(intake, at).await?,
    })
}
