//! Carries out what a citizen does with a submission of her own: once, and only where the state allows it.

use super::{
    Action, Intake, IntakeProblem, Moment,
    booking::{Choice, Wish},
    changes, erase,
    judge::judge,
    partner,
    receive::setting_at,
    shape,
    steps::{CITIZEN, Go, SERVER, Scene},
};
use civil_affairs_domain::{
    form::rule_context::RuleContext, protocol::submission::Submission, protocol::wire::Changes,
    value::code::Capability, value::id::SubmissionId, value::slot::SlotId,
};
use civil_affairs_store::{StoreError, Told, Writing};
use sha2::{Digest, Sha256};

/// A submission in which so much has happened takes no more actions: nobody fills the disk with one capability.
const MOST_STEPS: u32 = 200;
/// States in which something was told that has to be mended; then the office looks at it again.
const MENDED: &str = "need_correction";

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
/// [`IntakeProblem::NotNow`] where the state does not allow it; see [`IntakeProblem`] for the rest. Then nothing has changed.
pub async fn perform(intake: &Intake, at: &Moment, deed: Deed) -> Result<Changes, IntakeProblem> {
    if !shape::is_sound(&deed.body) {
        return Err(IntakeProblem::NotDecodable);
    }
    let action: Action =
        serde_json::from_slice(&deed.body).map_err(|_| IntakeProblem::NotDecodable)?;
    if !is_name(&deed.action) {
        return Err(IntakeProblem::NotFound);
    }
    let capability_hash: [u8; 32] = Sha256::digest(deed.capability.to_string()).into();
    let digest: [u8; 32] = Sha256::digest(&deed.body).into();
    let mut writing = intake.store.write().await?;
    let held = writing
        .submission(deed.id)
        .await?
        .filter(|held| held.capability_hash == capability_hash)
        .ok_or(IntakeProblem::NotFound)?;
    match writing.action(&deed.action).await? {
        Some(done) if done == (deed.id.to_string(), digest) => {
            writing.commit().await?;
            return now(intake, deed.id).await;
        }
        Some(_) => return Err(IntakeProblem::IdConflict),
        None => {}
    }
    if writing.steps_taken(deed.id).await? >= MOST_STEPS {
        return Err(IntakeProblem::TooLarge);
    }
    let ground = intake.ground(&held)?;
    let setting = setting_at(&ground, at);
    let scene = Scene {
        at,
        setting: &setting,
        held: &held,
    };
    let doing = Doing {
        intake,
        scene,
        deed: &deed,
    };
    doing.perform(&mut writing, action).await?;
    writing.keep_action(&deed.action, deed.id, at.now, &digest);
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

async fn now(intake: &Intake, id: SubmissionId) -> Result<Changes, IntakeProblem> {
    let held = intake.store.submission(id).await?;
    changes::of(intake, &held.ok_or(IntakeProblem::NotFound)?, 0).await
}

/// An action that is going on.
struct Doing<'a> {
    intake: &'a Intake,
    scene: Scene<'a>,
    deed: &'a Deed,
}

