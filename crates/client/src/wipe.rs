//! Deletes everything of a person's from this device, and makes sure of it.

use super::{drafts::Drafts, prechecks::Prechecks, queue::Queue, synced_record::DeviceVault};
use leptos::prelude::*;

/// Deletes every record of a person from this device.
#[derive(Clone, Copy)]
pub struct Wipe {
    vault: StoredValue<DeviceVault, LocalStorage>,
    outcome: RwSignal<Option<bool>>,
}

impl Wipe {
    /// Over a vault.
    pub fn new(vault: &DeviceVault) -> Wipe {
        Wipe {
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

/// The wipe of the app.
pub fn use_wipe() -> Wipe {
    expect_context::<Wipe>()
}
