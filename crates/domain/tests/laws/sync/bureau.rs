//! A bureau as small as can be: it holds each submission once, with its first answer, and files part by part.

use civil_affairs_domain::{
    base64url,
    code::Reference,
    id::SubmissionId,
    instant::Instant,
    receipt::Receipt,
    sync::{Deed, Http},
    wire::{Changes, Event, Problem, ProblemCode, Received},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// Bytes of a part.
pub(super) const PART: u64 = 256;
/// A good signature, in this world.
pub(super) const SIGNED: [u8; 64] = [1; 64];

/// What it holds of a submission.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) sha256: String,
    pub(super) answer: Received,
    /// Length of each file, and how much of it is there.
    pub(super) files: BTreeMap<String, (u64, u64)>,
    /// How often it was put in.
    pub(super) commits: u32,
    /// Names of the deeds that were done, and how often.
    pub(super) deeds: BTreeMap<String, u32>,
    /// What happened, in order.
    pub(super) events: Vec<Event>,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Bureau {
    pub(super) cases: BTreeMap<SubmissionId, Case>,
    pub(super) refused: BTreeMap<SubmissionId, ProblemCode>,
    /// Deeds that it never does.
    pub(super) refused_deeds: BTreeSet<String>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(super) enum Request {
    Submit {
        id: SubmissionId,
        sha256: String,
        /// The bytes were damaged on the way.
        is_damaged: bool,
        files: BTreeMap<String, u64>,
    },
    Ask(SubmissionId, String),
    Part(SubmissionId, String, u64),
    Act(SubmissionId, Deed),
    Look(SubmissionId, u64),
}

impl Bureau {
    pub(super) fn answer(&mut self, request: &Request) -> Http {
        match request {
            Request::Submit {
                id,
                sha256,
                is_damaged,
                files,
            } => self.submit(id, sha256, *is_damaged, files),
            Request::Ask(id, file) => self.part(id, file, None),
            Request::Part(id, file, from) => self.part(id, file, Some(*from)),
            Request::Act(id, deed) => self.act(id, deed),
            Request::Look(id, since) => self.changes(id, *since),
        }
    }

    fn submit(
        &mut self,
        id: &SubmissionId,
        sha256: &str,
        is_damaged: bool,
        files: &BTreeMap<String, u64>,
    ) -> Http {
        if is_damaged {
            return problem(ProblemCode::DigestMismatch, None);
        }
        if let Some(code) = self.refused.get(id) {
            return problem(*code, None);
        }
        let is_new = !self.cases.contains_key(id);
        if is_new {
            let case = Case {
                sha256: sha256.to_owned(),
                answer: received(id, sha256, &SIGNED),
                files: files
                    .iter()
                    .map(|(file, size)| (file.clone(), (*size, 0)))
                    .collect(),
                commits: 0,
                deeds: BTreeMap::new(),
                events: vec![event(1, "submitted")],
            };
            self.cases.insert(*id, case);
        }
        let Some(case) = self.cases.get_mut(id) else {
            return problem(ProblemCode::Internal, None);
        };
        if case.sha256 != sha256 {
            return problem(ProblemCode::IdConflict, None);
        }
        case.commits += u32::from(is_new);
        let mut answer = case.answer.clone();
        let missing = case.files.iter().filter(|(_, (size, there))| there < size);
        answer.missing_files = missing.map(|(file, _)| file.clone()).collect();
        json(
            if is_new { 201 } else { 200 },
            serde_json::to_vec(&answer).unwrap(),
        )
    }

    fn act(&mut self, id: &SubmissionId, deed: &Deed) -> Http {
        if self.refused_deeds.contains(&deed.id) {
            return problem(ProblemCode::NotNow, None);
        }
        let Some(case) = self.cases.get_mut(id) else {
            return problem(ProblemCode::NotFound, None);
        };
        if !case.deeds.contains_key(&deed.id) {
            case.deeds.insert(deed.id.clone(), 1);
            for file in &deed.files {
                case.files.entry(file.clone()).or_insert((PART * 2, 0));
            }
            self.advance(id);
        }
        self.changes(id, 0)
    }

    /// Something happens with a case.
    pub(super) fn advance(&mut self, id: &SubmissionId) {
        if let Some(case) = self.cases.get_mut(id) {
            let seq = case.events.len() as u64 + 1;
            case.events.push(event(seq, &format!("state-{seq}")));
        }
    }

    fn changes(&self, id: &SubmissionId, since: u64) -> Http {
        let Some(case) = self.cases.get(id) else {
            return problem(ProblemCode::NotFound, None);
        };
        let last = case.events.last().unwrap();
        let events = case.events.iter().filter(|event| event.seq > since);
        let changes = Changes {
            cursor: last.seq,
            state: last.state.clone(),
            reference: case.answer.reference.clone(),
            service: "temporary-assistance".to_owned(),
            events: events.cloned().collect(),
            missing_files: Vec::new(),
            held_until: None,
        };
        json(200, serde_json::to_vec(&changes).unwrap())
    }

    fn part(&mut self, id: &SubmissionId, file: &str, from: Option<u64>) -> Http {
        let found = self
            .cases
            .get_mut(id)
            .and_then(|case| case.files.get_mut(file));
        let Some((size, there)) = found else {
            return problem(ProblemCode::NotFound, None);
        };
        if let Some(from) = from {
            if from != *there {
                return problem(ProblemCode::OffsetMismatch, None);
            }
            *there = (*there + PART).min(*size);
        }
        Http {
            status: 204,
            offset: Some(*there),
            is_complete: Some(there == size),
            ..Http::default()
        }
    }
}

fn event(seq: u64, state: &str) -> Event {
    Event {
        seq,
        at: Instant::parse("2026-12-01T09:30:00+08:00").unwrap(),
        state: state.to_owned(),
        actor: "bureau".to_owned(),
        reason: None,
        note: None,
        documents: Vec::new(),
        errors: Vec::new(),
        slot: None,
        alternatives: Vec::new(),
        due: None,
        due_at: None,
    }
}

pub(super) fn received(id: &SubmissionId, sha256: &str, signature: &[u8]) -> Received {
    let reference = Reference::parse("2345-6789-ABC4").unwrap();
    let receipt = Receipt::new(
        reference.clone(),
        *id,
        sha256.to_owned(),
        Instant::parse("2026-12-01T09:30:00+08:00").unwrap(),
        "temporary-assistance".to_owned(),
        "submitted".to_owned(),
    );
    let input = receipt.signing_input("key").unwrap();
    Received {
        receipt: format!("{input}.{}", base64url::encode(signature)),
        reference,
        state: "submitted".to_owned(),
        missing_files: Vec::new(),
    }
}

pub(super) fn json(status: u16, body: Vec<u8>) -> Http {
    Http {
        status,
        is_json: true,
        body,
        ..Http::default()
    }
}

pub(super) fn problem(code: ProblemCode, retry_after: Option<Duration>) -> Http {
    let problem = Problem {
        code,
        correlation_id: None,
        alternatives: Vec::new(),
    };
    Http {
        retry_after,
        ..json(code.status(), serde_json::to_vec(&problem).unwrap())
    }
}
