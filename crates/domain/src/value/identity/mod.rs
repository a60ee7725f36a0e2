//! Identity documents: which are known, how their numbers are read, and what a number tells.
//!
//! A right check character does not prove that a number exists, and the first six digits say nothing about
//! residence (standards-and-duties §1, services-overview §5).

mod id_type;
mod mod11;
mod parse;

pub use id_type::{IdType, Nationality, Sex};
pub use mod11::check_character;
pub use parse::{Identity, IdentityError, parse, recognise, warnings};

#[cfg(test)]
mod tests;
