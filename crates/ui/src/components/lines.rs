//! Telephone lines: the whole row dials. Only numbers of the policy data are ever shown.

use super::Icon;
use crate::i18n::Msg;
use civil_affairs_client::context::AppContext;
use civil_affairs_domain::form::policy::HelpLine;
use leptos::prelude::*;

/// Lines one below the other.
#[component]
pub fn Lines(context: AppContext, lines: Vec<HelpLine>) -> impl IntoView {
    let rows = lines.into_iter().map(|line| {
        let class = if line.emergency {
            "line line--urgent"
        } else {
            "line"
        };
        let name = line.title.in_lang(context.lang).to_owned();
        let when = line.when.in_lang(context.lang).to_owned();
        view! {
            <li>
                <a class=class href=dial(&line.number)>
                    <span>
                        <span class="line__number">{line.number.clone()}</span>
                        <span class="line__name">{name}</span>
                        <span class="line__when">{when}</span>
                    </span>
                    <Icon name="phone" />
                </a>
            </li>
        }
    });
    view! { <ul class="lines">{rows.collect_view()}</ul> }
}

/// Danger first: the emergency numbers, large, before everything else.
#[component]
pub fn Emergency(context: AppContext) -> impl IntoView {
    let numbers = context
        .lines(|line| line.emergency)
        .into_iter()
        .map(|line| {
            let name = line.title.in_lang(context.lang).to_owned();
            view! {
                <a href=dial(&line.number)>
                    <span class="emergency__number">{line.number.clone()}</span>
                    <span class="emergency__name">{name}</span>
                </a>
            }
        });
    view! {
        <section class="danger-first" aria-labelledby="danger-title">
            <h2 class="danger-first__title" id="danger-title">
                <Icon name="warning" />
                {Msg::CallFirst.say(context.lang)}
            </h2>
            <div class="emergency">{numbers.collect_view()}</div>
        </section>
    }
}

fn dial(number: &str) -> String {
    format!("tel:{number}")
}
