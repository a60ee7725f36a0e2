//! A submission comes in.

use super::{
    Intake, IntakeProblem, Moment,
    booking::{Choice, Reservation, Wish},
    definitions::{UnknownDefinition, rules_at},
    judge::{IntakeVerdict, Judgement, judge},
    partner, shape,
    transition::{CaseContext, SERVER, Transition},
};
use crate::receipt::Receipt;
use civil_affairs_domain::{
    form::rule_context::RuleContext,
    lifecycle::due::Due,
    protocol::submission::{NotDecodable, Submission},
    protocol::wire::Received,
    value::code::{Capability, Reference, Secret},
    value::id::SubmissionId,
};
use civil_affairs_store::{CaseRow, PublicDetail, Store, StoreError, Transaction};
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
    if let Some(case) = intake.store.submission(incoming.id).await? {
        return replay(&intake.store, &case, &sender, &incoming.body).await;
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
    let rule_set = intake
        .definitions
        .find(&submission.service, &submission.definition_version)
        .map_err(|unknown| match unknown {
            UnknownDefinition::Service => IntakeProblem::UnknownService,
            UnknownDefinition::Version => IntakeProblem::UnknownVersion,
        })?;
    let rules = rules_at(&rule_set, at);
    let judgement = judge(&rules, &submission);
    let incoming_case = IncomingCase {
        intake,
        at,
        rules: &rules,
        catalogue: &rule_set.current.digest,
        sender: &sender,
        incoming: &incoming,
        submission: &submission,
        judgement: &judgement,
    };
    // All others wait while it has its turn: what takes long and can be done before it is done before it.
    let likely = incoming_case.answer(incoming_case.likely_state(), &submission.reference)?;
    if rules.service.booking.is_none() {
        // Mostly nothing like it is here. So the database is asked nothing and only told; until it refuses that.
        let mut tx = intake.store.write().await?;
        let outcome = incoming_case.decide(&mut tx).await?;
        let case = incoming_case.keep(&mut tx, &outcome, &likely).await?;
        match tx.commit().await {
            Err(error) if error.is_clash() => {}
            committed => {
                committed?;
                return incoming_case.kept(&case, likely).await;
            }
        }
    }
    let mut tx = intake.store.write().await?;
    let (own, is_taken) = tx.met(incoming.id, &submission.reference).await?;
    if let Some(case) = own {
        // It may have come a moment ago, and not be on the disk yet.
        tx.commit().await?;
        return replay(&intake.store, &case, &sender, &incoming.body).await;
    }
    let outcome = incoming_case.decide(&mut tx).await?;
    let answer = if is_taken {
        let reference = incoming_case.another_reference(&mut tx).await?;
        incoming_case.answer(outcome.state, &reference)?
    } else if likely.state == outcome.state {
        likely
    } else {
        incoming_case.answer(outcome.state, &submission.reference)?
    };
    let case = incoming_case.keep(&mut tx, &outcome, &answer).await?;
    tx.commit().await?;
    incoming_case.kept(&case, answer).await
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
    case: &CaseRow,
    sender: &Sender,
    body: &[u8],
) -> Result<Answer, IntakeProblem> {
    if case.sha256 != sender.sha256 || case.capability_hash != sender.capability_hash {
        return Err(IntakeProblem::IdConflict);
    }
    let damaged = |_| IntakeProblem::from(StoreError::Damaged("submissions"));
    let mut received: Received = serde_json::from_str(&case.answer).map_err(damaged)?;
    let submission = Submission::decode(body).map_err(|_| IntakeProblem::NotDecodable)?;
    received.missing_files = missing_files(store, case, &submission).await?;
    Ok(Answer {
        is_new: false,
        service: case.service.clone(),
        received,
    })
}

/// Hashes of the files that belong to a submission and are not here yet.
pub(super) async fn missing_files(
    store: &Store,
    case: &CaseRow,
    submission: &Submission,
) -> Result<Vec<civil_affairs_domain::value::sha256::Sha256>, StoreError> {
    if submission.files.is_empty() {
        return Ok(Vec::new());
    }
    let here = store.complete_files(case.id, &case.capability_hash).await?;
    let wanted = submission.files.iter().map(|file| file.sha256);
    Ok(wanted.filter(|wanted| !here.contains(wanted)).collect())
}

/// A submission on its way in.
struct IncomingCase<'a> {
    intake: &'a Intake,
    at: &'a Moment,
    rules: &'a RuleContext<'a>,
    /// Digest of what is in force.
    catalogue: &'a str,
    sender: &'a Sender,
    incoming: &'a Incoming,
    submission: &'a Submission,
    judgement: &'a Judgement,
}

/// What came of it.
struct Outcome {
    state: &'static str,
    told: PublicDetail,
    booking: Option<Reservation>,
}

impl Outcome {
    fn new(state: &'static str) -> Outcome {
        Outcome {
            state,
            told: PublicDetail::default(),
            booking: None,
        }
    }

