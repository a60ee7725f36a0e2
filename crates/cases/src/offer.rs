//! The slots that can be wished at an office.

use super::{Intake, IntakeProblem, Moment, slots};
use civil_affairs_domain::{
    form::rule_context::RuleContext,
    protocol::wire::Slots,
    rules::grid::{Grid, OFFICES},
    value::date::Date,
};

/// Those neither past nor full between two days, both included.
///
/// # Errors
///
/// [`IntakeProblem::NotFound`] where the office takes no appointments.
pub async fn offer(
    intake: &Intake,
    at: &Moment,
    office: &str,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Slots, IntakeProblem> {
    let current = intake.definitions.current();
    let service = current
        .services
        .iter()
        .find(|service| service.booking.is_some())
        .filter(|_| current.policy.list(OFFICES).is_some())
        .ok_or(IntakeProblem::NotFound)?;
    let minute = Date::minute_of_unix_millis(at.now.unix_millis());
    let rules = RuleContext::new(service, &current.policy, at.now.date()).at(minute);
    Grid::new(&rules, office).ok_or(IntakeProblem::NotFound)?;
    let mut days = slots::days(&rules, office);
    days.retain(|day| from.is_none_or(|from| from <= *day) && to.is_none_or(|to| *day <= to));
    let free = match (days.first(), days.last()) {
        (Some(first), Some(last)) => {
            let taken = intake.store.taken(office, *first, *last).await?;
            slots::free(&rules, office, &days, &taken)
        }
        _ => Vec::new(),
    };
    Ok(Slots {
        office_id: office.to_owned(),
        free,
    })
}
