//! What is finished and waits (待提交): immutable, sealed, never expiring.

use super::{
    context::AppContext,
    drafts::{self, DraftHandle, Drafts},
    files::Files,
    record_kind,
    synced_record::{DeviceVault, RecordError},
    tab_message::TabMessage,
};
use crate::platform::{
    clock, crypto,
    store::{RecordKey, StorageError},
    vault::VaultError,
};
use civil_affairs_domain::{
    form::answers::Answers,
    protocol::submission::{Channel, NotReady, Submission, SubmissionBytes, SubmissionContext},
    protocol::wire::Action,
    record::draft::Draft,
    record::queue::{PreparedSupplement, QueueRecord, SubmissionKeys},
    rules::finish::Finish,
    rules::validate::validate,
    sync::{ActionKind, Ended, ItemState, PendingAction, QueueItem},
    value::code::{Capability, Reference, Secret},
    value::id::{ActionId, DraftId, SubmissionId},
    value::instant::Instant,
    value::ordered,
    value::sha256::Sha256,
    value::word::ServiceId,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc};

/// Form of the records.
const SCHEMA: u32 = 1;
/// Kind of the records. They go by the id of their draft: a draft is finished once, whichever tab does it.
pub(super) const KIND: &str = record_kind::QUEUED;

/// Why a form is not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// Something has to be answered or mended.
    ToMend,
    /// The pre-check advises something else first.
    Advised,
    /// It could not be stored.
    Record,
}

impl From<NotReady> for Blocked {
    fn from(not_ready: NotReady) -> Blocked {
        match Finish::from(not_ready) {
            Finish::Advised { .. } => Blocked::Advised,
            Finish::Mend(_) | Finish::Ready { .. } => Blocked::ToMend,
        }
    }
}

/// Every finished form of this device, read at the start and kept in step with other tabs.
#[derive(Clone, Copy)]
pub struct Queue {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// Counts up when items come and go.
    revision: RwSignal<u32>,
    loaded: RwSignal<bool>,
}

struct Inner {
    vault: DeviceVault,
    items: RefCell<Vec<Rc<QueueRecord>>>,
    problem: RefCell<Option<RecordError>>,
}

fn key(draft: &DraftId) -> RecordKey {
    RecordKey {
        kind: KIND,
        id: draft.to_string(),
    }
}

impl Queue {
    /// Reads what the device has.
    pub fn start(vault: &DeviceVault) -> Queue {
        let queue = Queue {
            inner: StoredValue::new_local(Rc::new(Inner {
                vault: vault.clone(),
                items: RefCell::default(),
                problem: RefCell::default(),
            })),
            revision: RwSignal::new(0),
            loaded: RwSignal::new(false),
        };
        TabMessage::on_each(move |message| queue.on_message(&message));
        spawn_local(async move {
            if let Err(problem) = queue.load().await {
                *queue.inner().problem.borrow_mut() = Some(problem);
            }
            queue.loaded.set(true);
            queue.changed();
        });
        queue
    }

    /// Counts up when items come and go.
    pub fn revision(self) -> u32 {
        self.revision.get()
    }

    /// Whether everything on the device was read.
    pub fn is_loaded(self) -> bool {
        self.loaded.get()
    }

    /// Why an item could not be read.
    pub fn problem(self) -> Option<RecordError> {
        *self.inner().problem.borrow()
    }

    /// Every item, the newest first.
    pub fn all(self) -> Vec<Rc<QueueRecord>> {
        let mut items = Vec::new();
        for item in self.inner().items.borrow().iter() {
            ordered::insert(&mut items, item.clone(), |item: &Rc<QueueRecord>| {
                std::cmp::Reverse(item.finished_at)
            });
        }
        items
    }

    /// The item that a draft has become.
    pub fn get(self, draft: &str) -> Option<Rc<QueueRecord>> {
        let inner = self.inner();
        let items = inner.items.borrow();
        items
            .iter()
            .find(|item| item.draft.to_string() == draft)
            .cloned()
    }

    /// Forgets all items of this page: the records are gone.
    pub fn forget_all(self) {
        self.inner().items.borrow_mut().clear();
        self.changed();
    }

    /// Makes the submission of a draft and puts it in the draft's place, in one transaction.
    pub async fn finish(self, context: &AppContext, handle: &DraftHandle) -> Result<(), Blocked> {
        let draft = handle.draft();
        let Built {
            finished,
            named,
            documents,
        } = build(context, handle)?;
        let mut queued = queue(finished, &draft).await.ok_or(Blocked::Record)?;
        queued.documents = documents;
        let inner = self.inner();
        let content = queued.to_json().map_err(|_| Blocked::Record)?;
        inner
            .vault
            .write_in_place_of(
                &key(&draft.id),
                SCHEMA,
                &content,
                None,
                vec![drafts::key(&draft.id.to_string())],
            )
            .await
            .map_err(|_| Blocked::Record)?;
        inner.items.borrow_mut().push(Rc::new(queued));
        self.changed();
        // Its files go by the same id and stay; what no answer names goes. If not now, then with the item itself.
        let _ = Files::new(inner.vault.clone())
            .retain(&draft.id.to_string(), &named)
            .await;
        TabMessage::record_changed(&key(&draft.id)).send();
        TabMessage::record_changed(&drafts::key(&draft.id.to_string())).send();
        Ok(())
    }

