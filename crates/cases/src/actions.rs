//! Carries out what a citizen does with a submission of her own: once, and only where the state allows it.

use super::{
    Action, Intake, IntakeProblem, Moment,
    booking::{Choice, Wish},
    changes,
    definitions::rules_at,
    erase,
    judge::judge,
    partner, shape,
    transition::{CITIZEN, CaseContext, SERVER, Transition},
};
use civil_affairs_domain::{
    form::rule_context::RuleContext, protocol::submission::Submission, protocol::wire::Changes,
    value::code::Capability, value::id::SubmissionId, value::slot::SlotId,
};
use civil_affairs_store::{PublicDetail, StoreError, Transaction};
use sha2::{Digest, Sha256};

/// A submission in which so much has happened takes no more actions: nobody fills the disk with one capability.
const MOST_STEPS: u32 = 200;
/// States in which something was told that has to be mended; then the office looks at it again.
const MENDED: &str = "need_correction";

/// Which action, and by whom.
#[derive(Clone, Debug)]
pub struct CitizenRequest {
    /// On which submission.
    pub id: SubmissionId,
    /// Its capability.
    pub capability: Capability,
    /// Names the action: the same name again does nothing more. A UUID.
    pub action: String,
    /// The action as it was sent.
    pub body: Vec<u8>,
}

/// Carries out an action and tells where the submission stands then.
///
/// # Errors
///
/// [`IntakeProblem::NotNow`] where the state does not allow it; see [`IntakeProblem`] for the rest. Then nothing has changed.
pub async fn perform(
    intake: &Intake,
    at: &Moment,
    request: CitizenRequest,
) -> Result<Changes, IntakeProblem> {
    if !shape::is_sound(&request.body) {
        return Err(IntakeProblem::NotDecodable);
    }
    let action: Action =
        serde_json::from_slice(&request.body).map_err(|_| IntakeProblem::NotDecodable)?;
    if !is_name(&request.action) {
        return Err(IntakeProblem::NotFound);
    }
    let capability_hash: [u8; 32] = Sha256::digest(request.capability.to_string()).into();
    let digest: [u8; 32] = Sha256::digest(&request.body).into();
    let mut tx = intake.store.write().await?;
    let case = tx
        .submission(request.id)
        .await?
        .filter(|case| case.capability_hash == capability_hash)
        .ok_or(IntakeProblem::NotFound)?;
    match tx.action(&request.action).await? {
        Some(done) if done == (request.id.to_string(), digest) => {
            tx.commit().await?;
            return now(intake, request.id).await;
        }
        Some(_) => return Err(IntakeProblem::IdConflict),
        None => {}
    }
    if tx.steps_taken(request.id).await? >= MOST_STEPS {
        return Err(IntakeProblem::TooLarge);
    }
    let rule_set = intake.rule_set(&case)?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let doing = Doing {
        intake,
        context,
        request: &request,
    };
    doing.perform(&mut tx, action).await?;
    tx.keep_action(&request.action, request.id, at.now, &digest);
    tx.commit().await?;
    now(intake, request.id).await
}

/// A UUID of any version in its usual form.
fn is_name(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
}

async fn now(intake: &Intake, id: SubmissionId) -> Result<Changes, IntakeProblem> {
    let case = intake.store.submission(id).await?;
    changes::of(intake, &case.ok_or(IntakeProblem::NotFound)?, 0).await
}

/// An action that is going on.
struct Doing<'a> {
    intake: &'a Intake,
    context: CaseContext<'a>,
    request: &'a CitizenRequest,
}

