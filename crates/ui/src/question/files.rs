//! Photos and documents: a list with thumbnails, a camera, the device's own files.

use super::{
    file_rules::{self, FileRules},
    view::Input,
};
use crate::{
    components::{Icon, IconSize},
    i18n::{FileMsg, Msg, files as words},
};
use civil_affairs_client::{
    files::{FileContent, FilePreview, FileStore, use_file_store},
    platform::{
        page,
        photo::{self, Chosen, PhotoError, chosen, prepare},
        timer,
    },
    synced_record::RecordError,
};
use civil_affairs_domain::{
    form::answers::{FileRef, Raw},
    value::sha256::Sha256,
    value::text::Lang,
};
use leptos::{ev::Event, prelude::*, task::spawn_local};
use std::{rc::Rc, sync::Arc};

/// The first button; a link from the error summary leads here.
const CHOOSE: &str = "q";
/// The input behind it. An input of its own would name a file that nobody has chosen.
const CHOOSE_INPUT: &str = "q-choose";
const CAMERA_INPUT: &str = "q-camera";
const LIMITS: &str = "q-limits";
const UNDO: &str = "q-undo";

/// Several files.
#[component]
pub(super) fn FileList(input: Input) -> impl IntoView {
    let Input {
        asked,
        lang,
        answer,
        leave,
        ..
    } = input;
    let rules = asked.files.unwrap_or_default();
    let state = FileListState {
        lang,
        file_store: StoredValue::new_local(use_file_store()),
        rows: RwSignal::new(match asked.raw {
            Some(Raw::Files(files)) => files,
            _ => Vec::new(),
        }),
        shown: RwSignal::new(None),
        busy: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
        removed: RwSignal::new(None),
        told: RwSignal::new(String::new()),
        tell: Callback::new(move |files| {
            answer.run(Raw::Files(files));
            leave.run(());
        }),
        rules: Arc::new(rules),
    };
    let adding = match state.file_store.get_value() {
        Some(file_store) => {
            spawn_local(state.clone().show_kept(file_store));
            add(&state)
        }
        None => view! { <p class="hint">{FileMsg::NotHere.say(lang)}</p> }.into_any(),
    };
    let (busy, told) = (state.busy, state.told);
    let status = move || match busy.get() {
        Some((at, total)) => words::preparing(at, total, lang),
        None => told.get(),
    };
    view! {
        <Rows state=state.clone() />
        <Undo state=state.clone() />
        <Problems problems=state.problems />
        {adding}
        <p class="files__status" class:unseen=move || busy.get().is_none() role="status">
            {status}
        </p>
    }
}

/// A file that was taken away.
#[derive(Clone)]
struct Removed {
    at: usize,
    file: FileRef,
    /// None when the file store still has it.
    content: Option<FileContent>,
}

/// What a row shows.
#[derive(Clone)]
struct Shown {
    sha256: Sha256,
    address: Option<String>,
}

impl Shown {
    fn of(sha256: Sha256, thumbnail: Option<&Vec<u8>>) -> Shown {
        Shown {
            sha256,
            address: thumbnail.map(|jpeg| photo::address(jpeg)),
        }
    }
}

/// What the parts share. Signals are gone when the page is; what was begun then goes on without them.
#[derive(Clone)]
struct FileListState {
    lang: Lang,
    rules: Arc<FileRules>,
    file_store: StoredValue<Option<Rc<dyn FileStore>>, LocalStorage>,
    rows: RwSignal<Vec<FileRef>>,
    /// What the file store has; none until it was asked.
    shown: RwSignal<Option<Vec<Shown>>>,
    /// Which one of how many is being prepared.
    busy: RwSignal<Option<(usize, usize)>>,
    problems: RwSignal<Vec<String>>,
    removed: RwSignal<Option<Removed>>,
    /// For screen readers: what has just happened.
    told: RwSignal<String>,
    tell: Callback<Vec<FileRef>>,
}

impl FileListState {
    async fn show_kept(self, file_store: Rc<dyn FileStore>) {
        match file_store.list().await {
            Ok(previews) => {
                let of =
                    |preview: &FilePreview| Shown::of(preview.sha256, preview.thumbnail.as_ref());
                let kept: Vec<Shown> = previews.iter().map(of).collect();
                // One may have been added while the file store was asked.
                self.shown
                    .try_update(|shown| shown.get_or_insert_default().extend(kept));
            }
            Err(_) => self.problem(FileMsg::NotRead.say(self.lang).to_owned()),
        }
    }

    fn problem(&self, problem: String) {
        self.problems.try_update(|problems| problems.push(problem));
    }

