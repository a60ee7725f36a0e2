//! The PIN before what this device keeps: whether there is one, and whether it was given.

use super::{
    drafts, files, prechecks, queue,
    synced_record::{DeviceVault, RecordError},
};
use crate::{
    platform::{navigation, vault::Unlock},
    tab_message::TabMessage,
};
use leptos::{prelude::*, task::spawn_local};

/// So many digits, as for a bank card.
pub const DIGITS: usize = 6;

/// Every kind of record that stands behind it.
const KINDS: [&str; 5] = [
    prechecks::KIND,
    drafts::KIND,
    queue::KIND,
    files::FILE,
    files::PREVIEW,
];

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PinState {
    /// There is none, or it is not yet known.
    Without,
    /// It has to be given.
    Locked,
    /// It was given.
    Open,
}

/// Whether a PIN protects this device, and whether it was given in this page.
#[derive(Clone, Copy)]
pub struct Lock {
    vault: StoredValue<DeviceVault, LocalStorage>,
    state: RwSignal<PinState>,
}

impl Lock {
    /// Looks whether there is a PIN.
    pub fn start(vault: &DeviceVault) -> Lock {
        let lock = Lock {
            vault: StoredValue::new_local(vault.clone()),
            state: RwSignal::new(PinState::Without),
        };
        TabMessage::on_each(|message| {
            if message == TabMessage::PinChanged {
                // The keys of this page are not the ones of the device any more.
                navigation::restart();
            }
        });
        let vault = vault.clone();
        spawn_local(async move {
            // A device that keeps nothing has no PIN.
            if vault.has_pin().await.unwrap_or(false) {
                lock.state.set(PinState::Locked);
            }
        });
        lock
    }

    /// Whether the PIN has to be given first.
    pub fn is_locked(self) -> bool {
        self.state.get() == PinState::Locked
    }

    /// Whether there is a PIN.
    pub fn has_pin(self) -> bool {
        self.state.get() != PinState::Without
    }

    /// Opens with a PIN.
    pub async fn unlock(self, pin: &str) -> Result<Unlock, RecordError> {
        let unlocked = self.vault.get_value().unlock(pin, &KINDS).await?;
        if unlocked == Unlock::Open {
            self.state.set(PinState::Open);
        }
        Ok(unlocked)
    }

    /// Puts a PIN before everything that is kept.
    pub async fn set(self, pin: &str) -> Result<(), RecordError> {
        self.vault.get_value().set_pin(pin, &KINDS).await?;
        self.state.set(PinState::Open);
        TabMessage::PinChanged.send();
        Ok(())
    }

    /// Takes the PIN away.
    pub async fn remove(self) -> Result<(), RecordError> {
        self.vault.get_value().remove_pin(&KINDS).await?;
        self.state.set(PinState::Without);
        TabMessage::PinChanged.send();
        Ok(())
    }

    /// Deletes everything behind a forgotten PIN, and the PIN. Gives whether nothing is left.
    pub async fn give_up(self) -> bool {
        let empty = self.vault.get_value().give_up().await.unwrap_or(false);
        if empty {
            TabMessage::PinChanged.send();
        }
        empty
    }
}

/// The lock of the app.
pub fn use_lock() -> Lock {
    expect_context::<Lock>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_stands_behind_the_pin_once() {
        let different: BTreeSet<_> = KINDS.iter().collect();
        assert_eq!(different.len(), KINDS.len());
    }
}
