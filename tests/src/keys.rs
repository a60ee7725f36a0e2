//! Answers given by keyboard alone (Tab to a field, arrows and Space to choose, letters to type) or by touch.

use crate::Page;
use anyhow::{Context, Result, bail};
use civil_affairs_domain::value::date::Date;
use serde_json::json;
use std::collections::BTreeMap;
use thirtyfour::{Key, TypingData};

/// The button that goes on.
pub const GO_ON: &str = "form[data-question] > .actions button[type=submit]";
/// The way past a question.
pub const SKIP: &str = "form[data-question] > .actions button[type=button]";

/// An answer to one question.
#[derive(Clone, Debug)]
pub enum Reply {
    /// One of several, by its code; `yes` and `no` too.
    Choose(&'static str),
    /// Boxes to tick, by their codes.
    Tick(&'static [&'static str]),
    /// A line.
    Type(String),
    /// A day.
    Day(Date),
    /// 长期有效.
    Permanent,
    /// A town by its code, and where exactly.
    Place(&'static str, &'static str),
    /// The first day and the first time that are offered.
    Slot,
}

impl Reply {
    /// A line.
    pub fn text(text: &str) -> Reply {
        Reply::Type(text.to_owned())
    }
}

/// Answers by question; what is not in it is passed over.
pub type Replies = BTreeMap<&'static str, Reply>;

/// Path of the question on the screen.
pub async fn question(page: &Page) -> Result<String> {
    page.value(
        "document.querySelector('[data-question]')?.dataset.question ?? null",
        "a question",
    )
    .await
}

/// Answers the question on the screen and goes on; without a reply it is passed over. Returns when the page has
/// changed.
pub async fn answer(page: &Page, reply: Option<&Reply>) -> Result<()> {
    let here = page.path().await?;
    match reply {
        None => {
            page.push(SKIP).await?;
        }
        Some(reply) => {
            give(page, reply)
                .await
                .with_context(|| format!("{here}: {reply:?}"))?;
            page.push(GO_ON).await?;
        }
    }
    let moved = format!("location.pathname !== {}", json!(here));
    let told = "!!document.querySelector('#remarks, #error-summary')";
    page.value::<bool>(
        &format!("{moved} || {told} || null"),
        &format!("the page after {here}"),
    )
    .await?;
    if !page.now::<bool>(&moved).await? {
        // What is worth a look, and where nothing blocks also what is wrong, is told once.
        page.push(GO_ON).await?;
        page.value::<bool>(
            &format!("{moved} || null"),
            &format!("the page after {here}"),
        )
        .await?;
    }
    Ok(())
}

/// Begins a form on its service's page and goes through it to the list of its answers. Replies go by path, such as
/// `members[0].name_zh`; each repeated group gets so many entries.
pub async fn fill(page: &Page, service: &str, replies: &Replies, entries: usize) -> Result<()> {
    page.open(&format!("/{service}")).await?;
    page.push("#start-form").await?;
    for _ in 0..150 {
        page.value::<bool>(
            "(location.pathname.startsWith('/draft/')
              && !!document.querySelector('[data-question], #finish')) || null",
            "the form",
        )
        .await?;
        if page.path().await?.ends_with("/answers") {
            return page.has("#finish").await;
        }
        let asked = question(page).await?;
        let list: Option<usize> = page
            .now("document.querySelector('.entries')?.children.length ?? null")
            .await?;
        match list {
            Some(count) => {
                let here = page.path().await?;
                let press = if count < entries {
                    "#add-entry"
                } else {
                    "#entries-done"
                };
                page.push(press).await?;
                let moved = format!("location.pathname !== {} || null", json!(here));
                page.value::<bool>(&moved, "the page after the list")
                    .await?;
            }
            None => answer(page, replies.get(asked.as_str())).await?,
        }
    }
    bail!("{service} never ends");
}

