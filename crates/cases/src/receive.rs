//! A submission comes in.

use super::{
    Intake, IntakeProblem, Moment,
    booking::{Booking, Choice, Wish},
    definitions::Unknown,
    judge::{Judgement, Verdict, judge},
    partner, shape,
    steps::{Go, SERVER, Scene},
};
use crate::receipt::Receipt;
use civil_affairs_domain::{
    form::rule_context::RuleContext,
    lifecycle::due::Due,
    protocol::submission::{NotDecodable, Submission},
    protocol::wire::Received,
    value::code::{Capability, Reference, Secret},
    value::date::Date,
    value::id::SubmissionId,
};
use civil_affairs_store::{Held, Store, StoreError, Told, Writing};
use sha2::{Digest, Sha256};

/// Where everything begins.
const SUBMITTED: &str = "submitted";
/// Where something has to be mended.
const NEED_CORRECTION: &str = "need_correction";

/// What was sent.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// From the address.
    pub id: SubmissionId,
    /// Who may see and change it later.
    pub capability: Capability,
    /// For asking from elsewhere.
    pub secret: Secret,
    /// SHA-256 of the bytes, as the sender reckoned it.
    pub digest: [u8; 32],
    /// The bytes, never written anew.
    pub body: Vec<u8>,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Received now, not before.
    pub is_new: bool,
    /// The service it asks for.
    pub service: String,
    /// The first answer, whenever it is asked for; only the missing files are those of today.
    pub received: Received,
}

/// Receives a submission, once: the same bytes again get the same answer.
///
/// # Errors
///
/// See [`IntakeProblem`]. Then nothing was kept.
pub async fn receive(
    intake: &Intake,
    at: &Moment,
    incoming: Incoming,
) -> Result<Answer, IntakeProblem> {
    let sha256: [u8; 32] = Sha256::digest(&incoming.body).into();
    if sha256 != incoming.digest {
        return Err(IntakeProblem::DigestMismatch);
    }
    let sender = Sender::of(&incoming.capability, sha256);
    if let Some(held) = intake.store.submission(incoming.id).await? {
        return replay(&intake.store, &held, &sender, &incoming.body).await;
    }
    if !shape::is_sound(&incoming.body) {
        return Err(IntakeProblem::NotDecodable);
    }
    let submission = Submission::decode(&incoming.body).map_err(|error| match error {
        NotDecodable::TooLarge => IntakeProblem::TooLarge,
        _ => IntakeProblem::NotDecodable,
    })?;
    if submission.id != incoming.id {
        return Err(IntakeProblem::NotDecodable);
    }
    let ground = intake
        .definitions
        .find(&submission.service, &submission.definition_version)
        .map_err(|unknown| match unknown {
            Unknown::Service => IntakeProblem::UnknownService,
            Unknown::Version => IntakeProblem::UnknownVersion,
        })?;
    let setting = setting_at(&ground, at);
    let judgement = judge(&setting, &submission);
    let arrival = Arrival {
        intake,
        at,
        setting: &setting,
        catalogue: &ground.current.digest,
        sender: &sender,
        incoming: &incoming,
        submission: &submission,
        judgement: &judgement,
    };
    // All others wait while it has its turn: what takes long and can be done before it is done before it.
    let likely = arrival.answer(arrival.likely_state(), &submission.reference)?;
    if setting.service.booking.is_none() {
        // Mostly nothing like it is here. So the database is asked nothing and only told; until it refuses that.
        let mut writing = intake.store.write().await?;
        let settled = arrival.settle(&mut writing).await?;
        let held = arrival.keep(&mut writing, &settled, &likely).await?;
        match writing.commit().await {
            Err(error) if error.is_clash() => {}
            committed => {
                committed?;
                return arrival.kept(&held, likely).await;
            }
        }
    }
    let mut writing = intake.store.write().await?;
    let (own, is_taken) = writing.met(incoming.id, &submission.reference).await?;
    if let Some(held) = own {
        // It may have come a moment ago, and not be on the disk yet.
        writing.commit().await?;
        return replay(&intake.store, &held, &sender, &incoming.body).await;
    }
    let settled = arrival.settle(&mut writing).await?;
    let answer = if is_taken {
        let reference = arrival.another_reference(&mut writing).await?;
        arrival.answer(settled.state, &reference)?
    } else if likely.state == settled.state {
        likely
    } else {
        arrival.answer(settled.state, &submission.reference)?
    };
    let held = arrival.keep(&mut writing, &settled, &answer).await?;
    writing.commit().await?;
    arrival.kept(&held, answer).await
}

