//! Values of one kind each: what they are, how they are read and written.

pub mod address;
pub mod age;
pub(crate) mod as_text;
pub mod bank;
pub mod base64url;
pub mod calendar;
pub mod code;
pub mod date;
pub mod decimal;
pub mod decode;
pub mod email;
pub mod hex;
pub mod id;
pub mod identity;
pub mod instant;
pub mod mask;
pub mod mobile;
pub mod money;
pub mod name;
pub mod ordered;
pub mod sha256;
pub mod slot;
pub mod text;
pub mod truth;
pub mod width;
pub mod word;
