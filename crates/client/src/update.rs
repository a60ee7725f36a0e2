//! A new version of the app: told quietly, taken up when the person says so.

use crate::platform::{
    clock, lifecycle,
    worker::{self, Worker, WorkerEvent},
};
use leptos::{prelude::*, task::spawn_local};

/// The server is asked again after so long, in milliseconds.
const LOOK_AGAIN: i64 = 60 * 60 * 1_000;

/// What there is to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UpdateStatus {
    /// Nothing.
    #[default]
    None,
    /// A new version is ready.
    Ready,
    /// It waits for other pages of this site to be closed.
    CloseOthers,
}

/// Whether a new version of the app waits, and how it takes over.
#[derive(Clone, Copy)]
pub struct Update {
    notice: RwSignal<UpdateStatus>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
}

impl Update {
    /// Registers the worker and listens.
    pub fn start() -> Update {
        let update = Update {
            notice: RwSignal::new(UpdateStatus::None),
            worker: StoredValue::new_local(None),
        };
        spawn_local(async move {
            let worker = worker::register(move |event| {
                update.notice.set(match event {
                    WorkerEvent::NewVersion => UpdateStatus::Ready,
                    WorkerEvent::OthersOpen => UpdateStatus::CloseOthers,
                });
            })
            .await;
            update.worker.set_value(worker);
        });
        let last = StoredValue::new(clock::now_millis());
        lifecycle::on_visible(move || {
            let now = clock::now_millis();
            if now - last.get_value() > LOOK_AGAIN {
                last.set_value(now);
                update.with_worker(Worker::look_for_update);
            }
        });
        update
    }

    /// What there is to say.
    pub fn notice(self) -> UpdateStatus {
        self.notice.get()
    }

    /// The person agrees: the new version takes over and the page loads with it.
    pub fn agree(self) {
        self.with_worker(Worker::take_over);
    }

    /// The person wants to go on with this version; the new one comes with the next start.
    pub fn later(self) {
        self.notice.set(UpdateStatus::None);
    }

    fn with_worker(self, act: impl FnOnce(&Worker)) {
        self.worker.with_value(|worker| {
            if let Some(worker) = worker {
                act(worker);
            }
        });
    }
}

/// The update of the app.
pub fn use_update() -> Update {
    expect_context::<Update>()
}
