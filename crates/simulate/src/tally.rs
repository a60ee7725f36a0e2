//! What happened in all worlds, and whether it was enough to prove anything.

use crate::{
    fault::{EFFECTS, FAILURES, Fault, REFUSALS},
    named::Counter,
    wrong::{DRAIN, Wrong},
};
use civil_affairs_store::Cut;
use std::fmt;

/// From so many worlds on every fault has to have happened [`OFTEN`] times; with fewer, in proportion.
const WHOLE: u64 = 2_000;
/// See [`WHOLE`].
const OFTEN: u64 = 1_000;
/// Fewer worlds are only looked at: whoever replays one wants to see one.
const FEW: u64 = 200;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Worlds.
    pub seeds: u64,
    /// Things that happened.
    pub steps: u64,
    /// Forms that were finished.
    pub submissions: u64,
    /// Deeds.
    pub deeds: u64,
    /// Requests.
    pub requests: u64,
    /// Faults.
    pub faults: Counter,
    /// Effects before which a device died.
    pub crashed: Counter,
    /// Writes at which the server's disk failed.
    pub cuts: Counter,
    /// Failures that devices saw.
    pub failures: Counter,
    /// Why the bureau refused submissions.
    pub refusals: Counter,
    /// States that applications came to.
    pub states: Counter,
    /// The longest that a queue took, milliseconds.
    pub longest: i64,
    /// Items that were taken back on the device while the bureau had them.
    pub taken_back: u64,
    /// What was lost, twice, or shown as received and was not.
    pub lost: u64,
    /// See `lost`.
    pub twice: u64,
    /// See `lost`.
    pub false_received: u64,
    /// Everything else that was wrong.
    pub other: u64,
}

impl Tally {
    /// Adds what happened elsewhere.
    pub fn add(&mut self, other: &Tally) {
        self.seeds += other.seeds;
        self.steps += other.steps;
        self.submissions += other.submissions;
        self.deeds += other.deeds;
        self.requests += other.requests;
        self.faults.add(&other.faults);
        self.crashed.add(&other.crashed);
        self.cuts.add(&other.cuts);
        self.failures.add(&other.failures);
        self.refusals.add(&other.refusals);
        self.states.add(&other.states);
        self.longest = self.longest.max(other.longest);
        self.taken_back += other.taken_back;
        self.lost += other.lost;
        self.twice += other.twice;
        self.false_received += other.false_received;
        self.other += other.other;
    }

    /// Counts a world that went wrong.
    pub fn wrong(&mut self, wrong: &Wrong) {
        let count = match wrong {
            Wrong::Lost(_) => &mut self.lost,
            Wrong::Twice(_) => &mut self.twice,
            Wrong::False(_) => &mut self.false_received,
            Wrong::Slow(_) | Wrong::Law(_) | Wrong::Record(_) | Wrong::Failed(_) => &mut self.other,
        };
        *count += 1;
    }

    /// What has happened too seldom: what never happens proves nothing.
    pub fn gaps(&self) -> Vec<String> {
        if self.seeds < FEW {
            return Vec::new();
        }
        let wanted = OFTEN * self.seeds.min(WHOLE) / WHOLE;
        let mut gaps = Vec::new();
        for fault in Fault::ALL {
            let count = self.faults.of(fault.name());
            if count < wanted {
                gaps.push(format!(
                    "{}: {count} times, fewer than {wanted}",
                    fault.name()
                ));
            }
        }
        for effect in EFFECTS.iter().filter(|name| self.crashed.of(name) == 0) {
            gaps.push(format!("no device died before {effect}"));
        }
        for failure in FAILURES.iter().filter(|name| self.failures.of(name) == 0) {
            gaps.push(format!("no device saw the failure: {failure}"));
        }
        for refusal in REFUSALS {
            if self.refusals.of(&format!("{refusal:?}")) == 0 {
                gaps.push(format!("the bureau never said: {refusal:?}"));
            }
        }
        for Cut { what, table } in Cut::ALL {
            let name = format!("{what} {table}");
            if self.cuts.of(&name) == 0 {
                gaps.push(format!("the server's disk never failed at: {name}"));
            }
        }
        gaps
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{} seeds, {} steps, {} submissions, {} deeds, {} requests",
            self.seeds, self.steps, self.submissions, self.deeds, self.requests
        )?;
        for (name, counter) in [
            ("faults", &self.faults),
            ("a device died before", &self.crashed),
            ("the server's disk failed at", &self.cuts),
            ("failures seen", &self.failures),
            ("submissions refused", &self.refusals),
            ("states seen", &self.states),
        ] {
            writeln!(out, "{name}:")?;
            for (name, count) in counter.all() {
                writeln!(out, "  {count:>9}  {name}")?;
            }
        }
        writeln!(
            out,
            "taken back on the device while the bureau had it: {}",
            self.taken_back
        )?;
        write!(
            out,
            "{} lost, {} duplicated, {} false 已提交, {} otherwise wrong; longest drain {}.{:03} s of {} s",
            self.lost,
            self.twice,
            self.false_received,
            self.other,
            self.longest / 1_000,
            self.longest % 1_000,
            DRAIN / 1_000
        )
    }
}
