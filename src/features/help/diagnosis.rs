//! 诊断信息: what whoever helps may ask for. It says nothing about the person; it is shown in full before it is copied.

use crate::release;
use civil_affairs_client::{
    catalogue_cache::use_catalogue_cache,
    connectivity::use_connectivity,
    context::AppContext,
    platform::{crash, page},
};
use civil_affairs_ui::i18n::DeviceMsg;
use leptos::{prelude::*, task::spawn_local};

/// Version, content, browser, places where the app stopped; and a button that copies it.
#[component]
pub fn Diagnosis(context: AppContext) -> impl IntoView {
    let lang = context.lang;
    let text = StoredValue::new(text());
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        spawn_local(async move { copied.set(Some(page::copy(&text.get_value()).await)) });
    };
    let told = move || {
        copied.get().map(|copied| {
            let words = if copied {
                DeviceMsg::Copied
            } else {
                DeviceMsg::NotCopied
            };
            words.say(lang)
        })
    };
    view! {
        <details class="more">
            <summary>{DeviceMsg::Diagnosis.say(context.lang)}</summary>
            <div class="more__body">
                <p class="small muted">{DeviceMsg::DiagnosisExplained.say(context.lang)}</p>
                <pre class="diagnosis" id="diagnosis">{text.get_value()}</pre>
                <div class="actions">
                    <button class="button button--secondary" id="copy-diagnosis" type="button" on:click=copy>
                        {DeviceMsg::CopyDiagnosis.say(context.lang)}
                    </button>
                    <span role="status">{told}</span>
                </div>
            </div>
        </details>
    }
}

fn text() -> String {
    let digest = use_catalogue_cache().digest().unwrap_or_default();
    let line = if use_connectivity().is_away() {
        "away"
    } else {
        "reachable"
    };
    let mut lines = vec![
        format!(
            "version {} {}",
            release::VERSION,
            release::commit().unwrap_or_default()
        ),
        format!("content {}", release::short(&digest)),
        format!("server {line}"),
        format!("browser {}", page::browser()),
        format!("screen {}", page::screen()),
    ];
    lines.extend(
        crash::notes()
            .into_iter()
            .map(|note| format!("stopped {note}")),
    );
    lines.join("\n")
}