/// Clears what an earlier walk answered, and goes from the start page to the result.
pub async fn walk(page: &Page, service: &str, replies: &Replies) -> Result<String> {
    page.open(&format!("/{service}")).await?;
    if page
        .now::<bool>("!!document.querySelector('#clear')")
        .await?
    {
        page.push("#clear").await?;
        page.value::<bool>(
            "!document.querySelector('#clear') || null",
            "an empty pre-check",
        )
        .await?;
    }
    page.push("#check").await?;
    for _ in 0..40 {
        page.value::<bool>(
            "location.pathname.includes('/check/') || null",
            "the pre-check",
        )
        .await?;
        if page.path().await?.ends_with("/result") {
            return outcome(page).await;
        }
        let asked = question(page).await?;
        answer(page, replies.get(asked.as_str())).await?;
    }
    bail!("{service} never ends");
}

/// Code of the outcome on the screen, once there is one.
pub async fn outcome(page: &Page) -> Result<String> {
    page.value(
        "document.querySelector('[data-outcome]')?.dataset.outcome ?? null",
        "an outcome",
    )
    .await
}

/// Gives an answer without going on. What stood there before is replaced.
pub async fn give(page: &Page, reply: &Reply) -> Result<()> {
    match reply {
        Reply::Choose(code) => choose(page, code).await,
        Reply::Tick(codes) => {
            for code in *codes {
                page.tick(&format!("input[type=checkbox][value={code}]"))
                    .await?;
            }
            Ok(())
        }
        Reply::Type(text) => write(page, "#q", text).await,
        Reply::Day(day) => {
            write(page, "#q-year", &day.year().to_string()).await?;
            write(page, "#q-month", &day.month().to_string()).await?;
            write(page, "#q-day", &day.day().to_string()).await
        }
        Reply::Permanent => page.tick("#q-permanent").await,
        Reply::Slot => {
            page.push(".slot #q-0").await?;
            // The focus goes to the next part by itself.
            page.value::<bool>(
                "document.activeElement.id === 'q-part' || null",
                "the times of the day",
            )
            .await?;
            page.tick("input[name=q-time]").await?;
            page.has("input[name=q-time]:checked").await
        }
        Reply::Place(town, detail) => {
            page.reach("#q-town").await?;
            select(page, "#q-town", town).await?;
            write(page, "#q-detail", detail).await
        }
    }
}

async fn choose(page: &Page, code: &str) -> Result<()> {
    let codes: Vec<String> = page
        .now("[...document.querySelectorAll('input[name=q]')].map((radio) => radio.value)")
        .await?;
    if codes.is_empty() {
        page.reach("select#q").await?;
        return select(page, "select#q", code).await;
    }
    if !page.is_by_keyboard() {
        return page
            .tick(&format!("input[name=q][value={}]", json!(code)))
            .await;
    }
    // One stop of the Tab key for all of them; arrows go from row to row and choose.
    page.tab_to("input[name=q]").await?;
    for _ in 0..=codes.len() {
        let at: String = page.now("document.activeElement.value").await?;
        if at == code {
            return page.press(" ").await;
        }
        page.press(Key::Down).await?;
    }
    bail!("no option {code} among {codes:?}");
}

async fn select(page: &Page, selector: &str, code: &str) -> Result<()> {
    if !page.is_by_keyboard() {
        // The list that opens is the phone's own.
        let script = "const [selector, code] = arguments;
            const field = document.querySelector(selector);
            field.value = code;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        let arguments = vec![json!(selector), json!(code)];
        page.web().execute(script, arguments).await?;
        return Ok(());
    }
    let value = format!("document.querySelector({}).value", json!(selector));
    for _ in 0..60 {
        if page.now::<String>(&value).await? == code {
            return Ok(());
        }
        page.press(Key::Down).await?;
    }
    bail!("no option {code} in {selector}");
}

async fn write(page: &Page, selector: &str, text: &str) -> Result<()> {
    page.reach(selector).await?;
    let all: TypingData = Key::Control + "a";
    page.web().active_element().await?.send_keys(all).await?;
    page.press(text).await
}
