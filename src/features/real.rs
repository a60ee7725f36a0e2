//! The services and the policy as their files are today, to try the pages' pure parts on.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where its context is not there"
)]

use civil_affairs_client::context::AppContext;
use civil_affairs_definitions::load;
use civil_affairs_domain::{value::date::Date, value::text::Lang};
use std::{path::Path, sync::Arc};

/// On Tuesday, 2026-12-01, at nine in the morning.
pub(super) fn context(lang: Lang) -> AppContext {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = load(&root.join("services"), &root.join("policy")).unwrap();
    let today = Date::new(2026, 12, 1).unwrap();
    let mut context = AppContext::new(Arc::new(compiled.catalogue), today, lang);
    context.minute = Some(9 * 60);
    context
}
