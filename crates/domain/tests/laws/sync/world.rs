//! One device, one bureau, and everything between them that can go wrong.

use super::bureau::{Bureau, Request, SIGNED, problem, received};
use civil_affairs_domain::{
    id::SubmissionId,
    sync::{Answer, Checked, Deed, Effect, Event, Failure, Flight, Http, Item, Machine, State},
    wire::{Action, ProblemCode},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    time::Duration,
};

/// After so long the device gives a request up, milliseconds.
const GIVE_UP: i64 = 10_000;
/// Faults end here, milliseconds.
const CALM: i64 = 300_000;
/// The world ends here: received items are asked about for ever. Milliseconds.
const END: i64 = 700_000;
/// How often they are.
const LOOK: Duration = Duration::from_secs(40);

/// What was done to it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Faults {
    lost: u64,
    answers_lost: u64,
    repeated: u64,
    late: u64,
    damaged: u64,
    garbage: u64,
    forged: u64,
    busy: u64,
    broken: u64,
    crashed: u64,
    not_stored: u64,
    no_keys: u64,
    clock_jumps: u64,
    files_gone: u64,
    refused: u64,
    deeds: u64,
    deeds_refused: u64,
    moved: u64,
}

impl Faults {
    pub(super) fn named(&self) -> [(&'static str, u64); 18] {
        [
            ("loss", self.lost),
            ("loss of an answer", self.answers_lost),
            ("repetition", self.repeated),
            ("lateness", self.late),
            ("damage", self.damaged),
            ("garbage", self.garbage),
            ("a forged receipt", self.forged),
            ("a busy server", self.busy),
            ("a broken server", self.broken),
            ("a crash", self.crashed),
            ("a full device", self.not_stored),
            ("missing keys", self.no_keys),
            ("a jump of the clock", self.clock_jumps),
            ("a lost file", self.files_gone),
            ("a refusal", self.refused),
            ("a deed", self.deeds),
            ("a refused deed", self.deeds_refused),
            ("an officer's step", self.moved),
        ]
    }

    pub(super) fn add(&mut self, other: &Faults) {
        self.lost += other.lost;
        self.answers_lost += other.answers_lost;
        self.repeated += other.repeated;
        self.late += other.late;
        self.damaged += other.damaged;
        self.garbage += other.garbage;
        self.forged += other.forged;
        self.busy += other.busy;
        self.broken += other.broken;
        self.crashed += other.crashed;
        self.not_stored += other.not_stored;
        self.no_keys += other.no_keys;
        self.clock_jumps += other.clock_jumps;
        self.files_gone += other.files_gone;
        self.refused += other.refused;
        self.deeds += other.deeds;
        self.deeds_refused += other.deeds_refused;
        self.moved += other.moved;
    }
}

/// Something that is done wrong, to prove that the checks find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The bureau takes the same submission for another one.
    Idempotency,
    /// What was under way when the device died is not taken up again.
    Recovery,
    /// 已提交 is stored and shown before the receipt was checked.
    Early,
    /// One item that is refused keeps the others from going out.
    Blocking,
    /// Every receipt is believed.
    Unverified,
    /// The bureau does the same deed as often as it is sent.
    Deeds,
    /// A deed ends with its first try, whatever came of it.
    DeedsDropped,
}

impl Broken {
    pub(super) const ALL: [Broken; 7] = [
        Broken::Idempotency,
        Broken::Recovery,
        Broken::Early,
        Broken::Blocking,
        Broken::Unverified,
        Broken::Deeds,
        Broken::DeedsDropped,
    ];
}

/// What is still to happen.
#[derive(Clone, Debug)]
enum Due {
    /// A request reaches the bureau.
    Request(u32, Flight, Request),
    /// Something reaches the machine, if it is still the same one.
    Event(u32, Event),
    /// The machine's own timer, by its number.
    Timer(u32, u64),
    /// The device goes on again.
    Start,
    /// The person finishes a form.
    Finish,
    /// The person does something with what is received.
    Act(SubmissionId),
    /// An officer takes a step with it.
    Move(SubmissionId),
    /// The clock of the device jumps.
    Jump,
}

/// What the device keeps.
#[derive(Clone, Debug)]
struct Kept {
    item: Item,
    files: BTreeMap<String, u64>,
    /// Deeds that have ended well.
    done: Vec<String>,
}

