//! The commands of the binary, one file or folder each.

pub mod backup;
pub mod case;
pub mod catalogue;
pub mod check;
pub mod configuration;
pub mod keys;
pub mod new_service;
pub mod notices;
pub mod reload;
pub mod restore;
pub mod schema;
pub mod serve;
pub mod verify;

mod open;
mod outcome;
