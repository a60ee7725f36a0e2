//! 备份和换手机: drafts and what is finished into a sealed file with a code, and back in.

use crate::router::{Route, use_router};
use civil_affairs_client::{
    context::AppContext,
    drafts::use_drafts,
    files::use_files,
    platform::{clock, download, page, photo::chosen, timer},
    queue::use_queue,
    transfer::{self, SealedExport, TransferRefusal},
};
use civil_affairs_domain::{
    record::transfer::Parcel,
    value::code::{CodeError, RecoveryCode},
    value::text::Lang,
};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, IconSize, Notice, NoticeKind, set_title},
    i18n::{Msg, TransferMsg, phrase, transfer as i18n},
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

/// The input behind the button.
const INPUT: &str = "backup-file";
const CODE: &str = "code";
/// Where what came of it stands.
const TOLD: &str = "told";

/// The page.
#[component]
pub fn Transfer(context: AppContext) -> impl IntoView {
    set_title(&context, TransferMsg::Title.say(context.lang));
    view! {
        <BackLink href="/data" text=Msg::DataTitle.say(context.lang) />
        <Heading text=TransferMsg::Title.say(context.lang) lead=TransferMsg::Lead.say(context.lang) />
        <Export context=context.clone() />
        <Import context=context />
    }
}

fn words(refused: TransferRefusal, lang: Lang) -> &'static str {
    match refused {
        TransferRefusal::NotOurs => TransferMsg::NotOurs.say(lang),
        TransferRefusal::Newer => TransferMsg::Newer.say(lang),
        TransferRefusal::CodeOrDamage => TransferMsg::CodeOrDamage.say(lang),
        TransferRefusal::NoCrypto => Msg::ProblemNoCrypto.say(lang),
        TransferRefusal::Storage => Msg::ProblemStorage.say(lang),
    }
}

/// Makes the file, then shows the code and hands the file over.
#[component]
fn Export(context: AppContext) -> impl IntoView {
    let (drafts, queue) = (use_drafts(), use_queue());
    let files = StoredValue::new_local(use_files());
    let made = RwSignal::new_local(None::<SealedExport>);
    let failed = RwSignal::new(None::<TransferRefusal>);
    let lang = context.lang;
    let (of_drafts, of_finished) = (drafts.all().len(), queue.all().len());
    if of_drafts + of_finished == 0 {
        return view! {
            <section class="section">
                <h2>{TransferMsg::ExportTitle.say(context.lang)}</h2>
                <p class="empty">{TransferMsg::Nothing.say(context.lang)}</p>
            </section>
        }
        .into_any();
    }
    let make = move |_| {
        let Some(files) = files.get_value() else {
            return;
        };
        spawn_local(async move {
            match transfer::make(drafts, queue, &files).await {
                Ok(file) => {
                    failed.set(None);
                    made.set(Some(file));
                    timer::soon(|| page::focus_id("recovery"));
                }
                Err(refused) => failed.set(Some(refused)),
            }
        });
    };
    let save = move |_| {
        made.with(|made| {
            if let Some(made) = made {
                let name = format!("yiwu-{}.backup", clock::stamp(clock::now_millis()));
                download::save_bytes(&name, "application/octet-stream", &made.bytes);
            }
        });
    };
    let body = move || {
        let code = made.with(|made| made.as_ref().map(|made| made.code.to_string()));
        match code {
            None => view! {
                <p>{i18n::here(of_drafts, of_finished, lang)}</p>
                <div class="actions">
                    <button class="button" id="make" type="button" on:click=make>
                        {TransferMsg::Make.say(lang)}
                    </button>
                </div>
            }
            .into_any(),
            Some(code) => view! {
                <div id="recovery" tabindex="-1" role="group" aria-label=TransferMsg::Code.say(lang)>
                    <dl class="card codes">
                        <div>
                            <dt>{TransferMsg::Code.say(lang)}</dt>
                            <dd id="recovery-code">{code}</dd>
                        </div>
                    </dl>
                </div>
                <Notice kind=NoticeKind::Warning>
                    <p>{TransferMsg::CodeExplained.say(lang)}</p>
                </Notice>
                <div class="actions">
                    <button class="button" id="save" type="button" on:click=save>
                        {TransferMsg::Save.say(lang)}
                    </button>
                    <button class="button button--secondary" type="button" on:click=|_| page::print()>
                        <Icon name="print" size=IconSize::Small />
                        {Msg::Print.say(lang)}
                    </button>
                </div>
            }
            .into_any(),
        }
    };
    let problem = move || {
        failed.get().map(|refused| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{words(refused, lang)}</p>
                </Notice>
            }
        })
    };
    view! {
        <section class="section">
            <h2>{TransferMsg::ExportTitle.say(context.lang)}</h2>
            {body}
            <div role="alert">{problem}</div>
        </section>
    }
    .into_any()
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ImportMessage {
    Refused(TransferRefusal),
    /// So many are here otherwise.
    LeftOut(usize),
    /// The code has so many characters.
    Short(usize),
    /// One character of the code is wrong.
    Mistyped,
}