/// See the module.
pub(super) struct World {
    random: u64,
    now: i64,
    /// The device's clock is off by so much.
    off: i64,
    serial: u64,
    due: BinaryHeap<Reverse<(i64, u64)>>,
    what: BTreeMap<u64, Due>,
    machine: Option<Machine>,
    /// Counts starts of the device: what was meant for an earlier one is lost.
    life: u32,
    timer: u64,
    disk: BTreeMap<SubmissionId, Kept>,
    bureau: Bureau,
    /// Nobody may send before.
    asked_until: i64,
    broken: Option<Broken>,
    /// Items that were under way at some time.
    sent: BTreeSet<SubmissionId>,
    pub(super) faults: Faults,
    pub(super) failures: [u64; Failure::KINDS],
}

impl World {
    pub(super) fn new(seed: u64) -> World {
        let mut world = World {
            random: seed.wrapping_mul(0x2545_F491_4F6C_DD1D) | 1,
            now: 0,
            off: 0,
            serial: 0,
            due: BinaryHeap::new(),
            what: BTreeMap::new(),
            machine: None,
            life: 0,
            timer: 0,
            disk: BTreeMap::new(),
            bureau: Bureau::default(),
            asked_until: 0,
            broken: None,
            sent: BTreeSet::new(),
            faults: Faults::default(),
            failures: [0; Failure::KINDS],
        };
        world.later(0, Due::Start);
        for _ in 0..1 + world.below(6) {
            let at = world.below(200_000);
            world.later(at, Due::Finish);
        }
        for _ in 0..world.below(3) {
            let at = world.below(250_000);
            world.later(at, Due::Jump);
        }
        world
    }

    /// The same with something done wrong.
    pub(super) fn broken(seed: u64, broken: Broken) -> World {
        let mut world = World::new(seed);
        world.broken = Some(broken);
        world
    }

    /// Runs to the end. Gives how long the queue took after everything worked again, milliseconds.
    pub(super) fn run(&mut self) -> Result<i64, String> {
        let mut drained = 0;
        while let Some(Reverse((at, serial))) = self.due.pop() {
            if at > END {
                break;
            }
            self.now = at;
            let Some(due) = self.what.remove(&serial) else {
                continue;
            };
            self.happens(due);
            self.check()?;
            if self.disk.values().any(|kept| kept.item.has_work()) {
                drained = self.now;
            }
        }
        for (id, kept) in &self.disk {
            match &kept.item.state {
                State::Waiting => return Err(format!("{id} is lost in the queue")),
                State::Refused(_) if self.bureau.refused.contains_key(id) => {}
                State::Refused(refusal) => return Err(format!("{id}: {refusal:?}")),
                State::Received { .. } => {
                    let case = self.bureau.cases.get(id).ok_or("no case")?;
                    let whole = case.files.iter().all(|(file, (size, there))| {
                        size == there || !kept.files.contains_key(file)
                    });
                    if !whole {
                        return Err(format!("{id} lacks a file"));
                    }
                    let told = kept.item.state.course().map(|course| course.events.len());
                    if told != Some(case.events.len()) {
                        return Err(format!("{id}: the person does not know how it stands"));
                    }
                    for deed in &kept.item.deeds {
                        if deed.is_waiting() || !self.bureau.refused_deeds.contains(&deed.id) {
                            return Err(format!("{id}: a deed is lost in the queue"));
                        }
                    }
                    if kept.done.iter().any(|deed| !case.deeds.contains_key(deed)) {
                        return Err(format!("{id}: a deed was never done"));
                    }
                }
            }
        }
        let free = CALM.max(self.asked_until.min(CALM + 60_000));
        Ok((drained - free).max(0))
    }

    /// What must hold at every moment.
    fn check(&self) -> Result<(), String> {
        for (id, case) in &self.bureau.cases {
            if case.commits != 1 {
                return Err(format!("{id} was put in {} times", case.commits));
            }
            if case.deeds.values().any(|times| *times != 1) {
                return Err(format!("{id}: a deed was done twice"));
            }
        }
        let Some(machine) = &self.machine else {
            return Ok(());
        };
        for (id, kept) in &self.disk {
            let is_shown = machine
                .view(id)
                .is_some_and(|view| view.state.is_received());
            let is_there = self
                .bureau
                .cases
                .get(id)
                .is_some_and(|case| case.sha256 == kept.item.sha256);
            if is_shown && !(kept.item.state.is_received() && is_there) {
                return Err(format!("{id} is shown as received and is not"));
            }
        }
        Ok(())
    }

