//! Sends what is finished: performs what the machine of `domain::sync` says, and shows how each item stands.
//!
//! One page of the app does it at a time (Web Locks); the others hear of what it has written.

use super::{
    connectivity::Connectivity, files::Files, queue::Queue, settings::Settings,
    tab_message::TabMessage,
};
use crate::platform::{
    clock,
    crypto::{self, ReceiptKey},
    lifecycle, locks, network, post,
    store::IndexedDb,
    timer::Timeout,
    worker,
};
use civil_affairs_domain::{
    protocol::receipt::Unverified,
    sync::{
        Effect, Ended, Failure, ItemState, Machine, QueueItem, RequestOutcome, SignatureCheck,
        SyncEvent,
    },
    value::id::SubmissionId,
    value::sha256::Sha256,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc, time::Duration};

/// How often the bureau is asked what became of what it has received, while the app is open.
const LOOK: Duration = Duration::from_secs(300);
/// Name of the lock.
const LOCK: &str = "courier";

/// How an item stands, besides its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendStatus {
    /// Something of it is under way.
    pub is_under_way: bool,
    /// Why the last try failed.
    pub failure: Option<Failure>,
    /// When the bureau last told of it, milliseconds since 1970.
    pub looked: Option<i64>,
    /// When it is tried again at the latest, milliseconds since 1970.
    pub next_try: Option<i64>,
}

/// Performs the effects of the sending machine in this page. Clones are the same driver.
#[derive(Clone, Copy)]
pub struct SyncDriver {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// Counts up when something stands otherwise.
    revision: RwSignal<u32>,
    queue: Queue,
    settings: Settings,
    line: Connectivity,
}

struct Inner {
    /// None until this page is the one that sends.
    machine: RefCell<Option<Machine>>,
    timer: RefCell<Option<Timeout>>,
    files: Files<IndexedDb>,
    keys: RefCell<Vec<ReceiptKey>>,
    /// Of what follows the queue.
    owner: Owner,
}

impl SyncDriver {
    /// Sends from now on, as soon as no other page does. The queue has to be read already.
    pub fn start(
        queue: Queue,
        settings: Settings,
        line: Connectivity,
        files: Files<IndexedDb>,
    ) -> SyncDriver {
        let driver = SyncDriver {
            inner: StoredValue::new_local(Rc::new(Inner {
                machine: RefCell::default(),
                timer: RefCell::default(),
                files,
                keys: RefCell::default(),
                owner: Owner::new(),
            })),
            revision: RwSignal::new(0),
            queue,
            settings,
            line,
        };
        network::on_change(move |online| {
            if online {
                driver.handle(SyncEvent::Wanted);
            }
        });
        lifecycle::on_visible(move || driver.handle(SyncEvent::Wanted));
        worker::on_reminded(move || driver.handle(SyncEvent::Wanted));
        TabMessage::on_each(move |message| {
            if message == TabMessage::SendNow {
                driver.handle(SyncEvent::Wanted);
            }
        });
        locks::hold(LOCK, move || driver.lead());
        // It lasts as long as the page, whoever has started it.
        driver.inner().owner.with(|| {
            leptos::prelude::Effect::new(move |_| {
                queue.revision();
                driver.look();
            });
        });
        driver
    }

    /// How an item stands. In a page that does not send, nothing is known but its state.
    pub fn send_status(self, id: &SubmissionId) -> SendStatus {
        self.revision.track();
        let inner = self.inner();
        let machine = inner.machine.borrow();
        machine
            .as_ref()
            .and_then(|machine| machine.view(id))
            .map_or_else(SendStatus::default, |view| SendStatus {
                is_under_way: view.is_under_way,
                failure: view.failure.copied(),
                looked: view.looked,
                next_try: view.next_try.filter(|at| *at > clock::now_millis()),
            })
    }

    /// The person wants everything sent at once.
    pub fn send_now(self) {
        if self.inner().machine.borrow().is_some() {
            self.handle(SyncEvent::Wanted);
        } else {
            TabMessage::SendNow.send();
        }
    }

    /// The queue has changed: something was finished, here or in another page, or has left.
    fn look(self) {
        let items = self.queue.items();
        let inner = self.inner();
        let gone = match inner.machine.borrow().as_ref() {
            None => return,
            Some(machine) => machine.without(|id| items.iter().any(|item| item.id == *id)),
        };
        for id in gone {
            self.handle(SyncEvent::Gone(id));
        }
        if items.iter().any(QueueItem::has_work) {
            worker::ask_to_be_reminded();
        }
        for item in items {
            self.handle(SyncEvent::Queued(item));
        }
    }

    fn lead(self) {
        let seed = crypto::random::<8>().map_or(0, u64::from_be_bytes);
        *self.inner().machine.borrow_mut() = Some(Machine::new(seed).looking_every(LOOK));
        self.handle(SyncEvent::Started(self.queue.items()));
    }

