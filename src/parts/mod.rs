//! The second part of the program, with every page but the first ones: loaded after the first page, or when a page
//! needs it.

pub mod later;

use civil_affairs_client::line::Line;
use leptos::{prelude::*, task::spawn_local};

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Not,
    Loading,
    Here,
    Failed,
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    stage: RwSignal<Stage>,
}

impl Parts {
    /// Nothing is loaded yet. When the network returns, what failed is tried again.
    pub fn start(line: Line) -> Parts {
        let parts = Parts {
            stage: RwSignal::new(Stage::Not),
        };
        Effect::new(move |_| {
            if !line.is_away() && parts.stage.get_untracked() == Stage::Failed {
                parts.load();
            }
        });
        parts
    }

    /// Whether its pages can be shown.
    pub fn are_here(self) -> bool {
        self.stage.get() == Stage::Here
    }

    /// Whether loading failed: there is no network and the device does not keep them yet.
    pub fn have_failed(self) -> bool {
        self.stage.get() == Stage::Failed
    }

    /// Loads them, unless that is done or under way.
    pub fn load(self) {
        if matches!(self.stage.get_untracked(), Stage::Loading | Stage::Here) {
            return;
        }
        self.stage.set(Stage::Loading);
        spawn_local(async move {
            let loaded = later::load().await;
            self.stage.set(if loaded.is_ok() {
                Stage::Here
            } else {
                Stage::Failed
            });
        });
    }
}

/// The parts of the app.
pub fn use_parts() -> Parts {
    expect_context::<Parts>()
}
