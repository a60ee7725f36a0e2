//! Carries out what a citizen does with a submission of her own: once, and only where the state allows it.

use super::{
    Action, Intake, Moment, Problem,
    booking::{Choice, Wish},
    changes,
    judge::judge,
    receive::setting_at,
    shape,
    transitions::{is_end, may},
};
use crate::store::{Held, NewStep, StoreError, Told, Writing};
use civil_affairs_domain::{
    code::Capability, id::SubmissionId, setting::Setting, slot::SlotId, submission::Submission,
    wire::Changes,
};
use sha2::{Digest, Sha256};

const CITIZEN: &str = "citizen";
/// A submission in which so much has happened takes no more actions: nobody fills the disk with one capability.
const MOST_STEPS: u32 = 200;

/// Which action, and by whom.
#[derive(Clone, Debug)]
pub struct Deed {
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
/// [`Problem::NotNow`] where the state does not allow it; see [`Problem`] for the rest. Then nothing has changed.
pub async fn perform(intake: &Intake, at: &Moment, deed: Deed) -> Result<Changes, Problem> {
    if !shape::is_sound(&deed.body) {
        return Err(Problem::NotDecodable);
    }
    let action: Action = serde_json::from_slice(&deed.body).map_err(|_| Problem::NotDecodable)?;
    if !is_name(&deed.action) {
        return Err(Problem::NotFound);
    }
    let capability_hash: [u8; 32] = Sha256::digest(deed.capability.shown()).into();
    let digest: [u8; 32] = Sha256::digest(&deed.body).into();
    let mut writing = intake.store.write().await?;
    let held = writing
        .submission(deed.id)
        .await?
        .filter(|held| held.capability_hash == capability_hash)
        .ok_or(Problem::NotFound)?;
    match writing.action(&deed.action).await? {
        Some(done) if done == (deed.id.shown(), digest) => {
            writing.commit().await?;
            return now(intake, deed.id).await;
        }
        Some(_) => return Err(Problem::IdConflict),
        None => {}
    }
    if writing.steps_taken(deed.id).await? >= MOST_STEPS {
        return Err(Problem::TooLarge);
    }
    let ground = intake
        .definitions
        .find(&held.service, &held.definition_version)
        .map_err(|_| Problem::Internal("a definition that was served is gone".to_owned()))?;
    let setting = setting_at(&ground, at);
    let doing = Doing {
        intake,
        at,
        setting: &setting,
        held: &held,
    };
    doing.perform(&mut writing, action, &deed.body).await?;
    writing
        .keep_action(&deed.action, deed.id, at.now, &digest)
        .await?;
    writing.commit().await?;
    now(intake, deed.id).await
}

/// A UUID of any version in its usual form.
fn is_name(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
}

async fn now(intake: &Intake, id: SubmissionId) -> Result<Changes, Problem> {
    let held = intake.store.submission(id).await?;
    changes::of(intake, &held.ok_or(Problem::NotFound)?, 0).await
}

/// An action that is going on.
struct Doing<'a> {
    intake: &'a Intake,
    at: &'a Moment,
    setting: &'a Setting<'a>,
    held: &'a Held,
}