    /// Opens the browser's own choice.
    fn open(&self, input: &str) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.problems.set(Vec::new());
        match self.rules.most {
            Some(most) if self.rows.with_untracked(Vec::len) >= most => {
                self.problem(words::no_more(most, self.lang));
            }
            _ => page::press_id(input),
        }
    }

    fn take_in(&self, event: &Event) {
        let files = chosen(event);
        if let Some(file_store) = self.file_store.get_value().filter(|_| !files.is_empty()) {
            self.problems.set(Vec::new());
            self.removed.set(None);
            spawn_local(self.clone().take_in_all(file_store, files));
        }
    }

    async fn take_in_all(self, file_store: Rc<dyn FileStore>, files: Vec<Chosen>) {
        let room = self.rules.room(self.rows.get_untracked().len());
        let total = files.len().min(room);
        for (at, file) in files.iter().take(room).enumerate() {
            self.busy.try_set(Some((at + 1, total)));
            if let Err(what) = self.take_in_one(file_store.as_ref(), file).await {
                self.problem(words::wrong(&file.name(), what, self.lang));
            }
        }
        if let Some(most) = self.rules.most.filter(|_| files.len() > room) {
            self.problem(words::no_more(most, self.lang));
        }
        self.busy.try_set(None);
    }

    async fn take_in_one(&self, file_store: &dyn FileStore, file: &Chosen) -> Result<(), FileMsg> {
        let prepared = prepare(file, &self.rules.limits())
            .await
            .map_err(|error| refused(&error))?;
        let others = self.rows.try_get_untracked().unwrap_or_default();
        if others.iter().any(|other| other.sha256 == prepared.sha256) {
            return Err(FileMsg::Twice);
        }
        let file = FileRef {
            name: file_rules::name(&file.name(), prepared.media_type, &others),
            media_type: prepared.media_type.to_owned(),
            bytes: prepared.bytes.len() as u64,
            sha256: prepared.sha256,
        };
        let content = FileContent {
            sha256: prepared.sha256,
            bytes: prepared.bytes,
            thumbnail: prepared.thumbnail,
        };
        file_store.put(&content).await.map_err(not_kept)?;
        self.name(file_store, usize::MAX, file, content.thumbnail.as_ref())
            .await
    }

    /// Names a file that the file store has: only now it is answered.
    async fn name(
        &self,
        file_store: &dyn FileStore,
        at: usize,
        file: FileRef,
        thumbnail: Option<&Vec<u8>>,
    ) -> Result<(), FileMsg> {
        let new = file.clone();
        let here = self.rows.try_update(|rows| {
            rows.insert(at.min(rows.len()), new);
            rows.clone()
        });
        let Some(rows) = here else {
            return file_store.name_late(file).await.map_err(not_kept);
        };
        let shown = Shown::of(file.sha256, thumbnail);
        self.shown
            .update(|all| all.get_or_insert_default().push(shown));
        self.told.set(words::added(&file.name, self.lang));
        self.tell.run(rows);
        Ok(())
    }

    fn remove(&self, at: usize) {
        let mut rows = self.rows.get_untracked();
        let Some(file_store) = self.file_store.get_value().filter(|_| at < rows.len()) else {
            return;
        };
        let file = rows.remove(at);
        self.rows.set(rows.clone());
        self.problems.set(Vec::new());
        self.told.set(words::removed(&file.name, self.lang));
        // First the answer, then the file: an answer must not name what is not there.
        self.tell.run(rows);
        let state = self.clone();
        spawn_local(async move {
            let content = match file_store.take(file.sha256).await {
                Ok(None) => {
                    timer::soon(|| page::focus_id(CHOOSE));
                    return;
                }
                Ok(content) => content,
                // Still there; then naming it again is all that undoing takes.
                Err(_) => None,
            };
            let removed = Removed { at, file, content };
            state.removed.try_set(Some(removed));
            timer::soon(|| page::focus_id(UNDO));
        });
    }

    fn undo(&self) {
        let removed = self.removed.get_untracked();
        let (Some(removed), Some(file_store)) = (removed, self.file_store.get_value()) else {
            return;
        };
        self.removed.set(None);
        let state = self.clone();
        spawn_local(async move {
            let Removed { at, file, content } = &removed;
            let put = match content {
                Some(content) => file_store.put(content).await.map_err(not_kept),
                None => Ok(()),
            };
            let thumbnail = content
                .as_ref()
                .and_then(|content| content.thumbnail.as_ref());
            let named = match put {
                Ok(()) => state.name(&*file_store, *at, file.clone(), thumbnail).await,
                Err(what) => Err(what),
            };
            if let Err(what) = named {
                state.problem(words::wrong(&file.name, what, state.lang));
                state.removed.try_set(Some(removed));
            } else {
                let row = row_id(*at);
                timer::soon(move || page::focus_id(&row));
            }
        });
    }
}

fn refused(error: &PhotoError) -> FileMsg {
    match error {
        PhotoError::Type => FileMsg::WrongType,
        PhotoError::Heic => FileMsg::Heic,
        PhotoError::Broken => FileMsg::Broken,
        PhotoError::TooLarge => FileMsg::TooLarge,
        PhotoError::TooSmall => FileMsg::TooSmall,
        PhotoError::Crypto(_) | PhotoError::Failed(_) => FileMsg::NotPrepared,
    }
}

