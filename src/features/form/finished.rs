//! A finished form: on its way to the bureau (待提交), or with the bureau's receipt (已提交). Its reference, what happens
//! next, what to bring, and the answers as far as they are kept, to print.

use super::answers::grouped;
use crate::{
    features::{
        application::{Deeds, Invite, LookAgain, RECEIPT, ReceiptQr, Told, history, standing},
        asking::{Course, Given, given, look},
        help::NotFound,
        item_row,
        offers::{booked_file, wish_file},
        precheck::{advice, documents, papers},
    },
    router::{Route, Router, use_router},
};
use civil_affairs_client::{
    context::Ground,
    courier::use_courier,
    drafts::{Drafts, use_drafts},
    platform::{clock, download, page, post},
    queue::{Queue, use_queue},
};
use civil_affairs_domain::{
    protocol::receipt::{Receipt, Unverified},
    protocol::wire::{Changes, ProblemCode},
    record::queue::QueueRecord,
    sync::{ItemState, Lookup},
    value::code::Reference,
    value::text::Lang,
};
use civil_affairs_ui::{
    components::{
        BackLink, Icon, Notice, NoticeKind, Size, Standing, Steps, Sure, focus_sure, set_title,
    },
    i18n::{Msg, SendMsg, follow, phrase, send},
};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The state in which the other party of an appointment has to agree (marriage-appointment.md §5).
const AWAITING: &str = "awaiting_partner";

