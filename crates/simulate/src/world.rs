//! One world: two devices, one bureau, people who use them, and everything between that can go wrong. Its seed decides.

mod delivery;
mod network;
mod people;
mod properties;

use crate::finished_form::FinishedForm;
use crate::{
    bureau::Bureau,
    chance::Chance,
    device::Device,
    fault::{Fault, Mistake},
    post::Request,
    tally::Tally,
    world_setup::Works,
    wrong::{DRAIN, Wrong},
};
use civil_affairs_domain::{
    protocol::receipt::Unverified,
    sync::{InFlight, RequestOutcome, SyncEvent},
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use people::OpenForm;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

/// Faults end here, milliseconds: the server can answer, and the line carries.
const CALM: i64 = 120_000;
/// A world that is not at rest by then never will be.
const END: i64 = CALM + 400_000;
/// Which of the two devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    One,
    Other,
}

impl Which {
    const BOTH: [Which; 2] = [Which::One, Which::Other];

    fn other(self) -> Which {
        match self {
            Which::One => Which::Other,
            Which::Other => Which::One,
        }
    }
}

/// What a request is for.
#[derive(Clone, Debug)]
enum Purpose {
    /// The machine waits for the answer.
    InFlight(InFlight),
    /// The device wants to check a receipt.
    Keys(InFlight, Box<Unverified>),
    /// Nobody waits.
    Aside,
}

/// A request on its way, of a device in one of its lives.
#[derive(Clone, Debug)]
struct Letter {
    from: Which,
    life: u32,
    purpose: Purpose,
    request: Request,
}

/// What is still to happen.
#[derive(Clone, Debug)]
enum Due {
    Start(Which),
    Event(Which, u32, SyncEvent),
    Timer(Which, u32, u64),
    /// The queue page of the app tells the machine what it has.
    Heard(Which, u32),
    Request(Letter),
    Answer(Which, u32, Purpose, RequestOutcome),
    Finish(Which),
    Act(Which),
    TakeBack(Which),
    Copy(Which),
    Wanted(Which),
    Die(Which),
    DeviceClock(Which),
    Learn(Which),
    Status(Which),
    Slots(Which),
    Officer,
    Upkeep,
    Rotate,
    ServerClock,
    Update,
    Outage,
}

/// See the module.
pub struct World<'a> {
    works: &'a Works<'a>,
    chance: Chance,
    now: i64,
    serial: u64,
    due: BinaryHeap<Reverse<(i64, u64)>>,
    what: BTreeMap<u64, Due>,
    one: Device,
    other: Device,
    bureau: Bureau<'a>,
    mistake: Option<Mistake>,
    /// Everything that was finished.
    papers: Vec<FinishedForm>,
    /// The last form, to be finished once more elsewhere.
    last: Option<OpenForm>,
    /// Files of supplements, by the deed they belong to.
    added: Vec<(Which, SubmissionId, String, Sha256)>,
    /// What was taken back, and whether on the first device.
    given_up: BTreeSet<(bool, SubmissionId)>,
    /// Deeds that the bureau has taken, by their submission.
    accepted: BTreeMap<SubmissionId, BTreeSet<String>>,
    /// What happened.
    pub tally: Tally,
    trace: bool,
}