impl Doing<'_> {
    fn state(&self) -> &str {
        &self.context.case.state
    }

    fn rules(&self) -> &RuleContext<'_> {
        self.context.rules
    }

    fn may(&self, to: &str) -> bool {
        self.rules().service.may(self.state(), to)
    }

    fn not_now(&self) -> IntakeProblem {
        IntakeProblem::NotNow {
            state: self.state().to_owned(),
        }
    }

    async fn perform(&self, tx: &mut Transaction, action: Action) -> Result<(), IntakeProblem> {
        match action {
            Action::Withdraw {} => {
                let to = self.context.rules.service.taken_back(self.state());
                self.end(tx, to.ok_or_else(|| self.not_now())?).await
            }
            Action::Cancel {} => self.end(tx, "cancelled").await,
            Action::Change { wishes } => self.change(tx, &wishes).await,
            Action::Supplement { .. } => self.supplement(tx).await,
            Action::Erase {} => {
                if !erase::may(&self.context, self.state(), tx).await? {
                    return Err(self.not_now());
                }
                Ok(erase::everything(
                    &self.context,
                    tx,
                    CITIZEN,
                    erase::BY_CITIZEN,
                )?)
            }
        }
    }

    async fn end(&self, tx: &mut Transaction, to: &str) -> Result<(), IntakeProblem> {
        let transition = Transition::new(self.state(), to, CITIZEN);
        self.context.take(tx, transition).await?;
        Ok(())
    }

    /// What was asked for goes to the office; what had to be corrected is looked at there.
    async fn supplement(&self, tx: &mut Transaction) -> Result<(), IntakeProblem> {
        let (id, now) = (self.context.case.id, self.context.at.now);
        if self.rules().service.is_end(self.state()) {
            return Err(self.not_now());
        }
        tx.keep_supplement(id, now, &self.request.body);
        let reason = "supplemented";
        if self.state() == MENDED && self.may("submitted") {
            let transition = Transition {
                reason: Some(reason),
                ..Transition::new(self.state(), "submitted", CITIZEN)
            };
            self.context.take(tx, transition).await?;
        } else {
            self.context.stay(tx, self.state(), CITIZEN, reason)?;
        }
        Ok(())
    }

    /// Moves an appointment, or chooses again after the wishes were lost. A place is given back only against another.
    async fn change(&self, tx: &mut Transaction, wishes: &[SlotId]) -> Result<(), IntakeProblem> {
        let (id, state) = (self.context.case.id, self.state());
        let moves = self.may("changed");
        let chooses = matches!(state, "slot_lost" | "lapsed") && self.may("submitted");
        if wishes.is_empty() || !(moves || chooses) {
            return Err(self.not_now());
        }
        if moves && !self.may_move(tx).await? {
            return Err(self.not_now());
        }
        let pair = self.pair(tx).await?;
        let wish = Wish {
            keys: &self.intake.keys,
            at: self.context.at,
            rules: self.rules(),
            wishes,
            pair: pair.as_ref(),
        };
        if wish.has_lapsed() {
            let alternatives = wish.alternatives(tx).await?;
            return Err(IntakeProblem::Lapsed { alternatives });
        }
        // Its own place must not be in the way: neither of the pair nor of the slot.
        tx.release(id);
        let mut told = PublicDetail::default();
        let to = match wish.choose(tx).await? {
            Choice::Booked(booking) => {
                booking.take(tx, id);
                told.slot = Some(booking.slot);
                if moves {
                    "confirmed"
                } else {
                    self.ask_partner(tx).await?
                }
            }
            // Dropping the transaction keeps the old place.
            Choice::Lost(alternatives) if moves => {
                return Err(IntakeProblem::Full { alternatives });
            }
            Choice::Lost(alternatives) => {
                told.alternatives = alternatives;
                "slot_lost"
            }
            Choice::ByHand if moves => return Err(self.not_now()),
            Choice::ByHand => {
                // The office reads there what is wished now.
                let now = self.context.at.now;
                tx.keep_supplement(id, now, &self.request.body);
                "submitted"
            }
        };
        self.walk(
            tx,
            if moves { "changed" } else { "submitted" },
            to,
            &told,
            wishes,
        )
        .await
    }

    /// Through a state into another one, or into the first of them alone.
    async fn walk(
        &self,
        tx: &mut Transaction,
        through: &str,
        to: &str,
        told: &PublicDetail,
        wishes: &[SlotId],
    ) -> Result<(), IntakeProblem> {
        let first = Transition {
            passes: to != through,
            wishes: Some(wishes),
            ..Transition::new(self.state(), through, CITIZEN)
        };
        self.context.take(tx, first).await?;
        if to != through {
            let second = Transition {
                told,
                wishes: Some(wishes),
                ..Transition::new(through, to, SERVER)
            };
            self.context.take(tx, second).await?;
        }
        Ok(())
    }

    /// Where a new booking stands: the other party is asked, unless she has agreed already.
    async fn ask_partner(&self, tx: &mut Transaction) -> Result<&'static str, StoreError> {
        let id = self.context.case.id;
        let known = tx.partner(id).await?;
        let first = partner::first_state(self.rules());
        if first != partner::AWAITING || known.is_some_and(|known| known.said.is_some()) {
            return Ok("confirmed");
        }
        let code = partner::hash(&self.request.capability);
        tx.ask_partner(id, &code);
        Ok(first)
    }

    /// Only so often, and only so long before the day.
    async fn may_move(&self, tx: &mut Transaction) -> Result<bool, StoreError> {
        let (id, rules) = (self.context.case.id, self.rules());
        let moved = tx.count_steps(id, "changed").await?;
        let often = rules
            .parameters
            .count("changes_max")
            .is_some_and(|most| moved >= most);
        let Some(booked) = tx.booking(id).await? else {
            return Ok(!often);
        };
        let notice = rules.parameters.count("change_notice_days").unwrap_or(0);
        let first = rules.calendar.add_working_days(rules.today, notice);
        Ok(!often && first.is_some_and(|first| first <= booked.slot.date))
    }

    async fn pair(&self, tx: &mut Transaction) -> Result<Option<(String, String)>, StoreError> {
        let body = tx.body(self.context.case.id).await?;
        let submission = body.and_then(|body| Submission::decode(&body).ok());
        Ok(submission.and_then(|submission| judge(self.rules(), &submission).pair))
    }
}
