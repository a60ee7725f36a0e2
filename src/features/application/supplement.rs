//! Handing something in later: photos or documents, and a line to explain or correct.

use super::{CaseProgress, act, case_history::wanted, handing::Handing, received};
use crate::{
    features::help::NotFound,
    router::{Route, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    files::{FileContent, FilePreview, FileStore, Files, Pending, provide_file_store, use_files},
    platform::{
        clock, page,
        photo::{JPEG, PDF},
        store::Records,
        timer,
    },
    queue::{Queue, use_queue},
};
use civil_affairs_domain::{
    form::answers::{FileRef, Raw},
    form::condition::{Literal, Operand},
    form::definition::Kind,
    protocol::wire::Action,
    record::queue::{PreparedSupplement, QueueRecord},
    value::id::DraftId,
    value::sha256::Sha256,
};
use civil_affairs_ui::{
    components::{Notice, NoticeKind, set_title},
    i18n::{FollowMsg, phrase},
    question::{Question, QuestionView, file_rules::FileRules},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use std::{cell::Cell, rc::Rc};

/// What the line is called in the answers that are sent.
const NOTE: &str = "note";
/// At most so many characters.
const MOST: u32 = 500;
/// At most so many files at once.
const MOST_FILES: i64 = 8;
/// Each at most so large.
const MOST_KILOBYTES: i64 = 2_000;

/// The page on which documents and a note are put together and handed in later.
#[component]
pub fn Supplement(context: AppContext, id: String) -> impl IntoView {
    let Some(item) = received(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let lang = context.lang;
    set_title(&context, FollowMsg::SupplementTitle.say(lang));
    if let Some(files) = use_files() {
        provide_file_store(Rc::new(NewFiles {
            files,
            queue: use_queue(),
            draft: item.draft,
        }));
    }
    let asked_for = item.state.course().and_then(|course| {
        let progress = CaseProgress {
            service: context.service(&item.service)?,
            state: &course.state,
            events: &course.events,
        };
        let asked_for = wanted(&context, &progress)?;
        Some(view! { <Notice kind=NoticeKind::Info>{asked_for}</Notice> })
    });
    let prepared = item.prepared.clone().unwrap_or_default();
    let asked = QuestionView {
        hint: Some(FollowMsg::SupplementLead.say(lang).to_owned()),
        raw: Some(Raw::Files(prepared.files.clone())),
        files: Some(rules()),
        ..QuestionView::new(kind(), FollowMsg::SupplementTitle.say(lang).to_owned())
    };
    let files = RwSignal::new(prepared.files);
    let errors = RwSignal::new(Vec::<String>::new());
    let failed = RwSignal::new(false);
    let router = use_router();
    let item = StoredValue::new_local(item);
    let (queue, draft) = (use_queue(), item.with_value(|item| item.draft));
    let kept = RwSignal::new(None::<String>);
    // What is still on its way to the disk when it is handed in must not come back.
    let sent = StoredValue::new_local(Rc::new(Cell::new(false)));
    let keep = move |change: Rc<dyn Fn(&mut PreparedSupplement)>| {
        let sent = sent.get_value();
        spawn_local(async move {
            let put = move |prepared: &mut Option<PreparedSupplement>| {
                if !sent.get() {
                    change(prepared.get_or_insert_default());
                }
            };
            let done = queue.prepare(&draft, put).await;
            if done.is_ok() {
                kept.try_set(Some(clock::time_of_day(clock::now_millis())));
            }
            failed.try_set(done.is_err());
        });
    };
    let note_left = move |_| {
        let note = page::value_of(NOTE).unwrap_or_default();
        keep(Rc::new(move |prepared| prepared.note.clone_from(&note)));
    };
    let chosen = move |chosen: Vec<FileRef>| {
        files.set(chosen.clone());
        errors.set(Vec::new());
        keep(Rc::new(move |prepared| prepared.files.clone_from(&chosen)));
    };
    let back = Route::Finished(id);
    let to = back.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let note = page::value_of(NOTE).unwrap_or_default();
        let note = note.trim();
        let files = files.get_untracked();
        if note.is_empty() && files.is_empty() {
            errors.set(vec![FollowMsg::SupplementEmpty.say(lang).to_owned()]);
            timer::soon(|| page::focus_id("q"));
            return;
        }
        let mut answers = serde_json::Map::new();
        if !note.is_empty() {
            answers.insert(NOTE.to_owned(), note.into());
        }
        sent.get_value().set(true);
        let to = to.clone();
        let action = Action::Supplement { answers, files };
        item.with_value(|item: &Rc<QueueRecord>| {
            act(item, action, failed, move || router.replace(&to))
        });
    };
    view! {
        <Handing context=context back=back id="send-supplement" failed=failed submit=submit>
            {asked_for}
            <Question
                asked=asked
                lang=lang
                errors=Signal::derive(move || errors.get())
                answer=Callback::new(move |raw| {
                    if let Raw::Files(files) = raw {
                        chosen(files);
                    }
                })
                leave=Callback::new(|()| ())
            />
            <div class="question">
                <label class="field__label" for=NOTE>
                    {FollowMsg::SupplementNote.say(lang)}
                </label>
                <p class="hint" id="note-hint">
                    {FollowMsg::SupplementNoteHint.say(lang)}
                </p>
                <textarea
                    class="input"
                    id=NOTE
                    rows="4"
                    maxlength=MOST.to_string()
                    autocomplete="off"
                    aria-describedby="note-hint"
                    prop:value=prepared.note
                    on:input=move |_| kept.set(None)
                    on:change=note_left
                ></textarea>
            </div>
            <p class="small muted" role="status">
                {move || kept.get().map(|at| phrase::saved_at(&at, lang))}
            </p>
        </Handing>
    }
    .into_any()
}

/// Photos and documents.
fn kind() -> Kind {
    let number = |number| Operand::Literal(Literal::Integer(number));
    Kind::Files {
        accept: rules().accept,
        max_count: number(MOST_FILES),
        max_kilobytes: number(MOST_KILOBYTES),
        min_kilobytes: None,
        min_short_side: None,
        min_long_side: None,
    }
}

fn rules() -> FileRules {
    FileRules {
        accept: [JPEG, PDF].map(str::to_owned).to_vec(),
        most: usize::try_from(MOST_FILES).ok(),
        kilobytes: u64::try_from(MOST_KILOBYTES).ok(),
        ..FileRules::default()
    }
}

/// The files that are chosen here: kept with the item.
struct NewFiles<R> {
    files: Files<R>,
    queue: Queue,
    draft: DraftId,
}

impl<R: Records> FileStore for NewFiles<R> {
    fn put<'a>(&'a self, file: &'a FileContent) -> Pending<'a, ()> {
        Box::pin(async move { self.files.put(&self.draft.to_string(), file).await })
    }

    fn take(&self, sha256: Sha256) -> Pending<'_, Option<FileContent>> {
        Box::pin(async move { self.files.take(&self.draft.to_string(), sha256).await })
    }

    fn list(&self) -> Pending<'_, Vec<FilePreview>> {
        Box::pin(async move { self.files.list(&self.draft.to_string()).await })
    }

    fn name_late(&self, file: FileRef) -> Pending<'_, ()> {
        Box::pin(async move {
            let add = |prepared: &mut Option<PreparedSupplement>| {
                prepared.get_or_insert_default().files.push(file.clone());
            };
            self.queue.prepare(&self.draft, add).await
        })
    }
}