impl<'a> World<'a> {
    /// The world of a seed.
    pub fn new(
        works: &'a Works<'a>,
        seed: u64,
        mistake: Option<Mistake>,
        trace: bool,
    ) -> Result<World<'a>, Wrong> {
        let mut chance = Chance::new(seed);
        let mut bureau = Bureau::new(works)?;
        bureau.forgets_versions = mistake == Some(Mistake::Versions);
        if mistake == Some(Mistake::Overbooked) {
            bureau.overbook()?;
        }
        let mut world = World {
            one: Device::new(chance.one_in(4)),
            other: Device::new(chance.one_in(4)),
            works,
            chance,
            now: 0,
            serial: 0,
            due: BinaryHeap::new(),
            what: BTreeMap::new(),
            bureau,
            mistake,
            papers: Vec::new(),
            last: None,
            added: Vec::new(),
            given_up: BTreeSet::new(),
            accepted: BTreeMap::new(),
            tally: Tally::default(),
            trace,
        };
        world.plan();
        Ok(world)
    }

    /// What people do, and when.
    fn plan(&mut self) {
        for which in Which::BOTH {
            self.later(0, Due::Start(which));
            self.some(1, 5, 80_000, |_| Due::Finish(which));
            self.some(1, 6, CALM, |_| Due::Act(which));
            self.some(0, 2, CALM, |_| Due::Wanted(which));
            self.some(0, 2, CALM, |_| Due::Die(which));
            self.some(0, 2, CALM - 10_000, |_| Due::DeviceClock(which));
            self.some(0, 2, 60_000, |_| Due::Copy(which));
            self.some(0, 4, CALM, |_| Due::TakeBack(which));
            self.some(0, 2, CALM, |_| Due::Status(which));
            self.some(0, 2, CALM, |_| Due::Slots(which));
        }
        self.some(1, 6, CALM, |_| Due::Officer);
        self.some(1, 3, CALM, |_| Due::Upkeep);
        self.some(0, 3, CALM, |_| Due::Rotate);
        self.some(0, 3, CALM, |_| Due::ServerClock);
        self.some(0, 2, CALM - 25_000, |_| Due::Outage);
        if self.mistake != Some(Mistake::Overbooked) {
            self.some(1, 3, 80_000, |_| Due::Update);
        }
    }

    /// Lets something happen a number of times, at times before the given one.
    fn some(&mut self, least: u32, bound: u32, before: i64, due: impl Fn(u32) -> Due) {
        let times = least + self.chance.below(bound - least);
        for time in 0..times {
            let at = self.chance.time(before);
            self.later(at, due(time));
        }
    }

    /// Runs to the end.
    pub fn run(&mut self) -> Result<(), Wrong> {
        while let Some(Reverse((at, serial))) = self.due.pop() {
            if at > END {
                break;
            }
            let Some(due) = self.what.remove(&serial) else {
                continue;
            };
            self.now = at;
            self.tally.steps += 1;
            if self.trace {
                println!("{:>8} {}", self.now, shown(&due));
            }
            self.happens(due)?;
            for which in Which::BOTH {
                let now = self.now;
                let device = self.device(which);
                if device.has_work() {
                    device.drained = now;
                }
            }
            if self.now > CALM && self.is_at_rest() {
                break;
            }
        }
        self.end()
    }

    fn happens(&mut self, due: Due) -> Result<(), Wrong> {
        match due {
            Due::Start(which) => self.start(which),
            Due::Event(which, life, event) if life == self.device(which).life => {
                self.tell(which, event)
            }
            Due::Timer(which, life, timer)
                if (life, timer) == (self.device(which).life, self.device(which).timer) =>
            {
                self.tell(which, SyncEvent::Timer)
            }
            Due::Heard(which, life) if life == self.device(which).life => self.heard(which),
            Due::Answer(which, life, purpose, answer) if life == self.device(which).life => {
                self.answered(which, purpose, answer)
            }
            Due::Event(..) | Due::Timer(..) | Due::Heard(..) | Due::Answer(..) => Ok(()),
            Due::Request(letter) => self.arrives(letter),
            Due::Finish(which) => self.finish(which),
            Due::Act(which) => self.act(which),
            Due::TakeBack(which) => self.take_back(which),
            Due::Copy(which) => self.copy(which),
            Due::Wanted(which) => self.tell(which, SyncEvent::Wanted),
            Due::Die(which) => {
                if self.device(which).machine.is_some() {
                    self.die(which);
                }
                Ok(())
            }
            Due::DeviceClock(which) => {
                self.fault(Fault::DeviceClock);
                let jump = self.chance.time(2 * DAY) - DAY;
                self.device(which).off = jump;
                Ok(())
            }
            Due::ServerClock => {
                self.fault(Fault::ServerClock);
                self.bureau.off = self.chance.time(8 * DAY) - 2 * DAY;
                Ok(())
            }
            Due::Learn(which) => {
                self.device(which).version = 1;
                Ok(())
            }
            Due::Status(which) => self.ask_status(which),
            Due::Slots(which) => {
                self.fault(Fault::Slots);
                self.send(which, Purpose::Aside, Request::slots());
                Ok(())
            }
            Due::Officer => self.officer(),
            Due::Upkeep => {
                self.fault(Fault::Upkeep);
                Ok(self.bureau.keep_up(self.now, &mut self.chance)?)
            }
            Due::Rotate => {
                self.fault(Fault::Rotate);
                Ok(self.bureau.rotate(self.now, &mut self.chance)?)
            }
            Due::Update => self.update(),
            Due::Outage => {
                self.fault(Fault::ServerDown);
                self.bureau.down_until = self.now + 1_000 + self.chance.time(20_000);
                self.restart()
            }
        }
    }

    fn officer(&mut self) -> Result<(), Wrong> {
        let ids: Vec<SubmissionId> = self.bureau.cursors.keys().copied().collect();
        if let Some(id) = self.chance.pick(&ids).copied()
            && self.bureau.advance(self.now, &id, &mut self.chance)?
        {
            self.fault(Fault::Officer);
        }
        Ok(())
    }

    fn update(&mut self) -> Result<(), Wrong> {
        self.bureau.update(self.now, &mut self.chance)?;
        let waits = Which::BOTH
            .into_iter()
            .any(|which| self.device(which).has_work());
        if waits {
            self.fault(Fault::Update);
        }
        for which in Which::BOTH {
            let wait = self.chance.time(40_000);
            self.later(wait, Due::Learn(which));
        }
        Ok(())
    }

    fn restart(&mut self) -> Result<(), Wrong> {
        self.fault(Fault::ServerRestarted);
        Ok(self.bureau.restart()?)
    }

    /// Nothing waits anywhere, and whoever holds something knows how it stands.
    fn is_at_rest(&self) -> bool {
        [&self.one, &self.other].into_iter().all(|device| {
            device.machine.is_some()
                && !device.has_work()
                && device.disk.iter().all(|(id, record)| {
                    let queued = record.queued();
                    let known = queued.state.course().map_or(0, |course| course.cursor);
                    !queued.state.is_received() || self.bureau.cursors.get(id) == Some(&known)
                })
        })
    }

    fn device(&mut self, which: Which) -> &mut Device {
        match which {
            Which::One => &mut self.one,
            Which::Other => &mut self.other,
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.tally.faults.count(fault.name());
    }

    /// Whether this fault strikes now, one time in so many.
    fn strikes(&mut self, fault: Fault, one_in: u64) -> bool {
        let strikes = self.is_wild() && self.chance.one_in(one_in);
        if strikes {
            self.fault(fault);
        }
        strikes
    }

    fn is_wild(&self) -> bool {
        self.now < CALM
    }

    fn later(&mut self, wait: i64, due: Due) {
        self.serial += 1;
        self.due.push(Reverse((self.now + wait, self.serial)));
        self.what.insert(self.serial, due);
    }

    fn note(&self, text: impl FnOnce() -> String) {
        if self.trace {
            println!("{:>8}   {}", self.now, text());
        }
    }
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A line for whoever replays a world.
fn shown(due: &Due) -> String {
    match due {
        Due::Request(letter) => {
            let Request { method, path, .. } = &letter.request;
            format!("{:?} asks {method} {path}", letter.from)
        }
        Due::Answer(which, life, _, RequestOutcome::Http(http)) => {
            let body: String = String::from_utf8_lossy(&http.body)
                .chars()
                .take(160)
                .collect();
            format!("{which:?} ({life}) is answered {} {body}", http.status)
        }
        other => format!("{other:?}"),
    }
}