fn not_kept(problem: RecordError) -> FileMsg {
    match problem {
        RecordError::NoStorage | RecordError::NoCrypto => FileMsg::NoStorage,
        RecordError::Full => FileMsg::DeviceFull,
        _ => FileMsg::NotKept,
    }
}

fn row_id(at: usize) -> String {
    format!("q-file-{at}")
}

#[component]
fn Rows(state: FileListState) -> impl IntoView {
    move || {
        let shown = state.shown.get();
        let rows = state.rows.get();
        let rows: Vec<_> = rows
            .into_iter()
            .enumerate()
            .map(|(at, file)| {
                let kept = shown.as_ref().map(|shown| {
                    let mut all = shown.iter();
                    all.find(|shown| shown.sha256 == file.sha256).cloned()
                });
                row(&state, at, &file, kept)
            })
            .collect();
        (!rows.is_empty()).then(|| view! { <ul class="files">{rows}</ul> })
    }
}

/// `kept` is what the file store has: not yet known, nothing, or something.
fn row(state: &FileListState, at: usize, file: &FileRef, kept: Option<Option<Shown>>) -> AnyView {
    let missing = matches!(kept, Some(None)).then(|| {
        view! {
            <span class="file__missing">
                <Icon name="warning" size=IconSize::Small />
                {FileMsg::Missing.say(state.lang)}
            </span>
        }
    });
    // The name stands beside it: the picture itself says nothing more to those who do not see it.
    let picture = match kept.flatten().and_then(|shown| shown.address) {
        Some(address) => view! { <img class="file__picture" src=address alt="" /> }.into_any(),
        None => view! {
            <span class="file__picture">
                <Icon name="document" size=IconSize::Large />
            </span>
        }
        .into_any(),
    };
    let removing = state.clone();
    view! {
        <li class="file">
            {picture} <div class="file__words">
                <span class="file__name">{file.name.clone()}</span>
                <span class="file__size">{words::size(file.bytes)}</span>
                {missing}
            </div>
            <button
                class="button button--quiet"
                type="button"
                id=row_id(at)
                on:click=move |_| removing.remove(at)
            >
                {Msg::Remove.say(state.lang)}
                <span class="unseen">{format!(" {}", file.name)}</span>
            </button>
        </li>
    }
    .into_any()
}

#[component]
fn Undo(state: FileListState) -> impl IntoView {
    move || {
        state.removed.get().map(|removed| {
            let undoing = state.clone();
            view! {
                <div class="undo">
                    <span>{words::removed(&removed.file.name, state.lang)}</span>
                    <button
                        class="button button--secondary"
                        type="button"
                        id=UNDO
                        on:click=move |_| undoing.undo()
                    >
                        {Msg::Undo.say(state.lang)}
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn Problems(problems: RwSignal<Vec<String>>) -> impl IntoView {
    let list = move || {
        let told = problems.get().into_iter();
        told.map(|problem| {
            view! {
                <p class="field-error">
                    <Icon name="warning" />
                    <span>{problem}</span>
                </p>
            }
        })
        .collect_view()
    };
    view! {
        <div class="files__problems" role="alert">
            {list}
        </div>
    }
}

/// The limits, told before, and the ways to add. The inputs stand still while the browser's own choice is open: a new
/// one in their place would not hear of it.
fn add(state: &FileListState) -> AnyView {
    let (lang, rules) = (state.lang, state.rules.clone());
    let size = words::size(rules.bytes());
    let limits = words::limits(rules.most, &size, &rules.forms(), lang);
    let accept = rules.accept();
    let several = rules.most != Some(1);
    let busy = state.busy;
    let waits = move || busy.get().is_some().then_some("true");
    let (opening, opening_camera) = (state.clone(), state.clone());
    let (taking, taking_photo) = (state.clone(), state.clone());
    let camera = accept.contains(photo::JPEG).then(|| {
        view! {
            <input
                type="file"
                id=CAMERA_INPUT
                hidden=true
                autocomplete="off"
                accept=photo::JPEG
                capture="environment"
                on:change=move |event| taking_photo.take_in(&event)
            />
            <button
                class="button button--secondary files__camera"
                type="button"
                aria-describedby=LIMITS
                aria-disabled=waits
                on:click=move |_| opening_camera.open(CAMERA_INPUT)
            >
                <Icon name="camera" size=IconSize::Small />
                {FileMsg::TakePhoto.say(lang)}
            </button>
        }
    });
    view! {
        <p class="files__limits" id=LIMITS>
            {limits}
        </p>
        <div class="actions">
            {camera} <input
                type="file"
                id=CHOOSE_INPUT
                hidden=true
                autocomplete="off"
                accept=accept
                multiple=several
                on:change=move |event| taking.take_in(&event)
            />
            <button
                class="button button--secondary"
                type="button"
                id=CHOOSE
                aria-describedby=LIMITS
                aria-disabled=waits
                on:click=move |_| opening.open(CHOOSE_INPUT)
            >
                <Icon name="picture" size=IconSize::Small />
                {FileMsg::Choose.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
