//! The frame around every page: skip link, header with its switches, footer with help at the same place.

mod footer;
mod header;
mod skip;

pub use footer::Footer;
pub use header::Header;
pub use skip::SkipLink;
