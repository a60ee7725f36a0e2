//! A finished form: on its way to the bureau (待提交), or with the bureau's receipt (已提交). Its reference, what happens
//! next, what to bring, and the answers as far as they are kept, to print.

use super::answers::grouped;
use crate::{
    features::{
        application::{
            CaseActions, CaseProgress, Invite, LookAgain, RECEIPT, ReceiptQr, current_state,
            history,
        },
        asking::{Given, QuestionSet, evaluate, given},
        help::NotFound,
        precheck::{advice, document_advice, documents},
        question_options::{booked_file, wish_file},
    },
    router::{Route, Router, use_router},
};
use civil_affairs_client::{
    context::AppContext,
    drafts::{Drafts, use_drafts},
    platform::{clock, download, page, post},
    queue::{Queue, use_queue},
    sync_driver::use_sync_driver,
};
use civil_affairs_domain::{
    protocol::wire::{Changes, ProblemCode},
    record::queue::QueueRecord,
    sync::{ItemState, Lookup},
    value::code::Reference,
    value::text::Lang,
};
use civil_affairs_ui::{
    components::{
        BackLink, Icon, IconSize, Notice, NoticeKind, Steps, Sure, focus_sure, set_title,
        status_tag,
    },
    i18n::{Msg, SendMsg, follow, phrase, send},
};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The state in which the other party of an appointment has to agree (marriage-appointment.md §5).
const AWAITING: &str = "awaiting_partner";

/// The page of a finished form: 待提交, or 已提交 with its receipt.
#[component]
pub fn Finished(context: AppContext, id: String) -> impl IntoView {
    let Some(item) = use_queue().get(&id) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let Some(service) = context.service(&item.service) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let title = context.text(&service.title);
    set_title(&context, &phrase::form_of(&title, context.lang));
    let answers = item.answers.clone();
    let uid = format!("{}@civil-affairs", item.id);
    let at = item.finished_at;
    let (given, calendar) = evaluate(&context, service, &answers, QuestionSet::Form, |form| {
        let given: Vec<Given> = given(form)
            .into_iter()
            .filter(|given| given.answer.is_some())
            .collect();
        (given, wish_file(&context, &form.validation, &uid, at))
    });
    let calendar = match item.state.course() {
        None => calendar,
        // Nothing is certain before the other party has agreed, and nothing is left at the end.
        Some(course) if course.state == AWAITING || service.is_end(&course.state) => None,
        Some(course) => {
            let mut told = course.events.iter().rev();
            let slot = told.find_map(|event| event.slot.as_ref());
            slot.map(|slot| {
                let setting = context.setting(service);
                booked_file(&context, &setting, slot, &uid, course.told_at)
            })
        }
    };
    let calendar = calendar.map(|file| {
        view! {
            <button
                class="button button--secondary"
                id="calendar"
                type="button"
                on:click=move |_| download::save(&file.name, "text/calendar", &file.text)
            >
                <Icon name="calendar" size=IconSize::Small />
                {Msg::ToCalendar.say(context.lang)}
            </button>
        }
    });
    let to_bring = if answers.is_empty() {
        document_advice(&context, service, &item.documents, &|text| {
            context.text(text)
        })
    } else {
        advice(&context, service, &answers).documents
    };
    let is_over = item
        .state
        .course()
        .is_some_and(|course| service.is_end(&course.state));
    let to_bring = (!is_over).then(|| documents(&context, to_bring));
    let next = item
        .state
        .course()
        .is_none()
        .then(|| context.texts(&service.start.next))
        .map(|next| {
            view! {
                <section class="section">
                    <h2>{Msg::Next.say(context.lang)}</h2>
                    <Steps texts=next />
                </section>
            }
        });
    let followed = item.state.course().map(|known| {
        let told = CaseProgress {
            service,
            state: &known.state,
            events: &known.events,
        };
        let now = view! {
            {current_state(&context, &told)}
            <Looked context=context.clone() item=item.clone() />
            {(known.state == AWAITING)
                .then(|| view! { <Invite context=context.clone() item=item.clone() /> })}
            <CaseActions context=context.clone() item=item.clone() />
        };
        (now, history(&context, &told))
    });
    let (now, past) = followed.unzip();
    let qr = item
        .receipt()
        .map(|receipt| view! { <ReceiptQr context=context.clone() receipt=receipt /> });
    let at = clock::day_and_time(at);
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        {head(&context, &item, &title)}
        <Sending context=context.clone() item=item.clone() />
        {now}
        <dl class="card codes">
            <div>
                <dt>{Msg::Reference.say(context.lang)}</dt>
                <dd id="reference">{reference(&item).to_string()}</dd>
            </div>
            <div>
                <dt>{Msg::Secret.say(context.lang)}</dt>
                <dd id="secret">{item.secret.to_string()}</dd>
            </div>
        </dl>
        <p>{Msg::KeepReference.say(context.lang)}</p>
        <p class="small muted">{phrase::finished_at(&at, context.lang)}</p>
        {received(&context, &item)} {past} {next} {qr} {to_bring}
        {grouped(&context, given, None)}
        <div class="actions">
            <button class="button button--secondary" type="button" on:click=|_| print()>
                <Icon name="print" size=IconSize::Small />
                {Msg::Print.say(context.lang)}
            </button>
            {calendar}
        </div>
    }
    .into_any()
}

