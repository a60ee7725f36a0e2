//! The line between device and bureau: it loses, delays, repeats, damages and makes up, in both directions.

use super::{Due, Letter, Purpose, Which, World, Wrong};
use crate::{
    fault::{Fault, Mistake},
    forger,
    post::{About, Request, content_digest},
    world_setup::BEGIN,
};
use civil_affairs_domain::{
    protocol::wire::{ApiProblem, ProblemCode, header},
    sync::{HttpReply, RequestOutcome},
    value::id::SubmissionId,
};
use civil_affairs_store::Cut;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// After so long the app gives a request up (`crates/client/src/platform/post.rs`), milliseconds.
const GIVE_UP: i64 = 30_000;

impl World<'_> {
    pub(super) fn send(&mut self, which: Which, purpose: Purpose, mut request: Request) {
        let life = self.device(which).life;
        self.tally.requests += 1;
        if !matches!(purpose, Purpose::Aside) {
            let given_up = Due::Answer(which, life, purpose.clone(), RequestOutcome::None);
            self.later(GIVE_UP, given_up);
        }
        if self.strikes(Fault::RequestLost, 10) {
            return;
        }
        if let Some(http) = self.stands_between(which, &request) {
            let wait = self.travel(Fault::AnswerLate);
            self.later(
                wait,
                Due::Answer(which, life, purpose, RequestOutcome::Http(http)),
            );
            return;
        }
        let is_checked = matches!(request.about, About::Submit(_) | About::Part(_));
        if is_checked && self.strikes(Fault::Damaged, 12) {
            self.damage(&mut request.body);
        }
        let times = if self.strikes(Fault::RequestTwice, 12) {
            2
        } else {
            1
        };
        for _ in 0..times {
            let letter = Letter {
                from: which,
                life,
                purpose: purpose.clone(),
                request: request.clone(),
            };
            let wait = self.travel(Fault::RequestLate);
            self.later(wait, Due::Request(letter));
        }
    }

    /// Turns a bit over.
    fn damage(&mut self, bytes: &mut [u8]) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let (at, bit) = (self.chance.below(length), self.chance.below(8));
        if let Some(byte) = usize::try_from(at).ok().and_then(|at| bytes.get_mut(at)) {
            *byte ^= 1 << bit;
        }
    }

    /// Time on the way, milliseconds.
    fn travel(&mut self, late: Fault) -> i64 {
        if self.strikes(late, 25) {
            return self.chance.time(40_000);
        }
        let longest = if self.is_wild() { 600 } else { 200 };
        10 + self.chance.time(longest)
    }

    /// Whoever answers in the server's place.
    fn stands_between(&mut self, which: Which, request: &Request) -> Option<HttpReply> {
        if self.strikes(Fault::Portal, 40) {
            let html = b"<!doctype html><title>Welcome to the station's network</title>";
            return Some(HttpReply {
                status: if self.chance.one_in(2) { 200 } else { 511 },
                body: html.to_vec(),
                ..HttpReply::default()
            });
        }
        if self.strikes(Fault::Gateway, 40) {
            let status = self.chance.pick(&[502, 503, 504, 429]).copied();
            let asks = self.chance.one_in(2);
            let asked = Duration::from_secs(self.chance.below(20).into());
            return Some(HttpReply {
                status: status.unwrap_or(502),
                retry_after: asks.then_some(asked),
                ..HttpReply::default()
            });
        }
        if self.strikes(Fault::RetryAfter, 45) {
            // Longer than a minute is not waited.
            let asked = Duration::from_secs(self.chance.below(90).into());
            return problem(ProblemCode::Unavailable, Some(asked));
        }
        if self.strikes(Fault::Superseded, 45) {
            return problem(ProblemCode::AppSuperseded, None);
        }
        let asks = matches!(request.about, About::Ask(_) | About::Look(_));
        if asks && self.strikes(Fault::Unknown, 10) {
            return problem(ProblemCode::NotFound, None);
        }
        match request.about {
            About::Part(id) if self.strikes(Fault::FileRefused, 4) => {
                let record = self.device(which).disk.get_mut(&id);
                let file = request.path.rsplit('/').next();
                let file = file.and_then(|file| file.parse().ok());
                if let Some((record, file)) = record.zip(file) {
                    record.gone.insert(file);
                }
                problem(ProblemCode::TooLarge, None)
            }
            About::Submit(id) if self.strikes(Fault::Forged, 10) => {
                let paper = self.papers.iter().find(|paper| paper.id == id)?;
                let kind = self.chance.below(4);
                let own = self.bureau.intake().keys.signer.keys();
                let answers = &self.bureau.first_answers;
                let other = answers.iter().find(|(other, _)| **other != id);
                let other = other.map(|(_, (_, receipt))| receipt.as_str());
                forger::forge(paper, &own, other, kind)
            }
            _ => None,
        }
    }

    /// A request reaches the bureau.
    pub(super) fn arrives(&mut self, mut letter: Letter) -> Result<(), Wrong> {
        if self.now < self.bureau.down_until {
            self.fault(Fault::ServerDown);
            self.reply(&letter, RequestOutcome::None);
            return Ok(());
        }
        let deed = match &letter.request.about {
            About::Act(id, deed) => Some((*id, deed.clone())),
            _ => None,
        };
        self.make_mistakes(&mut letter.request);
        let before = match self.mistake {
            Some(Mistake::Forgetful) => Some(self.bureau.image()?),
            _ => None,
        };
        let cut = self.cut(&letter.request);
        let http = self
            .bureau
            .answer(self.now, &letter.request, cut, &mut self.chance)?;
        self.note(|| {
            let body: String = String::from_utf8_lossy(&http.body)
                .chars()
                .take(200)
                .collect();
            format!("bureau: {} {body}", http.status)
        });
        if let Some((id, deed)) = deed.filter(|_| http.status == 200) {
            self.accepted.entry(id).or_default().insert(deed);
        }
        match cut.filter(|_| http.status == 500) {
            Some(cut) => {
                let name = format!("{} {}", cut.what, cut.table);
                self.tally.cuts.count(&name);
                if self.chance.one_in(2) {
                    self.fault(Fault::ServerDisk);
                } else {
                    self.fault(Fault::ServerDiedWriting);
                    return self.server_dies(&letter, before.as_deref());
                }
            }
            None if http.status == 500 => {
                let told = String::from_utf8_lossy(&http.body);
                return Err(Wrong::Law(format!("the server fails by itself: {told}")));
            }
            None => {}
        }
        if self.strikes(Fault::ServerDiedReplying, 15) {
            return self.server_dies(&letter, before.as_deref());
        }
        if self.strikes(Fault::AnswerLost, 12) {
            return Ok(());
        }
        let http = if self.strikes(Fault::Garbage, 25) {
            self.garbled(http)
        } else {
            http
        };
        let times = if self.strikes(Fault::AnswerTwice, 15) {
            2
        } else {
            1
        };
        for _ in 0..times {
            self.reply(&letter, RequestOutcome::Http(http.clone()));
        }
        Ok(())
    }

    fn reply(&mut self, letter: &Letter, answer: RequestOutcome) {
        let wait = self.travel(Fault::AnswerLate);
        let purpose = letter.purpose.clone();
        let due = Due::Answer(letter.from, letter.life, purpose, answer);
        self.later(wait, due);
    }

    /// It dies with a request in its hands, and comes back soon. A mistake: with an older database.
    fn server_dies(&mut self, letter: &Letter, before: Option<&[u8]>) -> Result<(), Wrong> {
        self.bureau.down_until = self.now + self.chance.time(2_000);
        match before {
            Some(image) => self.bureau.fall_back(image)?,
            None if self.chance.one_in(16) => self.restart()?,
            None => {}
        }
        self.reply(letter, RequestOutcome::None);
        Ok(())
    }

    /// A write at which the server's disk fails, among those that the request may come to.
    fn cut(&mut self, request: &Request) -> Option<Cut> {
        let tables: &[&str] = match request.about {
            About::Submit(_) => &["submissions", "events", "told", "bookings", "outbox"],
            About::Part(_) => &["files", "file_parts"],
            About::Act(..) => &[
                "submissions",
                "events",
                "told",
                "bookings",
                "actions",
                "supplements",
            ],
            _ => return None,
        };
        if !(self.is_wild() && self.chance.one_in(4)) {
            return None;
        }
        let cuts = Cut::ALL.into_iter();
        let cuts: Vec<Cut> = cuts.filter(|cut| tables.contains(&cut.table)).collect();
        self.chance.pick(&cuts).copied()
    }

    /// An answer that is cut, or whose bytes are anything.
    fn garbled(&mut self, mut http: HttpReply) -> HttpReply {
        let length = u32::try_from(http.body.len()).unwrap_or(u32::MAX);
        if self.chance.one_in(2) {
            let kept = usize::try_from(self.chance.below(length)).unwrap_or(0);
            http.body.truncate(kept);
        } else {
            http.body = self.chance.bytes::<24>().to_vec();
        }
        http.offset = None;
        http.is_complete = None;
        http
    }

    /// Mistakes that are the bureau's.
    fn make_mistakes(&mut self, request: &mut Request) {
        let other = || SubmissionId::new(BEGIN + self.now, self.chance.clone().bytes());
        match (&request.about, self.mistake) {
            (About::Submit(id), Some(Mistake::Idempotency))
                if self.bureau.first_answers.contains_key(id) =>
            {
                let (id, other) = (id.to_string(), other().to_string());
                let body = String::from_utf8_lossy(&request.body);
                request.body = body.replace(&id, &other).into_bytes();
                request.path = request.path.replace(&id, &other);
                for (name, value) in &mut request.headers {
                    if *name == header::CONTENT_DIGEST {
                        *value = content_digest(&Sha256::digest(&request.body));
                    }
                }
            }
            (About::Act(_, deed), Some(Mistake::DeedsRepeated)) => {
                request.path = request.path.replace(deed.as_str(), &other().to_string());
            }
            _ => {}
        }
    }
}

fn problem(code: ProblemCode, retry_after: Option<Duration>) -> Option<HttpReply> {
    let problem = ApiProblem {
        code,
        correlation_id: None,
        alternatives: Vec::new(),
    };
    Some(HttpReply {
        status: code.status(),
        is_json: true,
        retry_after,
        body: serde_json::to_vec(&problem).ok()?,
        ..HttpReply::default()
    })
}
