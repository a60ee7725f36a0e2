//! Whom to call, what there is to read, what this app is, and what helps a helper.

mod about;
mod diagnosis;
pub(super) mod leaflet;
mod not_found;
mod page;

pub use about::About;
pub use diagnosis::Diagnosis;
pub use leaflet::Leaflet;
pub use not_found::NotFound;
pub use page::Help;