    fn happens(&mut self, due: Due) {
        match due {
            Due::Start => {
                self.life += 1;
                self.machine = Some(Machine::new(self.draw()).looking_every(LOOK));
                let forgets = self.broken == Some(Broken::Recovery);
                let items = self
                    .disk
                    .values()
                    .filter(|kept| !(forgets && self.sent.contains(&kept.item.id)))
                    .map(|kept| kept.item.clone())
                    .collect();
                self.tell(Event::Started(items));
            }
            Due::Finish => self.finish(),
            Due::Act(id) => self.act(id),
            Due::Move(id) => {
                self.faults.moved += 1;
                self.bureau.advance(&id);
            }
            Due::Jump => {
                self.faults.clock_jumps += 1;
                self.off += self.below(2 * 86_400_000) - 86_400_000;
                self.tell(Event::Wanted);
            }
            Due::Timer(life, timer) => {
                if life == self.life && timer == self.timer {
                    self.tell(Event::Timer);
                }
            }
            Due::Event(life, event) => {
                if life == self.life {
                    self.tell(event);
                }
            }
            Due::Request(life, flight, request) => self.arrives(life, flight, &request),
        }
    }

    /// The person finishes a form: its record is committed, then the machine hears of it.
    fn finish(&mut self) {
        let random = self.draw().to_be_bytes();
        let mut tail = [0; 10];
        tail[..8].copy_from_slice(&random);
        let id = SubmissionId::new(1_796_100_000_000 + self.now, tail);
        let files = (0..self.below(3))
            .map(|_| (format!("{:064x}", self.draw()), 1 + self.draw() % 1_000))
            .collect();
        let item = Item {
            id,
            sha256: format!("{:064x}", self.draw()),
            service: "temporary-assistance".to_owned(),
            state: State::Waiting,
            deeds: Vec::new(),
        };
        if self.chance(10) {
            self.faults.refused += 1;
            let codes = [
                ProblemCode::NotDecodable,
                ProblemCode::UnknownVersion,
                ProblemCode::Lapsed,
            ];
            let code = codes[usize::try_from(self.below(3)).unwrap()];
            self.bureau.refused.insert(id, code);
        }
        let kept = Kept {
            item: item.clone(),
            files,
            done: Vec::new(),
        };
        self.disk.insert(id, kept);
        self.tell(Event::Queued(item));
    }

    /// The person does something with what the bureau has: written down first, then the machine hears of it.
    fn act(&mut self, id: SubmissionId) {
        self.faults.deeds += 1;
        let name = format!("{:032x}", self.draw());
        let mut deed = Deed::new(name, &Action::Withdraw {}, self.now).unwrap();
        if self.chance(2) {
            let file = format!("{:064x}", self.draw());
            let kept = self.disk.get_mut(&id).unwrap();
            kept.files.insert(file.clone(), super::bureau::PART * 2);
            deed.files.push(file);
        }
        if self.chance(8) {
            self.faults.deeds_refused += 1;
            self.bureau.refused_deeds.insert(deed.id.clone());
        }
        let kept = self.disk.get_mut(&id).unwrap();
        kept.item.deeds.push(deed);
        let item = kept.item.clone();
        self.tell(Event::Queued(item));
    }

    /// Once it is received, things happen.
    fn is_received(&mut self, id: SubmissionId) {
        for _ in 0..self.below(3) {
            let wait = self.below(40_000);
            self.later(wait, Due::Act(id));
        }
        for _ in 0..self.below(3) {
            let wait = self.below(200_000);
            self.later(wait, Due::Move(id));
        }
    }