/// Chooses a file, asks for its code, shows what is in it, takes it in.
#[component]
fn Import(context: AppContext) -> impl IntoView {
    let (drafts, queue, router) = (use_drafts(), use_queue(), use_router());
    let files = StoredValue::new_local(use_files());
    let file = RwSignal::new_local(None::<(String, Vec<u8>)>);
    let opened = RwSignal::new_local(None::<Parcel>);
    let message = RwSignal::new(None::<ImportMessage>);
    let lang = context.lang;
    let tell = move |what| {
        message.set(Some(what));
        timer::soon(|| page::focus_id(TOLD));
    };
    let choose = move |event| {
        let Some(one) = chosen(&event).into_iter().next() else {
            return;
        };
        message.set(None);
        opened.set(None);
        spawn_local(async move {
            match one.all().await {
                Ok(bytes) => {
                    file.set(Some((one.name(), bytes)));
                    timer::soon(|| page::focus_id(CODE));
                }
                Err(_) => tell(ImportMessage::Refused(TransferRefusal::Storage)),
            }
        });
    };
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = page::value_of(CODE).unwrap_or_default();
        let code = match RecoveryCode::parse(&typed) {
            Ok(code) => code,
            Err(CodeError::Length { found, .. }) => {
                return tell(ImportMessage::Short(found));
            }
            Err(_) => return tell(ImportMessage::Mistyped),
        };
        let Some((_, bytes)) = file.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match transfer::open(&bytes, &code).await {
                Ok(parcel) => {
                    message.set(None);
                    opened.set(Some(parcel));
                    timer::soon(|| page::focus_id("take-in"));
                }
                Err(refused) => tell(ImportMessage::Refused(refused)),
            }
        });
    };
    let take_in = move |_| {
        let (Some(parcel), Some(files)) = (opened.get_untracked(), files.get_value()) else {
            return;
        };
        spawn_local(async move {
            match transfer::take_in(parcel, drafts, queue, &files).await {
                // There they stand.
                Ok(0) => router.go(&Route::Home),
                Ok(left_out) => {
                    opened.set(None);
                    tell(ImportMessage::LeftOut(left_out));
                }
                Err(refused) => tell(ImportMessage::Refused(refused)),
            }
        });
    };
    let asking = move || {
        file.with(|file| {
            file.as_ref().map(|(name, _)| {
                view! {
                    <form class="field" novalidate="" autocomplete="off" on:submit=open>
                        <p class="muted">{name.clone()}</p>
                        <label class="field__label" for=CODE>
                            {TransferMsg::Code.say(lang)}
                        </label>
                        <p class="hint" id="code-hint">
                            {TransferMsg::CodeHint.say(lang)}
                        </p>
                        <input
                            class="input"
                            id=CODE
                            type="text"
                            autocomplete="off"
                            autocapitalize="characters"
                            spellcheck="false"
                            maxlength="60"
                            aria-describedby="code-hint"
                        />
                        <div class="actions">
                            <button class="button" id="open" type="submit">
                                {TransferMsg::Open.say(lang)}
                            </button>
                        </div>
                    </form>
                }
            })
        })
    };
    let say = context.clone();
    let inside = move || {
        opened.with(|opened| {
            opened.as_ref().map(|parcel| {
                let row = |title: String, when: String| {
                    view! {
                        <div>
                            <dt>{title}</dt>
                            <dd>{when}</dd>
                        </div>
                    }
                };
                let drafts = parcel.drafts.iter().map(|draft| {
                    let service = say.title_of(&draft.service);
                    let title = match &draft.name {
                        Some(name) => format!("{name} · {service}"),
                        None => service,
                    };
                    let when = clock::day_and_time(draft.touched);
                    row(title, phrase::touched(&when, lang))
                });
                let finished = parcel.queued.iter().map(|item| {
                    let when = clock::day_and_time(item.finished_at);
                    let when = format!("{}：{when}", Msg::FinishedAt.say(say.lang));
                    row(say.title_of(&item.service), when)
                });
                let rows: Vec<_> = drafts.chain(finished).collect();
                view! {
                    <dl class="defs">{rows}</dl>
                    <div class="actions">
                        <button class="button" id="take-in" type="button" on:click=take_in>
                            {TransferMsg::TakeIn.say(lang)}
                        </button>
                    </div>
                }
            })
        })
    };
    let outcome = move || {
        message.get().map(|message| {
            let text = match message {
                ImportMessage::Refused(refused) => words(refused, lang).to_owned(),
                ImportMessage::LeftOut(count) => i18n::left_out(count, lang),
                ImportMessage::Short(found) => i18n::code_length(found, lang),
                ImportMessage::Mistyped => TransferMsg::CodeMistyped.say(lang).to_owned(),
            };
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{text}</p>
                </Notice>
            }
        })
    };
    view! {
        <section class="section">
            <h2>{TransferMsg::ImportTitle.say(context.lang)}</h2>
            <p>{TransferMsg::ImportExplained.say(context.lang)}</p>
            <input type="file" id=INPUT hidden=true autocomplete="off" on:change=choose />
            <div class="actions">
                <button class="button button--secondary" type="button" on:click=|_| page::press_id(INPUT)>
                    {TransferMsg::Choose.say(context.lang)}
                </button>
            </div>
            {asking}
            {inside}
            <div id=TOLD role="alert" tabindex="-1">
                {outcome}
            </div>
        </section>
    }
}
