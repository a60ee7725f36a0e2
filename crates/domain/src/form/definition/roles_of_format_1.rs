//! The roles of states in catalogues of format 1, which the releases 0.1.0 wrote without them.
//!
//! Stored cases are judged by the catalogue they were sent under. Its bytes and digest stay as they are; what it does
//! not say is added on reading.

use super::{ServiceDefinition, StateRole};

/// Roles by service and state. Those that every service shared stand in [`SHARED`].
const OWN: [(&str, &[(&str, StateRole)]); 3] = [
    (
        "senior-card",
        &[
            ("proactive_listed", StateRole::Listed),
            ("declined", StateRole::Withdrawn),
            ("approved", StateRole::DecidedFor),
            ("e_card_active", StateRole::Delivered),
            ("card_made", StateRole::Delivering),
            ("ready_for_pickup", StateRole::Delivering),
            ("posted", StateRole::Delivering),
            ("collected", StateRole::Delivered),
            ("not_applicable", StateRole::DecidedAgainst),
            ("replaced", StateRole::Closed),
            ("cancelled", StateRole::Cancelled),
        ],
    ),
    (
        "marriage-appointment",
        &[
            ("ready", StateRole::Draft),
            ("lapsed", StateRole::Lapsed),
            ("slot_lost", StateRole::SlotLost),
            ("awaiting_partner", StateRole::AwaitingPartner),
            ("confirmed", StateRole::Booked),
            ("changed", StateRole::Moved),
            ("cancelled", StateRole::Cancelled),
            ("checked_in", StateRole::Arrived),
            ("in_review", StateRole::InProgress),
            ("need_papers", StateRole::NeedsAnswer),
            ("registered", StateRole::DecidedFor),
            ("not_registered", StateRole::DecidedAgainst),
            ("no_show", StateRole::NoShow),
        ],
    ),
    (
        "temporary-assistance",
        &[
            ("accepted", StateRole::InProgress),
            ("transferred", StateRole::InProgress),
            ("need_info", StateRole::NeedsAnswer),
            ("first_aid_given", StateRole::InProgress),
            ("supplementing", StateRole::NeedsAnswer),
            ("visiting", StateRole::InProgress),
            ("checking", StateRole::InProgress),
            ("posting", StateRole::InProgress),
            ("town_opinion", StateRole::InProgress),
            ("confirmed", StateRole::DecidedFor),
            ("refused", StateRole::DecidedAgainst),
            ("paying", StateRole::Delivering),
            ("paid", StateRole::Paid),
            ("withdrawn", StateRole::Withdrawn),
            ("appealed", StateRole::Appealed),
            ("closed", StateRole::Closed),
        ],
    ),
];

/// States that every service had under the same id.
const SHARED: [(&str, StateRole); 4] = [
    ("draft", StateRole::Draft),
    ("queued", StateRole::Queued),
    ("submitted", StateRole::Received),
    ("need_correction", StateRole::Correction),
];

/// Gives the states of a service their roles. What is not known stays without one.
pub(crate) fn add(service: &mut ServiceDefinition) {
    let own = OWN.iter().find(|(id, _)| service.id == *id);
    let own = own.map_or(&[][..], |(_, roles)| roles);
    for state in &mut service.states {
        let mut known = SHARED.iter().chain(own);
        let role = known.find(|(id, _)| state.id == *id);
        state.role = state.role.or(role.map(|(_, role)| *role));
    }
}