    /// Writes down how an item stands now, and how a deed has ended.
    pub async fn settle(
        self,
        id: &SubmissionId,
        state: &ItemState,
        ended: Option<&Ended>,
        keeps: bool,
    ) -> Result<(), RecordError> {
        let draft = self.draft_of(id).ok_or(RecordError::Storage)?;
        self.change(&draft, |queued| {
            queued.settle(state.clone(), keeps);
            if let Some(ended) = ended {
                ended.apply(&mut queued.deeds);
            }
        })
        .await
    }

    /// The person does something with what the bureau has. Once this returns `Ok`, it goes out by itself.
    pub async fn act(self, draft: &DraftId, action: &Action) -> Result<(), RecordError> {
        let now = clock::now_millis();
        let random = crypto::random().map_err(|_| RecordError::NoCrypto)?;
        let name = ActionId::new(now, random).to_string();
        let deed = PendingAction::new(name, action, now).map_err(|_| RecordError::Storage)?;
        self.change(draft, |queued| {
            // What was refused before has been read by now.
            queued.deeds.retain(PendingAction::is_waiting);
            queued.deeds.push(deed.clone());
            if deed.kind == ActionKind::Supplement {
                queued.prepared = None;
            }
        })
        .await
    }

    /// Keeps what is being put together, to be handed in later.
    pub async fn prepare(
        self,
        draft: &DraftId,
        change: impl Fn(&mut Option<PreparedSupplement>),
    ) -> Result<(), RecordError> {
        self.change(draft, |queued| change(&mut queued.prepared))
            .await
    }

    /// The person has read why something was not done.
    pub async fn dismiss(self, draft: &DraftId) -> Result<(), RecordError> {
        self.change(draft, |queued| {
            queued.deeds.retain(PendingAction::is_waiting)
        })
        .await
    }

