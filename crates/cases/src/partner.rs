//! The other party of an appointment looks at it and says yes or no, once, with a code that came from the first
//! (marriage-appointment.md §2, group C, and §5).

use super::{
    Intake, IntakeProblem, Moment,
    deadlines::lapse_in,
    definitions::rules_at,
    transition::{CaseContext, PARTNER, Transition},
};
use civil_affairs_domain::{
    form::rule_context::RuleContext,
    protocol::wire::{PartnerAction, PartnerReply, PartnerView},
    value::code::{Capability, PartnerCode},
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use civil_affairs_store::{PublicDetail, Transaction};
use sha2::Digest;

/// The state in which she is asked.
pub(super) const AWAITING: &str = "awaiting_partner";
/// The reason when she does not agree.
const DECLINED: &str = "partner_declined";

/// The state of a new booking: whether the other party is asked is the bureau's to say.
pub(super) fn first_state(rules: &RuleContext<'_>) -> &'static str {
    if rules.parameters.flag("partner_confirmation_required") == Some(true) {
        AWAITING
    } else {
        "confirmed"
    }
}

/// The code that belongs to a capability.
pub fn partner_code(capability: &Capability) -> PartnerCode {
    let digest = sha2::Sha256::digest(PartnerCode::source(capability));
    PartnerCode::from_sha256(Sha256::new(digest.into()))
}

/// What is kept of the code.
pub(super) fn hash(capability: &Capability) -> [u8; 32] {
    hash_of(&partner_code(capability))
}

fn hash_of(code: &PartnerCode) -> [u8; 32] {
    sha2::Sha256::digest(code.to_string()).into()
}

/// Looks at an appointment, or says something to it. What was said once stays, whatever is said later.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] for a wrong code as for an unknown id.
pub async fn partner(
    intake: &Intake,
    at: &Moment,
    id: SubmissionId,
    code: &PartnerCode,
    request: PartnerAction,
) -> Result<PartnerView, IntakeProblem> {
    let known = intake.store.partner(id).await?;
    if known.is_none_or(|known| known.code_hash != hash_of(code)) {
        return Err(IntakeProblem::NotFound);
    }
    let said = match request {
        PartnerAction::Look {} => None,
        PartnerAction::Confirm {} => Some(PartnerReply::Confirmed),
        PartnerAction::Decline {} => Some(PartnerReply::Declined),
    };
    if let Some(said) = said {
        let mut tx = intake.store.write().await?;
        // What is over is over, also while the server has not come to it yet.
        lapse_in(intake, at, &mut tx, id).await?;
        say(intake, at, &mut tx, id, said).await?;
        tx.commit().await?;
    }
    view(intake, id).await
}

async fn say(
    intake: &Intake,
    at: &Moment,
    tx: &mut Transaction,
    id: SubmissionId,
    said: PartnerReply,
) -> Result<(), IntakeProblem> {
    let known = tx.partner(id).await?.ok_or(IntakeProblem::NotFound)?;
    let case = tx.submission(id).await?.ok_or(IntakeProblem::NotFound)?;
    if known.said.is_some() || case.state != AWAITING {
        return Ok(());
    }
    let rule_set = intake.rule_set(&case)?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let mut told = PublicDetail::default();
    let transition = match said {
        PartnerReply::Confirmed => {
            told.slot = tx.booking(id).await?.map(|booked| booked.slot);
            Transition {
                told: &told,
                ..Transition::new(AWAITING, "confirmed", PARTNER)
            }
        }
        PartnerReply::Declined => Transition {
            reason: Some(DECLINED),
            ..Transition::new(AWAITING, "cancelled", PARTNER)
        },
    };
    context.take(tx, transition).await?;
    tx.partner_said(id, said, at.now);
    Ok(())
}

async fn view(intake: &Intake, id: SubmissionId) -> Result<PartnerView, IntakeProblem> {
    let store = &intake.store;
    let case = store.submission(id).await?.ok_or(IntakeProblem::NotFound)?;
    let known = store.partner(id).await?.ok_or(IntakeProblem::NotFound)?;
    let due = case.due_at.filter(|_| case.state == AWAITING);
    Ok(PartnerView {
        service: case.service.into(),
        state: case.state.into(),
        slot: store.booking(id).await?.map(|booked| booked.slot),
        due: due.map(|due| due.date()),
        due_at: due,
        said: known.said,
    })
}