    fn tell(&mut self, event: Event) {
        let Some(mut machine) = self.machine.take() else {
            return;
        };
        let effects = machine.handle(self.now + self.off, event);
        for id in self.disk.keys() {
            if let Some(failure) = machine.view(id).and_then(|view| view.failure.copied()) {
                self.failures[failure.kind()] += 1;
            }
        }
        let is_superseded = machine.is_superseded();
        self.machine = Some(machine);
        if is_superseded {
            // The newer app takes its place.
            self.crash();
            return;
        }
        for effect in effects {
            // It may die before each of them.
            if self.is_wild() && self.chance(150) {
                self.faults.crashed += 1;
                self.crash();
                return;
            }
            self.perform(effect);
        }
    }

    fn crash(&mut self) {
        self.machine = None;
        self.life += 1;
        let rest = 1 + self.below(20_000);
        self.later(rest, Due::Start);
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Show => {}
            Effect::WakeIn(wait) => {
                self.timer += 1;
                let wait = i64::try_from(wait.as_millis()).unwrap();
                self.later(wait, Due::Timer(self.life, self.timer));
            }
            Effect::Check(flight, unverified) => {
                let checked = if self.is_wild() && self.chance(20) {
                    self.faults.no_keys += 1;
                    Checked::NoKeys
                } else if unverified.signature == SIGNED || self.broken == Some(Broken::Unverified)
                {
                    Checked::Good
                } else {
                    Checked::Bad
                };
                let wait = self.below(50);
                self.later(wait, Due::Event(self.life, Event::Checked(flight, checked)));
            }
            Effect::Keep(flight, id, state) => {
                let is_kept = !(self.is_wild() && self.chance(15));
                if is_kept {
                    let item = &mut self.disk.get_mut(&id).unwrap().item;
                    let is_new = state.is_received() && !item.state.is_received();
                    item.state = state;
                    if is_new {
                        self.is_received(id);
                    }
                } else {
                    self.faults.not_stored += 1;
                }
                let wait = self.below(50);
                self.later(wait, Due::Event(self.life, Event::Kept(flight, is_kept)));
            }
            Effect::Submit(flight, id) => {
                self.sent.insert(id);
                let is_blocked = self.broken == Some(Broken::Blocking)
                    && self
                        .bureau
                        .refused
                        .keys()
                        .any(|refused| *refused != id && self.sent.contains(refused));
                if is_blocked {
                    let event = Event::Answered(flight, Answer::None);
                    self.later(GIVE_UP, Due::Event(self.life, event));
                    return;
                }
                if self.broken == Some(Broken::Early) {
                    let early = received(&id, &self.disk[&id].item.sha256, &SIGNED);
                    let http = super::bureau::json(201, serde_json::to_vec(&early).unwrap());
                    let event = Event::Answered(flight, Answer::Http(http));
                    self.later(1, Due::Event(self.life, event));
                }
                let kept = &self.disk[&id];
                let request = Request::Submit {
                    id,
                    sha256: kept.item.sha256.clone(),
                    is_damaged: false,
                    files: kept.files.clone(),
                };
                self.send(flight, request);
            }
            Effect::End(flight, id, state, ended) => {
                let is_kept = !(self.is_wild() && self.chance(15));
                if is_kept {
                    let kept = self.disk.get_mut(&id).unwrap();
                    kept.item.state = state;
                    ended.apply(&mut kept.item.deeds);
                    if ended.refusal.is_none() {
                        kept.done.push(ended.id);
                    }
                } else {
                    self.faults.not_stored += 1;
                }
                let wait = self.below(50);
                self.later(wait, Due::Event(self.life, Event::Kept(flight, is_kept)));
            }
            Effect::Act(flight, id, deed) => {
                if self.broken == Some(Broken::DeedsDropped) {
                    let kept = self.disk.get_mut(&id).unwrap();
                    kept.item.deeds.retain(|kept| kept.id != deed.id);
                    kept.done.push(deed.id.clone());
                }
                self.send(flight, Request::Act(id, deed));
            }
            Effect::Look(flight, id, since) => self.send(flight, Request::Look(id, since)),
            Effect::AskFile(flight, id, file) => self.send_file(flight, id, file, None),
            Effect::SendPart(flight, id, file, from) => {
                self.send_file(flight, id, file, Some(from));
            }
        }
    }

    fn send_file(&mut self, flight: Flight, id: SubmissionId, file: String, from: Option<u64>) {
        if self.is_wild() && self.chance(60) {
            self.disk.get_mut(&id).unwrap().files.remove(&file);
        }
        if !self.disk[&id].files.contains_key(&file) {
            self.faults.files_gone += 1;
            let event = Event::Answered(flight, Answer::NoFile);
            self.later(1, Due::Event(self.life, event));
            return;
        }
        let request = match from {
            None => Request::Ask(id, file),
            Some(from) => Request::Part(id, file, from),
        };
        self.send(flight, request);
    }

    fn send(&mut self, flight: Flight, mut request: Request) {
        // Whatever happens, the device gives up one day.
        let event = Event::Answered(flight, Answer::None);
        self.later(GIVE_UP, Due::Event(self.life, event));
        if self.is_wild() && self.chance(4) {
            self.faults.lost += 1;
            return;
        }
        if let Request::Submit { is_damaged, .. } = &mut request
            && self.is_wild()
            && self.chance(25)
        {
            self.faults.damaged += 1;
            *is_damaged = true;
        }
        let times = if self.is_wild() && self.chance(8) {
            self.faults.repeated += 1;
            2
        } else {
            1
        };
        for _ in 0..times {
            let wait = self.travel();
            self.later(wait, Due::Request(self.life, flight, request.clone()));
        }
    }

    fn arrives(&mut self, life: u32, flight: Flight, request: &Request) {
        let http = self.reply(request);
        if self.is_wild() && self.chance(5) {
            // Committed, and the answer never comes: the server died, or the line did.
            self.faults.answers_lost += 1;
            return;
        }
        let wait = self.travel();
        let event = Event::Answered(flight, Answer::Http(http));
        self.later(wait, Due::Event(life, event));
    }

    fn reply(&mut self, request: &Request) -> Http {
        if self.is_wild() {
            if self.chance(15) {
                self.faults.garbage += 1;
                return Http {
                    status: 200,
                    body: b"<html>Welcome to the station's network</html>".to_vec(),
                    ..Http::default()
                };
            }
            if self.chance(20) {
                self.faults.broken += 1;
                return problem(ProblemCode::Internal, None);
            }
            if self.chance(30) {
                self.faults.busy += 1;
                let seconds = self.below(90);
                self.asked_until = self.now + 1_000 * seconds;
                let wait = Duration::from_secs(seconds.unsigned_abs());
                return problem(ProblemCode::Unavailable, Some(wait));
            }
            if self.chance(400) {
                return problem(ProblemCode::AppSuperseded, None);
            }
            if let Request::Submit { id, sha256, .. } = request
                && self.chance(25)
            {
                // A receipt of somebody who would like to be the bureau, which has nothing.
                self.faults.forged += 1;
                let sha256 = if self.chance(2) {
                    sha256.clone()
                } else {
                    "0".repeat(64)
                };
                let forged = received(id, &sha256, &[2; 64]);
                return super::bureau::json(201, serde_json::to_vec(&forged).unwrap());
            }
            if matches!(request, Request::Ask(..)) && self.chance(60) {
                return problem(ProblemCode::NotFound, None);
            }
        }
        if self.broken == Some(Broken::Idempotency)
            && let Request::Submit { id, .. } = request
            && let Some(case) = self.bureau.cases.get_mut(id)
        {
            case.commits += 1;
        }
        if self.broken == Some(Broken::Deeds)
            && let Request::Act(id, deed) = request
            && let Some(times) = self
                .bureau
                .cases
                .get_mut(id)
                .and_then(|case| case.deeds.get_mut(&deed.id))
        {
            *times += 1;
        }
        self.bureau.answer(request)
    }

    /// Time on the way, milliseconds.
    fn travel(&mut self) -> i64 {
        if self.is_wild() && self.chance(20) {
            self.faults.late += 1;
            return self.below(30_000);
        }
        1 + self.below(400)
    }

    fn is_wild(&self) -> bool {
        self.now < CALM
    }

    fn later(&mut self, wait: i64, due: Due) {
        self.serial += 1;
        self.due.push(Reverse((self.now + wait, self.serial)));
        self.what.insert(self.serial, due);
    }

    /// One time in so many.
    fn chance(&mut self, of: u64) -> bool {
        self.draw().is_multiple_of(of)
    }

    fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(self.draw() % bound.unsigned_abs()).unwrap()
    }

    /// xorshift64*.
    fn draw(&mut self) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 8
    }
}
