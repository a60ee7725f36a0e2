//! Erases what has outlived its time (standards-and-duties.md §3.5). An unset parameter erases nothing.

use super::{Intake, IntakeProblem, Moment, definitions::rules_at, erase, transition::CaseContext};
use civil_affairs_domain::{
    form::policy::{Parameters, Unit},
    value::date::Date,
    value::id::SubmissionId,
};

/// Cases that are looked up at once.
const BATCH: u32 = 100;
/// The parameter with the hours for which a file waits for its form.
const FILES: &str = "file_waiting_hours";

/// Erases every case that has outlived its time, and tells how many that were. By the parameters of now: a bureau that
/// sets a shorter time means what it has, too.
pub(super) async fn work_off(intake: &Intake, at: &Moment) -> Result<u32, IntakeProblem> {
    let current = intake.definitions.current();
    let parameters = current.policy.on(at.now.date());
    let mut erased = 0;
    for service in &current.services {
        let key = service.retention.as_deref();
        let Some(before) = key.and_then(|key| back(&parameters, key, at.now.date())) else {
            continue;
        };
        let mut after = None;
        loop {
            let batch = intake.store.outlived(&service.id, before, after, BATCH);
            let batch = batch.await?;
            let Some(last) = batch.last() else { break };
            after = Some(*last);
            for id in batch {
                erased += u32::from(erase_one(intake, at, id).await?);
            }
        }
    }
    Ok(erased)
}

async fn erase_one(intake: &Intake, at: &Moment, id: SubmissionId) -> Result<bool, IntakeProblem> {
    let mut tx = intake.store.write().await?;
    let case = tx.submission(id).await?.ok_or(IntakeProblem::NotFound)?;
    if case.erased_at.is_some() {
        return Ok(false);
    }
    let rule_set = intake.rule_set(&case)?;
    let rules = rules_at(&rule_set, at);
    let context = CaseContext {
        at,
        rules: &rules,
        case: &case,
    };
    let erased = erase::outlived(&context, &mut tx).await?;
    tx.commit().await?;
    Ok(erased)
}

/// The day from which on back a length of time has passed.
fn back(parameters: &Parameters, key: &str, today: Date) -> Option<Date> {
    let count = i32::try_from(parameters.count(key)?).ok()?;
    match parameters.unit(key)? {
        Unit::Days => today.add_days(-i64::from(count)),
        Unit::Months => today.add_months(-count),
        Unit::Years => today.add_months(count.checked_mul(-12)?),
        _ => None,
    }
}

/// Forgets files whose form never came, and tells how many that were.
pub(super) async fn sweep_files(intake: &Intake, at: &Moment) -> Result<u64, IntakeProblem> {
    let parameters = intake.definitions.current().policy.on(at.now.date());
    let hours = parameters.count(FILES);
    let Some(before) = hours.and_then(|hours| at.now.later(-3_600 * i64::from(hours))) else {
        return Ok(0);
    };
    let mut tx = intake.store.write().await?;
    let swept = tx.sweep_files(before).await?;
    tx.commit().await?;
    Ok(swept)
}
