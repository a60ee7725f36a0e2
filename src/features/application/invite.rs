//! The other party's way to an appointment: a code to scan, and a link (marriage-appointment.md §2, group C).

use super::qr::Qr;
use crate::router::Route;
use civil_affairs_client::{
    context::AppContext,
    platform::{crypto, navigation, page},
};
use civil_affairs_domain::{record::queue::QueueRecord, value::code::PartnerCode};
use civil_affairs_ui::i18n::{DeviceMsg, PartnerMsg};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The link by which the other party of an appointment agrees. What is behind the `#` is never sent to a server.
#[component]
pub fn Invite(context: AppContext, item: Rc<QueueRecord>) -> impl IntoView {
    let lang = context.lang;
    let link = RwSignal::new(None::<String>);
    let copied = RwSignal::new(None::<bool>);
    let (id, capability) = (item.id, item.capability.clone());
    spawn_local(async move {
        // Without WebCrypto nothing was kept, and this page is not reached.
        if let Ok(digest) = crypto::sha256(&PartnerCode::source(&capability)).await {
            let code = PartnerCode::from_sha256(digest);
            let path = Route::Partner.path();
            let origin = navigation::origin();
            link.try_set(Some(format!("{origin}{path}#{id}.{}", code)));
        }
    });
    let copy = move |_| {
        let text = link.get_untracked().unwrap_or_default();
        spawn_local(async move {
            let done = page::copy(&text).await;
            copied.try_set(Some(done));
        });
    };
    let told = move || {
        copied.get().map(|done| {
            if done {
                PartnerMsg::InviteCopied.say(lang)
            } else {
                DeviceMsg::NotCopied.say(lang)
            }
        })
    };
    let shown = move || {
        link.get().map(|link| {
            view! {
                <Qr text=link.clone() label=PartnerMsg::InviteQr.say(lang) />
                <p class="small muted">{PartnerMsg::InviteLink.say(lang)}</p>
                <p class="link-text" id="invite-link">
                    {link}
                </p>
                <div class="actions">
                    <button class="button button--secondary" id="copy-link" type="button" on:click=copy>
                        {PartnerMsg::InviteCopy.say(lang)}
                    </button>
                    <span role="status">{told}</span>
                </div>
            }
        })
    };
    view! {
        <section class="section screen-only" id="invite">
            <h2>{PartnerMsg::InviteTitle.say(lang)}</h2>
            <p>{PartnerMsg::InviteLead.say(lang)}</p>
            {shown}
        </section>
    }
}