    fn handle(self, event: SyncEvent) {
        let inner = self.inner();
        let is_answer = matches!(event, SyncEvent::Answered(..));
        let (effects, is_away) = {
            let mut machine = inner.machine.borrow_mut();
            let Some(machine) = machine.as_mut() else {
                return;
            };
            // Nothing wakes it but what it asks for now.
            inner.timer.borrow_mut().take();
            let effects = machine.handle(clock::now_millis(), event);
            (effects, machine.is_away())
        };
        if is_answer {
            self.line.heard(is_away);
        }
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(self, effect: Effect) {
        match effect {
            Effect::Show => self.revision.update(|revision| *revision += 1),
            Effect::WakeIn(wait) => {
                let millis = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
                let timer = Timeout::new(millis, move || self.handle(SyncEvent::Timer));
                *self.inner().timer.borrow_mut() = Some(timer);
            }
            Effect::Submit(flight, id) => spawn_local(async move {
                let answer = match self.queue.by_submission(&id) {
                    Some(queued) => post::submit(&queued).await,
                    None => RequestOutcome::None,
                };
                self.handle(SyncEvent::Answered(flight, answer));
            }),
            Effect::Check(flight, unverified) => spawn_local(async move {
                let checked = self.check(&unverified).await;
                self.handle(SyncEvent::Checked(flight, checked));
            }),
            Effect::Keep(flight, id, state) => spawn_local(async move {
                let is_kept = self.keep(&id, &state, None).await;
                self.handle(SyncEvent::Kept(flight, is_kept));
            }),
            Effect::End(flight, id, state, ended) => spawn_local(async move {
                let is_kept = self.keep(&id, &state, Some(&ended)).await;
                self.handle(SyncEvent::Kept(flight, is_kept));
            }),
            Effect::Act(flight, id, deed) => spawn_local(async move {
                let answer = match self.queue.by_submission(&id) {
                    Some(queued) => post::act(&id, &queued.capability, &deed).await,
                    None => RequestOutcome::None,
                };
                self.handle(SyncEvent::Answered(flight, answer));
            }),
            Effect::Look(flight, id, since) => spawn_local(async move {
                let answer = match self.queue.by_submission(&id) {
                    Some(queued) => post::fetch_changes(&id, &queued.capability, since).await,
                    None => RequestOutcome::None,
                };
                self.handle(SyncEvent::Answered(flight, answer));
            }),
            Effect::AskFile(flight, id, sha256) => spawn_local(async move {
                let answer = match self.queue.by_submission(&id) {
                    Some(queued) => post::ask_file(&id, &queued.capability, sha256).await,
                    None => RequestOutcome::None,
                };
                self.handle(SyncEvent::Answered(flight, answer));
            }),
            Effect::SendPart(flight, id, sha256, offset) => spawn_local(async move {
                let answer = self.send_part(&id, sha256, offset).await;
                self.handle(SyncEvent::Answered(flight, answer));
            }),
        }
    }

    /// Writes down how an item stands. A file that the bureau has then leaves the device, like the answers.
    async fn keep(self, id: &SubmissionId, state: &ItemState, ended: Option<&Ended>) -> bool {
        let before = self.queue.by_submission(id);
        let keeps = self.settings.keeps_sent();
        if self.queue.settle(id, state, ended, keeps).await.is_err() {
            return false;
        }
        let Some(before) = before.filter(|_| !keeps) else {
            return true;
        };
        let files = self.inner().files.clone();
        for sent in before.state.files() {
            // What could not be sent may have to be shown at a window.
            if !state.files().contains(sent) && !state.unsent().contains(sent) {
                // What stays behind goes with the item itself.
                let _ = files.take(&before.draft.to_string(), *sent).await;
            }
        }
        true
    }

    async fn send_part(self, id: &SubmissionId, sha256: Sha256, offset: u64) -> RequestOutcome {
        let Some(queued) = self.queue.by_submission(id) else {
            return RequestOutcome::None;
        };
        let files = self.inner().files.clone();
        match files.get(&queued.draft.to_string(), sha256).await {
            Ok(Some(file)) => {
                post::send_part(id, &queued.capability, sha256, &file.bytes, offset).await
            }
            Ok(None) => RequestOutcome::NoFile,
            // Storage fails for now.
            Err(_) => RequestOutcome::None,
        }
    }

    async fn check(self, unverified: &Unverified) -> SignatureCheck {
        let inner = self.inner();
        let known = inner.keys.borrow().clone();
        match crypto::is_signed(unverified, &known).await {
            Ok(Some(true)) => return SignatureCheck::Good,
            Ok(Some(false)) => return SignatureCheck::Bad,
            Ok(None) => {}
            Err(_) => return SignatureCheck::NoKeys,
        }
        let Some(keys) = post::keys().await.and_then(|json| crypto::keys(&json)) else {
            return SignatureCheck::NoKeys;
        };
        let signed = crypto::is_signed(unverified, &keys).await;
        *inner.keys.borrow_mut() = keys;
        match signed {
            Ok(Some(true)) => SignatureCheck::Good,
            Ok(Some(false) | None) => SignatureCheck::Bad,
            Err(_) => SignatureCheck::NoKeys,
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.read_value().clone()
    }
}

/// The driver of the app; none while nothing is sent from this page, as on a shared device.
pub fn use_sync_driver() -> Option<SyncDriver> {
    expect_context::<RwSignal<Option<SyncDriver>, LocalStorage>>().get()
}