/// Prints the page, the receipt's code with it.
fn print() {
    page::unfold(RECEIPT);
    page::print();
}

/// When the bureau last told of it, and asking again. It stands by itself, so that the page does not move for it.
#[component]
fn Looked(context: AppContext, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = context.lang;
    let (id, told_at) = (item.id, item.state.course().map(|course| course.told_at));
    let looked = move || {
        let driver = use_sync_driver();
        let at = driver
            .and_then(|driver| driver.send_status(&id).looked)
            .or(told_at);
        at.map(|at| follow::looked(&clock::day_and_time(at), lang))
    };
    view! {
        <div class="actions">
            <span class="small muted" id="looked">
                {looked}
            </span>
            <LookAgain context=context />
        </div>
    }
}

/// 受理编号: the one on the receipt, where that names another one than the device made.
fn reference(item: &QueueRecord) -> &Reference {
    match &item.state {
        ItemState::Received { reference, .. } => reference,
        ItemState::Waiting | ItemState::Refused(_) => &item.reference,
    }
}

/// Nothing but a verified receipt is headed 受理回执 (design §7).
fn head(context: &AppContext, item: &QueueRecord, title: &str) -> AnyView {
    let lang = context.lang;
    let status = item.status(context.service(&item.service));
    let (explained, heading) = if status.is_received() {
        (
            SendMsg::ReceivedExplained.say(lang),
            SendMsg::ReceiptTitle.say(lang),
        )
    } else {
        (
            Msg::StateWaitingExplained.say(lang),
            Msg::PreparedTitle.say(lang),
        )
    };
    view! {
        <div>
            <p class="state" role="status">
                {status_tag(&status, lang)} {explained}
            </p>
            <h1 tabindex="-1">{heading}</h1>
            <p class="muted">{title.to_owned()}</p>
        </div>
    }
    .into_any()
}

/// What the receipt says.
fn received(context: &AppContext, item: &QueueRecord) -> Option<AnyView> {
    let lang = context.lang;
    let receipt = item.receipt()?;
    let receipt = receipt.content();
    let at = clock::day_and_time(receipt.received_at.unix_millis());
    let told = context
        .service(&receipt.service)
        .and_then(|service| service.state(&receipt.state))
        .map(|state| context.text(&state.tell))
        .map(|told| {
            view! {
                <div>
                    <dt>{SendMsg::ReceivedInto.say(lang)}</dt>
                    <dd>{told}</dd>
                </div>
            }
        });
    Some(
        view! {
            <dl class="defs" id="received">
                <div>
                    <dt>{SendMsg::ReceivedAt.say(lang)}</dt>
                    <dd>{at}</dd>
                </div>
                {told}
            </dl>
        }
        .into_any(),
    )
}

