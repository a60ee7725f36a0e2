//! Which state may follow which: as the service's definition says, and never otherwise.

use civil_affairs_domain::definition::ServiceDefinition;

/// Whether an application may go from one state to another.
pub fn may(service: &ServiceDefinition, from: &str, to: &str) -> bool {
    let state = service.states.iter().find(|state| state.id == from);
    state.is_some_and(|state| state.next.iter().any(|next| next == to))
}

/// Whether nothing follows a state. One that the definition does not know is no end.
pub fn is_end(service: &ServiceDefinition, state: &str) -> bool {
    let own = service.states.iter().find(|own| own.id == state);
    own.is_some_and(|own| own.next.is_empty())
}
