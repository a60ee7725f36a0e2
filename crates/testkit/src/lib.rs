//! What the tests of several crates need.
//!
//! Only ever a development dependency: nothing of it is part of the product.

pub mod hostile;
pub mod people;
pub mod properties;
mod tree;
