//! Deletes everything of a person's from this device, and makes sure of it.

use super::{drafts::Drafts, kept::DeviceVault, prechecks::Prechecks, queue::Queue};
use leptos::prelude::*;

/// See the module.
#[derive(Clone, Copy)]
pub struct Shredder {
    vault: StoredValue<DeviceVault, LocalStorage>,
    outcome: RwSignal<Option<bool>>,
}

impl Shredder {
    /// Over a vault.
    pub fn new(vault: &DeviceVault) -> Shredder {
        Shredder {
            vault: StoredValue::new_local(vault.clone()),
            outcome: RwSignal::new(None),
        }
    }

    /// What came of the last deletion: whether nothing is left.
    pub fn outcome(self) -> RwSignal<Option<bool>> {
        self.outcome
    }

    /// Deletes every record. What this page has in memory goes only when the records are gone.
    pub async fn delete_all(self, drafts: Drafts, queue: Queue, prechecks: Prechecks) {
        let vault = self.vault.get_value();
        let empty = vault.clear().await.unwrap_or(false);
        if empty {
            drafts.forget_all();
            queue.forget_all();
            prechecks.forget();
        }
        self.outcome.set(Some(empty));
    }
}

/// The shredder of the app.
pub fn use_shredder() -> Shredder {
    expect_context::<Shredder>()
}
