//! What this app is: version, licence, content, sources, and what the bureau still has to decide.

use crate::release;
use civil_affairs_client::{context::Ground, library::use_library};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, Notice, NoticeKind, Points, Size, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// The page about the app.
#[component]
pub fn About(ground: Ground) -> impl IntoView {
    set_title(&ground, Msg::About.say(ground.lang));
    let unset = ground.unset_for_production();
    let (trial, explained) = (
        Msg::TrialMode.say(ground.lang),
        Msg::TrialExplained.say(ground.lang),
    );
    let trial = (!unset.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=trial>
                <p>{explained}</p>
                <Points texts=unset />
            </Notice>
        }
    });
    let digest = use_library().digest();
    let facts = [
        (Msg::Version, Some(release::VERSION.to_owned())),
        (Msg::Commit, release::commit().map(str::to_owned)),
        (
            Msg::ContentVersion,
            digest.map(|digest| release::short(&digest)),
        ),
        (Msg::Licence, Some(env!("CARGO_PKG_LICENSE").to_owned())),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, value)| {
            let value = value?;
            Some(view! {
                <div>
                    <dt>{name.say(ground.lang)}</dt>
                    <dd class="numeric">{value}</dd>
                </div>
            })
        })
        .collect_view();
    let services = ground
        .catalogue
        .services
        .iter()
        .filter_map(|service| {
            let version = ground.catalogue.versions.get(service.id.as_str())?;
            Some(view! {
                <div>
                    <dt>{ground.text(&service.title)}</dt>
                    <dd class="numeric">{release::short(version)}</dd>
                </div>
            })
        })
        .collect_view();
    let sources = ground
        .policy()
        .sources
        .iter()
        .map(|source| {
            let dated = source
                .dated
                .as_ref()
                .map(|dated| dated.in_lang(ground.lang).to_owned());
            let title = source.title.in_lang(ground.lang).to_owned();
            let title = match source.url.clone() {
                None => title.into_any(),
                Some(url) => view! {
                    <a href=url target="_blank" rel="noreferrer">
                        {title}
                        <Icon name="external" size=Size::Small />
                    </a>
                }
                .into_any(),
            };
            view! {
                <li>
                    {title}
                    {dated.map(|dated| view! { <span class="basis">{dated}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <BackLink href="/" text=Msg::AllServices.say(ground.lang) />
        <Heading text=Msg::About.say(ground.lang) lead=Msg::AboutLead.say(ground.lang) />
        {trial}
        <dl class="defs">{facts} {services}</dl>
        <section class="section">
            <h2>{Msg::Sources.say(ground.lang)}</h2>
            <p class="small muted">{Msg::SourcesNote.say(ground.lang)}</p>
            <ul class="law">{sources}</ul>
        </section>
    }
}
