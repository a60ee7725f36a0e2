//! What this app is: version, licence, content, sources, and what the bureau still has to decide.

use crate::release;
use civil_affairs_client::{catalogue_cache::use_catalogue_cache, context::AppContext};
use civil_affairs_ui::{
    components::{BackLink, Heading, Icon, IconSize, Notice, NoticeKind, Points, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// The page about the app.
#[component]
pub fn About(context: AppContext) -> impl IntoView {
    set_title(&context, Msg::About.say(context.lang));
    let unset = context.unset_for_production();
    let (trial, explained) = (
        Msg::TrialMode.say(context.lang),
        Msg::TrialExplained.say(context.lang),
    );
    let trial = (!unset.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=trial>
                <p>{explained}</p>
                <Points texts=unset />
            </Notice>
        }
    });
    let digest = use_catalogue_cache().digest();
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
                    <dt>{name.say(context.lang)}</dt>
                    <dd class="numeric">{value}</dd>
                </div>
            })
        })
        .collect_view();
    let services = context
        .catalogue
        .services
        .iter()
        .filter_map(|service| {
            let version = context.catalogue.versions.get(service.id.as_str())?;
            Some(view! {
                <div>
                    <dt>{context.text(&service.title)}</dt>
                    <dd class="numeric">{release::short(version)}</dd>
                </div>
            })
        })
        .collect_view();
    let sources = context
        .policy()
        .sources
        .iter()
        .map(|source| {
            let dated = source
                .dated
                .as_ref()
                .map(|dated| dated.in_lang(context.lang).to_owned());
            let title = source.title.in_lang(context.lang).to_owned();
            let title = match source.url.clone() {
                None => title.into_any(),
                Some(url) => view! {
                    <a href=url target="_blank" rel="noreferrer">
                        {title}
                        <Icon name="external" size=IconSize::Small />
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
        <BackLink href="/" text=Msg::AllServices.say(context.lang) />
        <Heading text=Msg::About.say(context.lang) lead=Msg::AboutLead.say(context.lang) />
        {trial}
        <dl class="defs">{facts} {services}</dl>
        <section class="section">
            <h2>{Msg::Sources.say(context.lang)}</h2>
            <p class="small muted">{Msg::SourcesNote.say(context.lang)}</p>
            <ul class="law">{sources}</ul>
        </section>
    }
}