    /// Changes a record. What another page wrote meanwhile is read first.
    async fn change(
        self,
        draft: &DraftId,
        change: impl Fn(&mut QueueRecord),
    ) -> Result<(), RecordError> {
        let inner = self.inner();
        let key = key(draft);
        for _ in 0..5 {
            let Some(opened) = inner.vault.read(&key).await? else {
                return Err(RecordError::Storage);
            };
            let mut queued =
                QueueRecord::from_json(&opened.content).map_err(|_| RecordError::Damaged)?;
            change(&mut queued);
            let content = queued.to_json().map_err(|_| RecordError::Storage)?;
            let seen = Some(&opened.seen);
            match inner.vault.write(&key, SCHEMA, &content, seen).await {
                Ok(_) => {
                    self.put(queued);
                    TabMessage::record_changed(&key).send();
                    return Ok(());
                }
                Err(VaultError::Storage(StorageError::Conflict)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(RecordError::Storage)
    }

    /// Makes a draft of an item that the bureau does not have, in its place: one record goes and the other comes in one
    /// transaction.
    pub async fn take_back(
        self,
        draft: &DraftId,
        drafts: Drafts,
        service: ServiceId,
        version: String,
        answers: Answers,
    ) -> Result<(), RecordError> {
        let inner = self.inner();
        let now = clock::now_millis();
        let taken = Draft::begin(*draft, service, &version, answers, now);
        let content = taken.to_json().map_err(|_| RecordError::Storage)?;
        let to = drafts::key(&draft.to_string());
        inner
            .vault
            .write_in_place_of(&to, drafts::SCHEMA, &content, None, vec![key(draft)])
            .await?;
        inner.items.borrow_mut().retain(|item| item.draft != *draft);
        drafts.find(draft.to_string()).await;
        TabMessage::record_changed(&key(draft)).send();
        TabMessage::record_changed(&to).send();
        self.changed();
        Ok(())
    }

    /// Takes in an item that comes from another device; its files are here already. Gives whether it is here now: a
    /// draft that is still edited on this device is not put aside for what was once made of it.
    pub async fn take_in(self, item: QueueRecord, drafts: Drafts) -> Result<bool, RecordError> {
        let id = item.draft.to_string();
        if self.get(&id).is_some() {
            return Ok(true);
        }
        if drafts.get(&id).is_some() {
            return Ok(false);
        }
        let key = key(&item.draft);
        let content = item.to_json().map_err(|_| RecordError::Storage)?;
        let inner = self.inner();
        inner.vault.write(&key, SCHEMA, &content, None).await?;
        TabMessage::record_changed(&key).send();
        self.put(item);
        Ok(true)
    }

    /// Removes an item from the device.
    pub async fn remove(self, draft: &DraftId) -> Result<(), RecordError> {
        let inner = self.inner();
        inner.vault.remove(&key(draft)).await?;
        inner.items.borrow_mut().retain(|item| item.draft != *draft);
        TabMessage::record_changed(&key(draft)).send();
        self.changed();
        Ok(())
    }

    /// What the machine that sends has to know of all items.
    pub fn items(self) -> Vec<QueueItem> {
        let inner = self.inner();
        let items = inner.items.borrow();
        items.iter().map(|item| item.item()).collect()
    }

    /// The item with this id of its submission.
    pub fn by_submission(self, id: &SubmissionId) -> Option<Rc<QueueRecord>> {
        let inner = self.inner();
        let items = inner.items.borrow();
        items.iter().find(|item| item.id == *id).cloned()
    }

    fn draft_of(self, id: &SubmissionId) -> Option<DraftId> {
        self.by_submission(id).map(|item| item.draft)
    }

    fn put(self, queued: QueueRecord) {
        let inner = self.inner();
        {
            let mut items = inner.items.borrow_mut();
            items.retain(|item| item.draft != queued.draft);
            items.push(Rc::new(queued));
        }
        self.changed();
    }

    /// Another page has finished a draft.
    fn on_message(self, message: &TabMessage) {
        let id = message.record_of(KIND);
        if let Some(draft) = id.and_then(|id| DraftId::parse(id).ok()) {
            spawn_local(async move {
                // What cannot be read now is read at the next start, which tells why.
                if self.read(&draft).await.is_ok() {
                    self.changed();
                }
            });
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.read_value().clone()
    }

    fn changed(self) {
        self.revision.update(|revision| *revision += 1);
    }

    /// One that cannot be read hides none of the others.
    async fn load(self) -> Result<(), RecordError> {
        let inner = self.inner();
        let mut problem = None;
        for id in inner.vault.ids(KIND).await? {
            let read = match DraftId::parse(&id) {
                Ok(draft) => self.read(&draft).await,
                Err(_) => Err(RecordError::Damaged),
            };
            problem = problem.or(read.err());
        }
        problem.map_or(Ok(()), Err)
    }

    async fn read(self, draft: &DraftId) -> Result<(), RecordError> {
        let inner = self.inner();
        let opened = inner.vault.read(&key(draft)).await?;
        let queued = opened
            .map(|opened| QueueRecord::from_json(&opened.content).map_err(|_| RecordError::Damaged))
            .transpose()?;
        let mut items = inner.items.borrow_mut();
        items.retain(|item| item.draft != *draft);
        items.extend(queued.map(Rc::new));
        Ok(())
    }
}

/// What a draft comes to.
struct Built {
    /// The submission in its bytes.
    finished: SubmissionBytes,
    /// Digests of its files.
    named: Vec<Sha256>,
    /// Ids of the documents to bring.
    documents: Vec<String>,
}

fn build(context: &AppContext, handle: &DraftHandle) -> Result<Built, Blocked> {
    let answers = handle.answers();
    let service = context.service(&handle.service()).ok_or(Blocked::Record)?;
    let setting = context.setting(service);
    let validation = validate(&setting, &answers);
    let now = clock::now_millis();
    let mut random = random()?;
    let handing = SubmissionContext {
        id: SubmissionId::new(now, crypto::random().map_err(|_| Blocked::Record)?),
        reference: Reference::draw(&mut random).ok_or(Blocked::Record)?,
        definition_version: context
            .catalogue
            .versions
            .get(service.id.as_str())
            .cloned()
            .ok_or(Blocked::Record)?,
        lang: context.lang,
        channel: Channel::OwnDevice,
        now: Instant::from_unix_millis(now).ok_or(Blocked::Record)?,
    };
    let submission = Submission::build(&validation, handing)?;
    let named = submission.files.iter().map(|file| file.sha256);
    let named = named.collect();
    Ok(Built {
        finished: submission.write().map_err(|_| Blocked::Record)?,
        named,
        documents: validation.precheck.documents.clone(),
    })
}

/// Its place in the queue, with fresh keys.
async fn queue(finished: SubmissionBytes, draft: &Draft) -> Option<QueueRecord> {
    let keys = SubmissionKeys {
        capability: Capability::new(crypto::random().ok()?),
        secret: Secret::draw(&mut random().ok()?)?,
    };
    let sha256 = crypto::sha256(&finished.bytes).await.ok()?;
    QueueRecord::new(
        finished,
        draft.id,
        draft.answers.clone(),
        sha256,
        keys,
        clock::now_millis(),
    )
    .ok()
}

/// Far more bytes than a code is drawn from.
fn random() -> Result<std::array::IntoIter<u8, 128>, Blocked> {
    let bytes: [u8; 128] = crypto::random().map_err(|_| Blocked::Record)?;
    Ok(bytes.into_iter())
}

/// The queue of the app.
pub fn use_queue() -> Queue {
    expect_context::<Queue>()
}
