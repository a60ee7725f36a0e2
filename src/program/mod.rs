//! The second part of the program, with every page but the first ones: loaded after the first page, or when a page
//! needs it.

pub mod later;

use civil_affairs_client::connectivity::Connectivity;
use leptos::{prelude::*, task::spawn_local};

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LoadState {
    Not,
    Loading,
    Here,
    Failed,
}

/// Whether the later part of the program is on this page.
#[derive(Clone, Copy, Debug)]
pub struct ProgramParts {
    state: RwSignal<LoadState>,
}

impl ProgramParts {
    /// Nothing is loaded yet. When the network returns, what failed is tried again.
    pub fn start(line: Connectivity) -> ProgramParts {
        let parts = ProgramParts {
            state: RwSignal::new(LoadState::Not),
        };
        Effect::new(move |_| {
            if !line.is_away() && parts.state.get_untracked() == LoadState::Failed {
                parts.load();
            }
        });
        parts
    }

    /// Whether its pages can be shown.
    pub fn are_here(self) -> bool {
        self.state.get() == LoadState::Here
    }

    /// Whether loading failed: there is no network and the device does not keep them yet.
    pub fn have_failed(self) -> bool {
        self.state.get() == LoadState::Failed
    }

    /// Loads them, unless that is done or under way.
    pub fn load(self) {
        if matches!(
            self.state.get_untracked(),
            LoadState::Loading | LoadState::Here
        ) {
            return;
        }
        self.state.set(LoadState::Loading);
        spawn_local(async move {
            let loaded = later::load().await;
            self.state.set(if loaded.is_ok() {
                LoadState::Here
            } else {
                LoadState::Failed
            });
        });
    }
}

/// The parts of the app.
pub fn use_program_parts() -> ProgramParts {
    expect_context::<ProgramParts>()
}
