//! When what was typed is written: soon after the person pauses, never later than a second, at once when she
//! leaves.
//!
//! Pure: the clock is an argument, timers and writes are the caller's business.

/// Written so long after the last key, in milliseconds.
const PAUSE: i64 = 150;
/// Written at the latest so long after the first key that is not yet written: what is typed is on disk within a
/// second, the write itself included.
const AT_MOST: i64 = 500;
/// After a write that failed and may succeed later.
const RETRY: i64 = 3_000;

/// What is written and what is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Autosave {
    /// First and last key that no write has taken up.
    open: Option<Open>,
    writing: bool,
    /// Not before, after a failure.
    not_before: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    first: i64,
    last: i64,
}

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// Committed.
    Saved,
    /// Not now; it may succeed later.
    FailedForNow,
    /// Trying again cannot help.
    FailedForGood,
}

impl Autosave {
    /// Something was typed.
    pub fn edited(&mut self, now: i64) {
        self.open = Some(match self.open {
            Some(open) => Open { last: now, ..open },
            None => Open {
                first: now,
                last: now,
            },
        });
    }

    /// When the next write is due; nothing while there is nothing to write or a write is under way.
    pub fn due(&self) -> Option<i64> {
        let open = self.open.filter(|_| !self.writing)?;
        let due = (open.last + PAUSE).min(open.first + AT_MOST);
        Some(self.not_before.map_or(due, |earliest| due.max(earliest)))
    }

    /// Takes up everything typed so far, if a write is due. True: the caller writes now, then calls
    /// [`Autosave::finished`].
    pub fn begin(&mut self, now: i64) -> bool {
        let due = self.due().is_some_and(|due| due <= now);
        if due {
            self.take_up();
        }
        due
    }

    /// As [`Autosave::begin`], without waiting: a field was left, the page is hidden.
    pub fn begin_at_once(&mut self) -> bool {
        let any = self.open.is_some() && !self.writing;
        if any {
            self.take_up();
        }
        any
    }

    /// A write ended.
    pub fn finished(&mut self, outcome: WriteOutcome, now: i64) {
        self.writing = false;
        match outcome {
            WriteOutcome::Saved | WriteOutcome::FailedForGood => {}
            WriteOutcome::FailedForNow => {
                self.not_before = Some(now + RETRY);
                self.open.get_or_insert(Open {
                    first: now,
                    last: now,
                });
            }
        }
    }

    /// Whether everything typed is written.
    pub fn is_settled(&self) -> bool {
        self.open.is_none() && !self.writing
    }

    fn take_up(&mut self) {
        self.open = None;
        self.not_before = None;
        self.writing = true;
    }
}

#[cfg(test)]
mod tests;