/// The rules that count for a submission now.
pub(super) fn setting_at<'a>(ground: &'a super::Ground, at: &Moment) -> RuleContext<'a> {
    let minute = Date::minute_of_unix_millis(at.now.unix_millis());
    RuleContext::new(&ground.service, &ground.current.policy, at.now.date()).at(minute)
}

/// Who sent which bytes.
struct Sender {
    capability_hash: [u8; 32],
    sha256: [u8; 32],
}

impl Sender {
    fn of(capability: &Capability, sha256: [u8; 32]) -> Sender {
        Sender {
            capability_hash: Sha256::digest(capability.to_string()).into(),
            sha256,
        }
    }
}

async fn replay(
    store: &Store,
    held: &Held,
    sender: &Sender,
    body: &[u8],
) -> Result<Answer, IntakeProblem> {
    if held.sha256 != sender.sha256 || held.capability_hash != sender.capability_hash {
        return Err(IntakeProblem::IdConflict);
    }
    let damaged = |_| IntakeProblem::from(StoreError::Damaged("submissions"));
    let mut received: Received = serde_json::from_str(&held.answer).map_err(damaged)?;
    let submission = Submission::decode(body).map_err(|_| IntakeProblem::NotDecodable)?;
    received.missing_files = missing_files(store, held, &submission).await?;
    Ok(Answer {
        is_new: false,
        service: held.service.clone(),
        received,
    })
}

/// Hashes of the files that belong to a submission and are not here yet.
pub(super) async fn missing_files(
    store: &Store,
    held: &Held,
    submission: &Submission,
) -> Result<Vec<civil_affairs_domain::value::sha256::Sha256>, StoreError> {
    if submission.files.is_empty() {
        return Ok(Vec::new());
    }
    let here = store.complete_files(held.id, &held.capability_hash).await?;
    let wanted = submission.files.iter().map(|file| file.sha256);
    Ok(wanted.filter(|wanted| !here.contains(wanted)).collect())
}

/// A submission on its way in.
struct Arrival<'a> {
    intake: &'a Intake,
    at: &'a Moment,
    setting: &'a RuleContext<'a>,
    /// Digest of what is in force.
    catalogue: &'a str,
    sender: &'a Sender,
    incoming: &'a Incoming,
    submission: &'a Submission,
    judgement: &'a Judgement,
}

/// What came of it.
struct Settled {
    state: &'static str,
    told: Told,
    booking: Option<Booking>,
}

impl Settled {
    fn new(state: &'static str) -> Settled {
        Settled {
            state,
            told: Told::default(),
            booking: None,
        }
    }

    /// Of a wish for a slot.
    fn of(setting: &RuleContext<'_>, choice: Choice) -> Settled {
        match choice {
            Choice::ByHand => Settled::new(SUBMITTED),
            Choice::Lost(alternatives) => {
                let mut settled = Settled::new("slot_lost");
                settled.told.alternatives = alternatives;
                settled
            }
            Choice::Booked(booking) => {
                let mut settled = Settled::new(partner::first_state(setting));
                settled.told.slot = Some(booking.slot.clone());
                settled.booking = Some(booking);
                settled
            }
        }
    }

    /// Takes the place, and writes down what happened.
    async fn write(
        &self,
        writing: &mut Writing,
        arrival: &Arrival<'_>,
        held: &Held,
    ) -> Result<(), IntakeProblem> {
        if let Some(booking) = &self.booking {
            booking.take(writing, held.id);
        }
        let Arrival { at, setting, .. } = *arrival;
        let scene = Scene { at, setting, held };
        let settled = Go {
            told: &self.told,
            wishes: Some(&arrival.submission.wishes),
            ..Go::new(SUBMITTED, self.state, SERVER)
        };
        if self.state == SUBMITTED {
            let first = Go {
                from: None,
                ..settled
            };
            scene.go(writing, first).await?;
            return Ok(());
        }
        let first = Go {
            from: None,
            passes: true,
            ..Go::new(SUBMITTED, SUBMITTED, SERVER)
        };
        let second = Go {
            reason: arrival.judgement.reason.as_deref(),
            ..settled
        };
        scene.go(writing, first).await?;
        scene.go(writing, second).await?;
        Ok(())
    }
}

