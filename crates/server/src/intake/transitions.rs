//! Which state may follow which: as the service's definition says, and never otherwise.

use civil_affairs_domain::definition::ServiceDefinition;

/// Whether an application may go from one state to another.
pub fn may(service: &ServiceDefinition, from: &str, to: &str) -> bool {
    service.may(from, to)
}

/// Whether nothing follows a state. One that the definition does not know is no end.
pub fn is_end(service: &ServiceDefinition, state: &str) -> bool {
    service.is_end(state)
}