    /// Of a wish for a slot.
    fn of(rules: &RuleContext<'_>, choice: Choice) -> Outcome {
        match choice {
            Choice::ByHand => Outcome::new(SUBMITTED),
            Choice::Lost(alternatives) => {
                let mut outcome = Outcome::new("slot_lost");
                outcome.told.alternatives = alternatives;
                outcome
            }
            Choice::Booked(booking) => {
                let mut outcome = Outcome::new(partner::first_state(rules));
                outcome.told.slot = Some(booking.slot.clone());
                outcome.booking = Some(booking);
                outcome
            }
        }
    }

    /// Takes the place, and writes down what happened.
    async fn write(
        &self,
        tx: &mut Transaction,
        incoming_case: &IncomingCase<'_>,
        case: &CaseRow,
    ) -> Result<(), IntakeProblem> {
        if let Some(booking) = &self.booking {
            booking.take(tx, case.id);
        }
        let IncomingCase { at, rules, .. } = *incoming_case;
        let context = CaseContext { at, rules, case };
        let outcome = Transition {
            told: &self.told,
            wishes: Some(&incoming_case.submission.wishes),
            ..Transition::new(SUBMITTED, self.state, SERVER)
        };
        if self.state == SUBMITTED {
            let first = Transition {
                from: None,
                ..outcome
            };
            context.take(tx, first).await?;
            return Ok(());
        }
        let first = Transition {
            from: None,
            passes: true,
            ..Transition::new(SUBMITTED, SUBMITTED, SERVER)
        };
        let second = Transition {
            reason: incoming_case.judgement.reason.as_deref(),
            ..outcome
        };
        context.take(tx, first).await?;
        context.take(tx, second).await?;
        Ok(())
    }
}

impl IncomingCase<'_> {
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
        tx: &mut Transaction,
        outcome: &Outcome,
        received: &Received,
    ) -> Result<CaseRow, IntakeProblem> {
        let IncomingCase {
            submission, sender, ..
        } = self;
        let secret = self.incoming.secret.to_string();
        let answer = serde_json::to_string(received)
            .map_err(|error| IntakeProblem::Internal(error.to_string()))?;
        let case = CaseRow {
            id: submission.id,
            reference: received.reference.clone(),
            service: submission.service.to_string(),
            definition_version: submission.definition_version.clone(),
            state: outcome.state.to_owned(),
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
        tx.hold(&case, self.catalogue, &self.incoming.body);
        outcome.write(tx, self, &case).await?;
        if outcome.state == partner::AWAITING {
            let code = partner::hash(&self.incoming.capability);
            tx.ask_partner(submission.id, &code);
        }
        Ok(case)
    }

    /// It is on the disk.
    async fn kept(&self, case: &CaseRow, mut received: Received) -> Result<Answer, IntakeProblem> {
        received.missing_files = missing_files(&self.intake.store, case, self.submission).await?;
        Ok(Answer {
            is_new: true,
            service: case.service.clone(),
            received,
        })
    }

    /// The state that [`IncomingCase::decide`] will most likely come to.
    fn likely_state(&self) -> &'static str {
        match self.judgement.verdict {
            IntakeVerdict::Submitted => SUBMITTED,
            IntakeVerdict::NeedCorrection => NEED_CORRECTION,
            IntakeVerdict::Book => partner::first_state(self.rules),
        }
    }

    /// Decides on the state, and on the slot where one is wished.
    async fn decide(&self, tx: &mut Transaction) -> Result<Outcome, IntakeProblem> {
        let wish = Wish {
            keys: &self.intake.keys,
            at: self.at,
            rules: self.rules,
            wishes: &self.submission.wishes,
            pair: self.judgement.pair.as_ref(),
        };
        if self.rules.service.booking.is_some() && wish.has_lapsed() {
            let alternatives = wish.alternatives(tx).await?;
            return Err(IntakeProblem::Lapsed { alternatives });
        }
        match self.judgement.verdict {
            IntakeVerdict::Submitted => {
                let mut outcome = Outcome::new(SUBMITTED);
                outcome.told.errors.clone_from(&self.judgement.errors);
                Ok(outcome)
            }
            IntakeVerdict::NeedCorrection => {
                let mut outcome = Outcome::new(NEED_CORRECTION);
                outcome.told.errors.clone_from(&self.judgement.errors);
                Ok(outcome)
            }
            IntakeVerdict::Book => Ok(Outcome::of(self.rules, wish.choose(tx).await?)),
        }
    }

    /// The answer that is promised: by the first track that the server's own check comes to.
    fn answer_due(&self) -> Option<Due> {
        let first = self.judgement.tracks.first()?;
        let tracks = &self.rules.service.tracks;
        let track = tracks.iter().find(|track| track.id == *first)?;
        Due::after(self.rules, track.answer.as_deref()?, self.at.now)
    }

    /// In the place of the reference that was sent, which somebody has already.
    async fn another_reference(&self, tx: &mut Transaction) -> Result<Reference, IntakeProblem> {
        let mut random = self.at.bytes("reference");
        loop {
            let reference = Reference::draw(&mut random)
                .ok_or_else(|| IntakeProblem::Internal("no more references".to_owned()))?;
            if !tx.is_taken(&reference).await? {
                return Ok(reference);
            }
        }
    }
}
