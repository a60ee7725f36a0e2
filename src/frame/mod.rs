//! The frame around every page: skip link, header with its switches, footer with help at the same place, what is said of a
//! new version.
#![expect(
    unreachable_pub,
    reason = "leptos' component macro adds public items that nothing names"
)]

mod footer;
mod header;
mod skip;
mod update;

pub use footer::Footer;
pub use header::Header;
pub use skip::SkipLink;
pub use update::UpdateNotice;
