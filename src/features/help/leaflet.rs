//! A text to read from the catalogue: the privacy notice and the like. Written by the bureau, a list among the policy.

use crate::features::help::NotFound;
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::form::policy::{CodeList, LEAD, ListItem};
use civil_affairs_ui::{
    components::{BackLink, Heading, Points, set_title},
    i18n::Msg,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Leaflet(context: AppContext, id: String) -> impl IntoView {
    let Some(list) = context.policy().list(&id).filter(|list| list.is_leaflet()) else {
        return view! { <NotFound context=context /> }.into_any();
    };
    let chapters: Vec<_> = list
        .chapters()
        .into_iter()
        .map(|(heading, sentences)| {
            view! {
                <section class="section">
                    <h2>{context.text(&heading.text())}</h2>
                    <Points texts=texts(&context, &sentences) />
                </section>
            }
        })
        .collect();
    view! {
        {head(&context, list)}
        {chapters}
    }
    .into_any()
}

/// The way back, title and lead.
pub(in crate::features) fn head(context: &AppContext, list: &CodeList) -> AnyView {
    let title = context.text(&list.title);
    set_title(context, &title);
    let lead = list
        .item(LEAD)
        .map_or_else(String::new, |lead| context.text(&lead.text()));
    view! {
        <BackLink href="/" text=Msg::ToHome.say(context.lang) />
        <Heading text=title lead=lead />
    }
    .into_any()
}

/// Sentences, without those that have nothing to say while a parameter is unset.
pub(in crate::features) fn texts(context: &AppContext, items: &[&ListItem]) -> Vec<String> {
    let texts = items.iter().map(|item| context.text(&item.text()));
    texts.filter(|text| !text.trim().is_empty()).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::texts;
    use crate::features::real::context;
    use civil_affairs_domain::value::text::Lang;

    #[test]
    fn every_chapter_of_every_leaflet_has_something_to_say_and_no_place_stays_open() {
        for lang in [Lang::Zh, Lang::En] {
            let context = context(lang);
            let leaflets = context
                .policy()
                .lists
                .iter()
                .filter(|list| list.is_leaflet());
            let mut seen = 0;
            for list in leaflets {
                seen += 1;
                for (heading, sentences) in list.chapters() {
                    let texts = texts(&context, &sentences);
                    assert!(!texts.is_empty(), "{}: {}", list.id, heading.code);
                    for text in texts {
                        assert!(!text.contains(['{', '[', ']', '}']), "{text}");
                    }
                }
            }
            assert_eq!(seen, 2);
        }
    }
}
