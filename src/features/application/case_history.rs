//! Where an application stands, and what happened with it so far.

use crate::features::{asking::finding, question_options};
use civil_affairs_client::{context::AppContext, platform::clock};
use civil_affairs_domain::{
    form::definition::ServiceDefinition, protocol::wire::CaseEvent, value::slot::SlotId,
    value::text::Lang,
};
use civil_affairs_ui::i18n::{self, FollowMsg};
use leptos::prelude::*;

/// How an application stands and how it came there.
#[derive(Clone, Copy, Debug)]
pub struct CaseProgress<'a> {
    /// Its service.
    pub service: &'a ServiceDefinition,
    /// Where it stands.
    pub state: &'a str,
    /// What happened, in order.
    pub events: &'a [CaseEvent],
}

/// The state in words, with what is wanted and promised.
pub fn current_state(context: &AppContext, progress: &CaseProgress<'_>) -> impl IntoView + use<> {
    let lang = context.lang;
    let now = words(context, progress.service, progress.state);
    let last = progress.events.last();
    let wanted = last.map(|event| details(context, progress.service, event, true));
    let promised = progress
        .service
        .state(progress.state)
        .and_then(|state| state.limit.as_ref())
        .and_then(|limit| limit.text.as_ref())
        .map(|text| view! { <p>{context.text(text)}</p> });
    view! {
        <section class="section" id="standing">
            <h2>{FollowMsg::NowTitle.say(lang)}</h2>
            <p class="lead" id="state">
                {now}
            </p>
            {promised} {wanted}
        </section>
    }
}

/// What the last step asks for.
pub fn wanted(context: &AppContext, progress: &CaseProgress<'_>) -> Option<impl IntoView + use<>> {
    let last = progress.events.last().filter(|event| tells(event))?;
    Some(details(context, progress.service, last, true))
}

/// Every step. What an earlier one told stays readable, folded away.
pub fn history(context: &AppContext, progress: &CaseProgress<'_>) -> impl IntoView + use<> {
    let lang = context.lang;
    let last = progress.events.last().map(|last| last.seq);
    let steps = progress
        .events
        .iter()
        .map(|event| {
            let at = clock::day_and_time(event.at.unix_millis());
            let text = match event.reason.as_deref() {
                Some("supplemented") => FollowMsg::StepSupplemented.say(lang).to_owned(),
                Some("erased") => FollowMsg::StepErased.say(lang).to_owned(),
                _ => words(context, progress.service, &event.state),
            };
            let is_told = last != Some(event.seq) && tells(event);
            let more = is_told.then(|| {
                view! {
                    <details class="more">
                        <summary>{FollowMsg::ToldThen.say(lang)}</summary>
                        {details(context, progress.service, event, false)}
                    </details>
                }
            });
            view! {
                <li>
                    <p class="small muted">{at}</p>
                    <p>{text}</p>
                    {more}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>{FollowMsg::CourseTitle.say(lang)}</h2>
            <ol class="steps" id="course">
                {steps}
            </ol>
        </section>
    }
}

/// A state in the words of its service; its code where the device has no newer definition yet.
fn words(context: &AppContext, service: &ServiceDefinition, state: &str) -> String {
    service
        .state(state)
        .map_or_else(|| state.to_owned(), |state| context.text(&state.tell))
}

/// Whether a step told more than its state.
fn tells(event: &CaseEvent) -> bool {
    event.note.is_some()
        || event.slot.is_some()
        || !event.documents.is_empty()
        || !event.errors.is_empty()
}

/// What an officer wrote, and what is wanted. `is_now`: of the last step, with what is still open.
fn details(
    context: &AppContext,
    service: &ServiceDefinition,
    event: &CaseEvent,
    is_now: bool,
) -> impl IntoView + use<> {
    let lang = context.lang;
    let note = event.note.clone().map(|note| {
        view! { <blockquote class="officer">{note}</blockquote> }
    });
    let documents = titled(
        FollowMsg::ToBring.say(lang),
        event
            .documents
            .iter()
            .map(|document| document_title(context, service, document))
            .collect(),
    );
    let errors = event.errors.iter();
    let errors = titled(
        FollowMsg::ToCorrect.say(lang),
        errors
            .map(|error| {
                let label = service
                    .question_at(&error.field)
                    .map_or_else(String::new, |question| context.text(&question.label));
                let said = finding(context, service, error);
                match lang {
                    Lang::Zh => format!("{label}：{said}"),
                    Lang::En => format!("{label}: {said}"),
                }
            })
            .collect(),
    );
    let slot = |slot: &SlotId| question_options::wish(context, &context.setting(service), slot);
    let own = event.slot.as_ref().map(|own| {
        view! {
            <p>
                <strong>{format!("{}：{}", FollowMsg::YourTime.say(lang), slot(own))}</strong>
            </p>
        }
    });
    let others = is_now
        .then(|| {
            titled(
                FollowMsg::OtherTimes.say(lang),
                event.alternatives.iter().map(slot).collect(),
            )
        })
        .flatten();
    let due = match (event.due_at, event.due) {
        (Some(moment), _) => Some(clock::day_and_time(moment.unix_millis())),
        (None, Some(day)) => Some(i18n::day(day, lang)),
        (None, None) => None,
    };
    let due = due.filter(|_| is_now).map(|due| {
        view! {
            <p>
                <strong>
                    {format!("{} {due}", FollowMsg::Due.say(lang))}
                </strong>
            </p>
        }
    });
    view! { {note} {documents} {errors} {own} {others} {due} }
}

fn titled(title: &'static str, texts: Vec<String>) -> Option<AnyView> {
    (!texts.is_empty()).then(|| {
        let items = texts
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <p>
                <strong>{title}</strong>
            </p>
            <ul class="points">{items}</ul>
        }
        .into_any()
    })
}

/// A document by its id, as the service calls it; an officer may also ask for one in words.
fn document_title(context: &AppContext, service: &ServiceDefinition, document: &str) -> String {
    service
        .documents
        .iter()
        .find(|known| known.id == document)
        .map_or_else(|| document.to_owned(), |known| context.text(&known.title))
}
