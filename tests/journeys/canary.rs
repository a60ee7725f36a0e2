//! A word that stands in every field of every form is nowhere on the disk in clear: with the draft open, after a kill,
//! after everything was deleted.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, canary, draft};
use thirtyfour::Key;

/// Begins everything that is typed.
const CANARY: &str = "KANARI7QX";

/// Types into every field of the page and takes the last of what is offered, which opens most of what follows. Fields
/// that the browser may fill in are left out: by them it may keep a person's own name and mobile (design §6).
const FIELDS: &str = "(() => {
    const fields = [...document.querySelectorAll('[data-question] input:not([type]), [data-question] input[type=text], [data-question] input[inputmode], [data-question] textarea')];
    return fields.filter((one) => one.autocomplete === 'off' && !one.hidden).map((one) => '#' + CSS.escape(one.id));
  })()";

async fn fill(page: &Page, draft: &str) -> Result<usize> {
    let mut typed = 0;
    for place in 1..90 {
        page.open(&format!("{draft}/{place}")).await?;
        let entries: Option<usize> = page
            .now("document.querySelector('.entries')?.children.length ?? null")
            .await?;
        if entries == Some(0) {
            // Its questions are the next places.
            page.click("#add-entry").await?;
            page.has(".saved svg").await?;
        }
        let asks: bool = page
            .now("!!document.querySelector('[data-question]')")
            .await?;
        if asks {
            let fields: Vec<String> = page.now(FIELDS).await?;
            for field in &fields {
                page.type_into(field, &format!("{CANARY}{typed}")).await?;
                typed += 1;
            }
            let chosen: bool = page
                .now(
                    "(() => {
                       const offered = [...document.querySelectorAll('[data-question] input[type=radio], [data-question] input[type=checkbox]')];
                       const last = offered.at(-1);
                       if (!last || last.checked) return false;
                       last.click();
                       return true;
                     })()",
                )
                .await?;
            if chosen || !fields.is_empty() {
                page.press(Key::Tab).await?;
                page.sees("已保存").await?;
            }
        }
        let last: bool = page
            .now("(() => { const bar = document.querySelector('progress'); return !bar || bar.value >= bar.max; })()")
            .await?;
        if last {
            break;
        }
    }
    Ok(typed)
}

async fn no_word_of(service: &str, least: usize) -> Result<()> {
    let world = World::with_parameters(&[("senior_card_issue_enabled", "true")])?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.stored("catalogue", "newest").await?;
    let draft = draft::begin(&page, service).await?;
    let typed = fill(&page, &draft).await?;
    ensure!(typed >= least, "only {typed} fields were found");
    page.open(&format!("{draft}/answers")).await?;
    page.sees(CANARY).await?;
    page.into_browser().kill().await?;
    clean(&world, "killed with the draft open")?;

    let page = world.browser().await?;
    page.open(&format!("{draft}/answers")).await?;
    page.sees(CANARY).await?;
    page.into_browser().quit().await?;
    clean(&world, "after a clean exit")?;

    let page = world.browser().await?;
    page.open("/data").await?;
    page.click("#ask-delete-all").await?;
    page.click("#delete-all").await?;
    page.sees("已全部删除").await?;
    page.into_browser().quit().await?;
    clean(&world, "after everything was deleted")
}

fn clean(world: &World, when: &str) -> Result<()> {
    let traces = canary::traces(world.home.path(), CANARY)?;
    ensure!(traces.is_empty(), "{when}: {traces:?}");
    Ok(())
}

#[tokio::test]
async fn no_word_of_a_marriage_form_is_readable_on_the_disk() -> Result<()> {
    no_word_of("marriage-appointment", 6).await
}

#[tokio::test]
async fn no_word_of_a_senior_form_is_readable_on_the_disk() -> Result<()> {
    no_word_of("senior-card", 4).await
}

#[tokio::test]
async fn no_word_of_an_assistance_form_is_readable_on_the_disk() -> Result<()> {
    no_word_of("temporary-assistance", 12).await
}
