//! Whether and how the app can be put on the home screen.

use crate::platform::install::{self, InstallPrompt, Surroundings};
use leptos::prelude::*;

/// Whether and how the app can be installed here.
#[derive(Clone, Copy)]
pub struct Installing {
    surroundings: Surroundings,
    offer: RwSignal<Option<InstallPrompt>, LocalStorage>,
    done: RwSignal<bool>,
}

impl Installing {
    /// Listens for the browser's offer, which comes once, soon after the start.
    pub fn start() -> Installing {
        let installing = Installing {
            surroundings: install::surroundings(),
            offer: RwSignal::new_local(None),
            done: RwSignal::new(false),
        };
        install::on_offer(move |offer| {
            installing.done.set(offer.is_none());
            installing.offer.set(offer);
        });
        installing
    }

    /// Where the app runs.
    pub fn surroundings(self) -> Surroundings {
        if self.done.get() {
            Surroundings::Installed
        } else {
            self.surroundings
        }
    }

    /// Whether the browser offers to install it now.
    pub fn is_offered(self) -> bool {
        self.offer.with(Option::is_some)
    }

    /// Takes up the browser's offer.
    pub fn take_up(self) {
        if let Some(offer) = self.offer.try_update(Option::take).flatten() {
            offer.take_up();
        }
    }
}

/// The same for every page.
pub fn use_installing() -> Installing {
    expect_context::<Installing>()
}