impl Arrival<'_> {
    /// What is answered: a receipt, and nothing yet of the files that are missing.
    fn answer(&self, state: &str, reference: &Reference) -> Result<Received, IntakeProblem> {
        let receipt = Receipt::new(
            reference.clone(),
            self.submission.id,
            self.sender.sha256.into(),
            self.at.now,
            self.submission.service.clone(),
            state.into(),
        );
        Ok(Received {
            receipt: self.intake.keys.signer.sign(&receipt)?,
            reference: reference.clone(),
            state: state.into(),
            missing_files: Vec::new(),
        })
    }

    /// Writes down that it is here, with what is answered and what comes of it.
    async fn keep(
        &self,
        writing: &mut Writing,
        settled: &Settled,
        received: &Received,
    ) -> Result<Held, IntakeProblem> {
        let Arrival {
            submission, sender, ..
        } = self;
        let secret = self.incoming.secret.to_string();
        let answer = serde_json::to_string(received)
            .map_err(|error| IntakeProblem::Internal(error.to_string()))?;
        let held = Held {
            id: submission.id,
            reference: received.reference.clone(),
            service: submission.service.to_string(),
            definition_version: submission.definition_version.clone(),
            state: settled.state.to_owned(),
            received_at: self.at.now,
            sha256: sender.sha256,
            capability_hash: sender.capability_hash,
            secret_hash: self
                .intake
                .keys
                .of_secret(&submission.id.to_string(), &secret),
            answer,
            answer_due: self.answer_due(),
            due_at: None,
            day: None,
            erased_at: None,
        };
        writing.hold(&held, self.catalogue, &self.incoming.body);
        settled.write(writing, self, &held).await?;
        if settled.state == partner::AWAITING {
            let code = partner::hash(&self.incoming.capability);
            writing.ask_partner(submission.id, &code);
        }
        Ok(held)
    }

    /// It is on the disk.
    async fn kept(&self, held: &Held, mut received: Received) -> Result<Answer, IntakeProblem> {
        received.missing_files = missing_files(&self.intake.store, held, self.submission).await?;
        Ok(Answer {
            is_new: true,
            service: held.service.clone(),
            received,
        })
    }

    /// The state that [`Arrival::settle`] will most likely come to.
    fn likely_state(&self) -> &'static str {
        match self.judgement.verdict {
            Verdict::Submitted => SUBMITTED,
            Verdict::NeedCorrection => NEED_CORRECTION,
            Verdict::Book => partner::first_state(self.setting),
        }
    }

    /// Decides on the state, and on the slot where one is wished.
    async fn settle(&self, writing: &mut Writing) -> Result<Settled, IntakeProblem> {
        let wish = Wish {
            keys: &self.intake.keys,
            at: self.at,
            setting: self.setting,
            wishes: &self.submission.wishes,
            pair: self.judgement.pair.as_ref(),
        };
        if self.setting.service.booking.is_some() && wish.has_lapsed() {
            let alternatives = wish.alternatives(writing).await?;
            return Err(IntakeProblem::Lapsed { alternatives });
        }
        match self.judgement.verdict {
            Verdict::Submitted => {
                let mut settled = Settled::new(SUBMITTED);
                settled.told.errors.clone_from(&self.judgement.errors);
                Ok(settled)
            }
            Verdict::NeedCorrection => {
                let mut settled = Settled::new(NEED_CORRECTION);
                settled.told.errors.clone_from(&self.judgement.errors);
                Ok(settled)
            }
            Verdict::Book => Ok(Settled::of(self.setting, wish.choose(writing).await?)),
        }
    }

    /// The answer that is promised: by the first track that the server's own check comes to.
    fn answer_due(&self) -> Option<Due> {
        let first = self.judgement.tracks.first()?;
        let tracks = &self.setting.service.tracks;
        let track = tracks.iter().find(|track| track.id == *first)?;
        Due::after(self.setting, track.answer.as_deref()?, self.at.now)
    }

    /// In the place of the reference that was sent, which somebody has already.
    async fn another_reference(&self, writing: &mut Writing) -> Result<Reference, IntakeProblem> {
        let mut random = self.at.bytes("reference");
        loop {
            let reference = Reference::draw(&mut random)
                .ok_or_else(|| IntakeProblem::Internal("no more references".to_owned()))?;
            if !writing.is_taken(&reference).await? {
                return Ok(reference);
            }
        }
    }
}