/// What waits, why, and what to do about it.
#[component]
fn Sending(context: AppContext, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = context.lang;
    let id = item.id;
    let state = StoredValue::new_local(item.clone());
    let taking = RwSignal::new(Taking::Not);
    let take_back_to = TakeBack::here();
    let again = move |_| take_back(state.get_value(), take_back_to, taking);
    move || {
        let item = state.get_value();
        let driver = use_sync_driver();
        let status = driver
            .map(|driver| driver.send_status(&id))
            .unwrap_or_default();
        let told = match &item.state {
            ItemState::Refused(refusal) => Some(send::refusal(refusal.code, lang)),
            ItemState::Received { files, .. } if files.is_empty() => None,
            ItemState::Received { .. } => Some(SendMsg::FilesLeft.say(lang)),
            ItemState::Waiting if status.is_under_way => Some(SendMsg::UnderWay.say(lang)),
            ItemState::Waiting => None,
        };
        let unsent = item
            .state
            .unsent()
            .first()
            .map(|_| SendMsg::FilesUnsent.say(lang));
        let failure = status
            .failure
            .filter(|_| !status.is_under_way && item.item().has_work())
            .map(|failure| send::failure(failure, lang));
        let next_try = status
            .next_try
            .filter(|_| failure.is_some())
            .map(|at| follow::next_try(&clock::time_of_day(at), lang));
        let now = driver
            .filter(|_| item.item().has_work() && !status.is_under_way)
            .map(|driver| {
                view! {
                    <button
                        class="button button--secondary"
                        id="send-now"
                        type="button"
                        on:click=move |_| driver.send_now()
                    >
                        {SendMsg::SendNow.say(lang)}
                    </button>
                }
            });
        let back = (item.receipt().is_none() && !status.is_under_way).then(|| {
            view! {
                <button
                    class="button button--quiet"
                    id="take-up-again"
                    type="button"
                    on:click=again
                >
                    {SendMsg::TakeUpAgain.say(lang)}
                </button>
            }
        });
        let is_silent = told.is_none() && unsent.is_none() && failure.is_none();
        let words = (!is_silent).then(|| {
            view! {
                <Notice kind=NoticeKind::Info>
                    <p>{unsent}</p>
                    <p>{told}</p>
                    <p>{failure}</p>
                    <p>{next_try}</p>
                </Notice>
            }
        });
        let is_idle = now.is_none() && back.is_none();
        let actions = (!is_idle).then(|| view! { <div class="actions">{now} {back}</div> });
        let taking = match taking.get() {
            Taking::Not => None,
            Taking::Asking => Some(told_of(SendMsg::TakeAsking, lang)),
            Taking::Arrived => Some(told_of(SendMsg::TakeArrived, lang)),
            Taking::Unsure => Some(
                view! {
                    <Sure
                        lang=lang
                        words=SendMsg::TakeUnsure.say(lang)
                        label=SendMsg::TakeUpAgain.say(lang)
                        go=Callback::new(move |()| take_back_to.take_up_again(state.get_value()))
                        stay=Callback::new(move |()| taking.set(Taking::Not))
                    />
                }
                .into_any(),
            ),
        };
        view! {
            <div role="status">{words}</div>
            {actions}
            {taking}
        }
    }
}

/// How taking it back stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taking {
    Not,
    /// The bureau is asked whether it has it.
    Asking,
    /// It has.
    Arrived,
    /// Nobody knows: an answer may have been lost, and the bureau is out of reach.
    Unsure,
}

fn told_of(words: SendMsg, lang: Lang) -> AnyView {
    view! {
        <div role="status">
            <Notice kind=NoticeKind::Info>
                <p>{words.say(lang)}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// Takes it back, unless the bureau has it: an answer may have been lost, and the same matter handed in twice helps nobody.
fn take_back(item: Rc<QueueRecord>, take_back_to: TakeBack, taking: RwSignal<Taking>) {
    if matches!(item.state, ItemState::Refused(_)) {
        return take_back_to.take_up_again(item);
    }
    let driver = use_sync_driver();
    taking.set(Taking::Asking);
    spawn_local(async move {
        let answer = post::fetch_changes(&item.id, &item.capability, 0).await;
        let is_received = || {
            let now = take_back_to.queue.by_submission(&item.id);
            now.is_none_or(|now| now.state.is_received())
        };
        let is_under_way = driver.is_some_and(|driver| driver.send_status(&item.id).is_under_way);
        let arrived = match answer.known::<Changes>() {
            Lookup::Found(_) => true,
            Lookup::Refused(ProblemCode::NotFound) => is_under_way || is_received(),
            _ if is_received() => true,
            _ => {
                taking.try_set(Taking::Unsure);
                focus_sure();
                return;
            }
        };
        if arrived {
            taking.try_set(Taking::Arrived);
            if let Some(driver) = driver {
                driver.send_now();
            }
        } else {
            take_back_to.take_up_again(item);
        }
    });
}

/// What taking it back needs, asked for while the page is built: a task has no owner.
#[derive(Clone, Copy)]
struct TakeBack {
    drafts: Drafts,
    queue: Queue,
    router: Router,
}

impl TakeBack {
    fn here() -> TakeBack {
        TakeBack {
            drafts: use_drafts(),
            queue: use_queue(),
            router: use_router(),
        }
    }

    /// Makes a draft of what waits, in its place.
    fn take_up_again(self, item: Rc<QueueRecord>) {
        let version = item.submission().map(|it| it.definition_version);
        spawn_local(async move {
            let taken = self.queue.take_back(
                &item.draft,
                self.drafts,
                item.service.clone(),
                version.unwrap_or_default(),
                item.answers.clone(),
            );
            if taken.await.is_ok() {
                let route = Route::DraftAnswers(item.draft.to_string());
                self.router.replace(&route);
            }
        });
    }
}