impl Doing<'_> {
    async fn perform(
        &self,
        writing: &mut Writing,
        action: Action,
        body: &[u8],
    ) -> Result<(), Problem> {
        match action {
            Action::Withdraw {} => {
                self.end(writing, "withdrawn").await?;
            }
            Action::Cancel {} => {
                self.end(writing, "cancelled").await?;
                writing.release(self.held.id).await?;
            }
            Action::Change { wishes } => self.change(writing, &wishes).await?,
            Action::Supplement { .. } => self.supplement(writing, body).await?,
            Action::Erase {} => {
                if !is_end(self.setting.service, &self.held.state) {
                    return Err(self.not_now());
                }
                writing.erase(self.held.id).await?;
                let state = self.held.state.clone();
                self.step(writing, &state, &state, Some("erased"), &Told::default())
                    .await?;
            }
        }
        Ok(())
    }

    fn not_now(&self) -> Problem {
        Problem::NotNow {
            state: self.held.state.clone(),
        }
    }

    async fn end(&self, writing: &mut Writing, state: &str) -> Result<(), Problem> {
        if !may(self.setting.service, &self.held.state, state) {
            return Err(self.not_now());
        }
        let from = &self.held.state;
        Ok(self
            .step(writing, from, state, None, &Told::default())
            .await?)
    }

    async fn step(
        &self,
        writing: &mut Writing,
        from: &str,
        state: &str,
        reason: Option<&str>,
        told: &Told,
    ) -> Result<(), StoreError> {
        let step = NewStep {
            at: self.at.now,
            from: Some(from),
            state,
            actor: CITIZEN,
            reason,
            told,
        };
        writing.step(self.held.id, step).await
    }

    /// What was asked for goes to the office; what had to be corrected is looked at there.
    async fn supplement(&self, writing: &mut Writing, body: &[u8]) -> Result<(), Problem> {
        let (service, state) = (self.setting.service, self.held.state.as_str());
        if is_end(service, state) {
            return Err(self.not_now());
        }
        let next = if state == "need_correction" && may(service, state, "submitted") {
            "submitted"
        } else {
            state
        };
        writing
            .keep_supplement(self.held.id, self.at.now, body)
            .await?;
        self.step(writing, state, next, Some("supplemented"), &Told::default())
            .await?;
        Ok(())
    }

    /// Moves an appointment, or chooses again after the wishes were lost. A place is given back only against another.
    async fn change(&self, writing: &mut Writing, wishes: &[SlotId]) -> Result<(), Problem> {
        let (service, state) = (self.setting.service, self.held.state.as_str());
        let moves = may(service, state, "changed");
        let chooses = matches!(state, "slot_lost" | "lapsed") && may(service, state, "submitted");
        if wishes.is_empty() || !(moves || chooses) {
            return Err(self.not_now());
        }
        if moves && !self.may_move(writing).await? {
            return Err(self.not_now());
        }
        let pair = self.pair(writing).await?;
        let wish = Wish {
            keys: &self.intake.keys,
            at: self.at,
            setting: self.setting,
            wishes,
            pair: pair.as_ref(),
        };
        if wish.has_lapsed() {
            let alternatives = wish.alternatives(writing).await?;
            return Err(Problem::Lapsed { alternatives });
        }
        // Its own place must not be in the way: neither of the pair nor of the slot.
        writing.release(self.held.id).await?;
        let through = if moves { "changed" } else { "submitted" };
        let mut told = Told::default();
        match wish.choose(writing).await? {
            Choice::Booked(booking) => {
                booking.take(writing, self.held.id).await?;
                told.slot = Some(booking.slot);
                let plain = Told::default();
                self.step(writing, state, through, None, &plain).await?;
                self.step(writing, through, "confirmed", None, &told)
                    .await?;
            }
            Choice::Lost(alternatives) if moves => {
                // Dropping the transaction keeps the old place.
                return Err(Problem::Full { alternatives });
            }
            Choice::Lost(alternatives) => {
                told.alternatives = alternatives;
                let plain = Told::default();
                self.step(writing, state, through, None, &plain).await?;
                self.step(writing, through, "slot_lost", None, &told)
                    .await?;
            }
            Choice::ByHand => return Err(self.not_now()),
        }
        Ok(())
    }

    /// Only so often, and only so long before the day.
    async fn may_move(&self, writing: &mut Writing) -> Result<bool, StoreError> {
        let parameters = &self.setting.parameters;
        let moved = writing.count_steps(self.held.id, "changed").await?;
        let often = parameters
            .count("changes_max")
            .is_some_and(|most| moved >= most);
        let Some(day) = writing.booked_day(self.held.id).await? else {
            return Ok(!often);
        };
        let notice = parameters.count("change_notice_days").unwrap_or(0);
        let first = self
            .setting
            .calendar
            .add_working_days(self.setting.today, notice);
        Ok(!often && first.is_some_and(|first| first <= day))
    }

    async fn pair(&self, writing: &mut Writing) -> Result<Option<(String, String)>, StoreError> {
        let body = writing.body(self.held.id).await?;
        let submission = body.and_then(|body| Submission::decode(&body).ok());
        Ok(submission.and_then(|submission| judge(self.setting, &submission).pair))
    }
}