impl Doing<'_> {
    fn state(&self) -> &str {
        &self.scene.held.state
    }

    fn setting(&self) -> &RuleContext<'_> {
        self.scene.setting
    }

    fn may(&self, to: &str) -> bool {
        self.setting().service.may(self.state(), to)
    }

    fn not_now(&self) -> IntakeProblem {
        IntakeProblem::NotNow {
            state: self.state().to_owned(),
        }
    }

    async fn perform(&self, writing: &mut Writing, action: Action) -> Result<(), IntakeProblem> {
        match action {
            Action::Withdraw {} => {
                let to = self.scene.setting.service.taken_back(self.state());
                self.end(writing, to.ok_or_else(|| self.not_now())?).await
            }
            Action::Cancel {} => self.end(writing, "cancelled").await,
            Action::Change { wishes } => self.change(writing, &wishes).await,
            Action::Supplement { .. } => self.supplement(writing).await,
            Action::Erase {} => {
                if !erase::may(&self.scene, self.state(), writing).await? {
                    return Err(self.not_now());
                }
                Ok(erase::everything(
                    &self.scene,
                    writing,
                    CITIZEN,
                    erase::BY_CITIZEN,
                )?)
            }
        }
    }

    async fn end(&self, writing: &mut Writing, to: &str) -> Result<(), IntakeProblem> {
        let go = Go::new(self.state(), to, CITIZEN);
        self.scene.go(writing, go).await?;
        Ok(())
    }

    /// What was asked for goes to the office; what had to be corrected is looked at there.
    async fn supplement(&self, writing: &mut Writing) -> Result<(), IntakeProblem> {
        let (id, now) = (self.scene.held.id, self.scene.at.now);
        if self.setting().service.is_end(self.state()) {
            return Err(self.not_now());
        }
        writing.keep_supplement(id, now, &self.deed.body);
        let reason = "supplemented";
        if self.state() == MENDED && self.may("submitted") {
            let go = Go {
                reason: Some(reason),
                ..Go::new(self.state(), "submitted", CITIZEN)
            };
            self.scene.go(writing, go).await?;
        } else {
            self.scene.stay(writing, self.state(), CITIZEN, reason)?;
        }
        Ok(())
    }

    /// Moves an appointment, or chooses again after the wishes were lost. A place is given back only against another.
    async fn change(&self, writing: &mut Writing, wishes: &[SlotId]) -> Result<(), IntakeProblem> {
        let (id, state) = (self.scene.held.id, self.state());
        let moves = self.may("changed");
        let chooses = matches!(state, "slot_lost" | "lapsed") && self.may("submitted");
        if wishes.is_empty() || !(moves || chooses) {
            return Err(self.not_now());
        }
        if moves && !self.may_move(writing).await? {
            return Err(self.not_now());
        }
        let pair = self.pair(writing).await?;
        let wish = Wish {
            keys: &self.intake.keys,
            at: self.scene.at,
            setting: self.setting(),
            wishes,
            pair: pair.as_ref(),
        };
        if wish.has_lapsed() {
            let alternatives = wish.alternatives(writing).await?;
            return Err(IntakeProblem::Lapsed { alternatives });
        }
        // Its own place must not be in the way: neither of the pair nor of the slot.
        writing.release(id);
        let mut told = Told::default();
        let to = match wish.choose(writing).await? {
            Choice::Booked(booking) => {
                booking.take(writing, id);
                told.slot = Some(booking.slot);
                if moves {
                    "confirmed"
                } else {
                    self.ask_partner(writing).await?
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
                let now = self.scene.at.now;
                writing.keep_supplement(id, now, &self.deed.body);
                "submitted"
            }
        };
        self.walk(
            writing,
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
        writing: &mut Writing,
        through: &str,
        to: &str,
        told: &Told,
        wishes: &[SlotId],
    ) -> Result<(), IntakeProblem> {
        let first = Go {
            passes: to != through,
            wishes: Some(wishes),
            ..Go::new(self.state(), through, CITIZEN)
        };
        self.scene.go(writing, first).await?;
        if to != through {
            let second = Go {
                told,
                wishes: Some(wishes),
                ..Go::new(through, to, SERVER)
            };
            self.scene.go(writing, second).await?;
        }
        Ok(())
    }

    /// Where a new booking stands: the other party is asked, unless she has agreed already.
    async fn ask_partner(&self, writing: &mut Writing) -> Result<&'static str, StoreError> {
        let id = self.scene.held.id;
        let known = writing.partner(id).await?;
        let first = partner::first_state(self.setting());
        if first != partner::AWAITING || known.is_some_and(|known| known.said.is_some()) {
            return Ok("confirmed");
        }
        let code = partner::hash(&self.deed.capability);
        writing.ask_partner(id, &code);
        Ok(first)
    }

    /// Only so often, and only so long before the day.
    async fn may_move(&self, writing: &mut Writing) -> Result<bool, StoreError> {
        let (id, setting) = (self.scene.held.id, self.setting());
        let moved = writing.count_steps(id, "changed").await?;
        let often = setting
            .parameters
            .count("changes_max")
            .is_some_and(|most| moved >= most);
        let Some(booked) = writing.booking(id).await? else {
            return Ok(!often);
        };
        let notice = setting.parameters.count("change_notice_days").unwrap_or(0);
        let first = setting.calendar.add_working_days(setting.today, notice);
        Ok(!often && first.is_some_and(|first| first <= booked.slot.date))
    }

    async fn pair(&self, writing: &mut Writing) -> Result<Option<(String, String)>, StoreError> {
        let body = writing.body(self.scene.held.id).await?;
        let submission = body.and_then(|body| Submission::decode(&body).ok());
        Ok(submission.and_then(|submission| judge(self.setting(), &submission).pair))
    }
}