/// See the module.
#[component]
pub fn Finished(ground: Ground, id: String) -> impl IntoView {
    let Some(item) = use_queue().get(&id) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let Some(service) = ground.service(&item.service) else {
        return view! { <NotFound ground=ground /> }.into_any();
    };
    let title = ground.text(&service.title);
    set_title(&ground, &phrase::form_of(&title, ground.lang));
    let answers = item.answers.clone();
    let uid = format!("{}@civil-affairs", item.id);
    let at = item.finished_at;
    let (given, calendar) = look(&ground, service, &answers, Course::Form, |sight| {
        let given: Vec<Given> = given(sight)
            .into_iter()
            .filter(|given| given.answer.is_some())
            .collect();
        (given, wish_file(&ground, &sight.validation, &uid, at))
    });
    let calendar = match item.state.course() {
        None => calendar,
        // Nothing is certain before the other party has agreed, and nothing is left at the end.
        Some(course) if course.state == AWAITING || service.is_end(&course.state) => None,
        Some(course) => {
            let mut told = course.events.iter().rev();
            let slot = told.find_map(|event| event.slot.as_ref());
            slot.map(|slot| {
                let setting = ground.setting(service);
                booked_file(&ground, &setting, slot, &uid, course.told_at)
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
                <Icon name="calendar" size=Size::Small />
                {Msg::ToCalendar.say(ground.lang)}
            </button>
        }
    });
    let to_bring = if answers.is_empty() {
        papers(&ground, service, &item.documents, &|text| ground.text(text))
    } else {
        advice(&ground, service, &answers).documents
    };
    let is_over = item
        .state
        .course()
        .is_some_and(|course| service.is_end(&course.state));
    let to_bring = (!is_over).then(|| documents(&ground, to_bring));
    let next = item
        .state
        .course()
        .is_none()
        .then(|| ground.texts(&service.start.next))
        .map(|next| {
            view! {
                <section class="section">
                    <h2>{Msg::Next.say(ground.lang)}</h2>
                    <Steps texts=next />
                </section>
            }
        });
    let followed = item.state.course().map(|known| {
        let told = Told {
            service,
            state: &known.state,
            events: &known.events,
        };
        let now = view! {
            {standing(&ground, &told)}
            <Looked ground=ground.clone() item=item.clone() />
            {(known.state == AWAITING)
                .then(|| view! { <Invite ground=ground.clone() item=item.clone() /> })}
            <Deeds ground=ground.clone() item=item.clone() />
        };
        (now, history(&ground, &told))
    });
    let (now, past) = followed.unzip();
    let receipt = match &item.state {
        ItemState::Received { receipt, .. } => Some(receipt.clone()),
        ItemState::Waiting | ItemState::Refused(_) => None,
    };
    let qr = receipt.map(|receipt| view! { <ReceiptQr ground=ground.clone() receipt=receipt /> });
    let at = clock::day_and_time(at);
    view! {
        <BackLink href="/" text=Msg::ToHome.say(ground.lang) />
        {head(&ground, &item, &title)}
        <Sending ground=ground.clone() item=item.clone() />
        {now}
        <dl class="card codes">
            <div>
                <dt>{Msg::Reference.say(ground.lang)}</dt>
                <dd id="reference">{reference(&item).to_string()}</dd>
            </div>
            <div>
                <dt>{Msg::Secret.say(ground.lang)}</dt>
                <dd id="secret">{item.secret.to_string()}</dd>
            </div>
        </dl>
        <p>{Msg::KeepReference.say(ground.lang)}</p>
        <p class="small muted">{phrase::finished_at(&at, ground.lang)}</p>
        {received(&ground, &item)} {past} {next} {qr} {to_bring}
        {grouped(&ground, given, None)}
        <div class="actions">
            <button class="button button--secondary" type="button" on:click=|_| print()>
                <Icon name="print" size=Size::Small />
                {Msg::Print.say(ground.lang)}
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
fn Looked(ground: Ground, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = ground.lang;
    let (id, told_at) = (item.id, item.state.course().map(|course| course.told_at));
    let looked = move || {
        let courier = use_courier();
        let at = courier
            .and_then(|courier| courier.standing(&id).looked)
            .or(told_at);
        at.map(|at| follow::looked(&clock::day_and_time(at), lang))
    };
    view! {
        <div class="actions">
            <span class="small muted" id="looked">
                {looked}
            </span>
            <LookAgain ground=ground />
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
fn head(ground: &Ground, item: &QueueRecord, title: &str) -> AnyView {
    let lang = ground.lang;
    let (standing, explained, heading) = if receipt(item).is_some() {
        (
            item_row::standing(ground, item),
            SendMsg::ReceivedExplained.say(lang),
            SendMsg::ReceiptTitle.say(lang),
        )
    } else {
        (
            Standing::Waiting,
            Msg::StateWaitingExplained.say(ground.lang),
            Msg::PreparedTitle.say(ground.lang),
        )
    };
    view! {
        <div>
            <p class="state" role="status">
                {standing.tag(lang)} {explained}
            </p>
            <h1 tabindex="-1">{heading}</h1>
            <p class="muted">{title.to_owned()}</p>
        </div>
    }
    .into_any()
}

fn receipt(item: &QueueRecord) -> Option<Receipt> {
    match &item.state {
        ItemState::Received { receipt, .. } => Some(Unverified::parse(receipt).ok()?.receipt),
        ItemState::Waiting | ItemState::Refused(_) => None,
    }
}

/// What the receipt says.
fn received(ground: &Ground, item: &QueueRecord) -> Option<AnyView> {
    let lang = ground.lang;
    let Receipt {
        received_at,
        state,
        service,
        ..
    } = receipt(item)?;
    let at = clock::day_and_time(received_at.unix_millis());
    let told = ground
        .service(&service)
        .and_then(|service| service.state(&state))
        .map(|state| ground.text(&state.tell))
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
fn Sending(ground: Ground, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = ground.lang;
    let id = item.id;
    let state = StoredValue::new_local(item.clone());
    let taking = RwSignal::new(Taking::Not);
    let desk = Desk::here();
    let again = move |_| take_back(state.get_value(), desk, taking);
    move || {
        let item = state.get_value();
        let courier = use_courier();
        let standing = courier
            .map(|courier| courier.standing(&id))
            .unwrap_or_default();
        let told = match &item.state {
            ItemState::Refused(refusal) => Some(send::refusal(refusal.code, lang)),
            ItemState::Received { files, .. } if files.is_empty() => None,
            ItemState::Received { .. } => Some(SendMsg::FilesLeft.say(lang)),
            ItemState::Waiting if standing.is_under_way => Some(SendMsg::UnderWay.say(lang)),
            ItemState::Waiting => None,
        };
        let unsent = item
            .state
            .unsent()
            .first()
            .map(|_| SendMsg::FilesUnsent.say(lang));
        let failure = standing
            .failure
            .filter(|_| !standing.is_under_way && item.item().has_work())
            .map(|failure| send::failure(failure, lang));
        let next_try = standing
            .next_try
            .filter(|_| failure.is_some())
            .map(|at| follow::next_try(&clock::time_of_day(at), lang));
        let now = courier
            .filter(|_| item.item().has_work() && !standing.is_under_way)
            .map(|courier| {
                view! {
                    <button
                        class="button button--secondary"
                        id="send-now"
                        type="button"
                        on:click=move |_| courier.send_now()
                    >
                        {SendMsg::SendNow.say(lang)}
                    </button>
                }
            });
        let back = (!item.state.is_received() && !standing.is_under_way).then(|| {
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
                        go=Callback::new(move |()| desk.take_up_again(state.get_value()))
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
fn take_back(item: Rc<QueueRecord>, desk: Desk, taking: RwSignal<Taking>) {
    if matches!(item.state, ItemState::Refused(_)) {
        return desk.take_up_again(item);
    }
    let courier = use_courier();
    taking.set(Taking::Asking);
    spawn_local(async move {
        let answer = post::look(&item.id, &item.capability, 0).await;
        let is_received = || {
            let now = desk.queue.by_submission(&item.id);
            now.is_none_or(|now| now.state.is_received())
        };
        let is_under_way = courier.is_some_and(|courier| courier.standing(&item.id).is_under_way);
        let arrived = match answer.known::<Changes>() {
            Lookup::Told(_) => true,
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
            if let Some(courier) = courier {
                courier.send_now();
            }
        } else {
            desk.take_up_again(item);
        }
    });
}

/// What taking it back needs, asked for while the page is built: a task has no owner.
#[derive(Clone, Copy)]
struct Desk {
    drafts: Drafts,
    queue: Queue,
    router: Router,
}

impl Desk {
    fn here() -> Desk {
        Desk {
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
