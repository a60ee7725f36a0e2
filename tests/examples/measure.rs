//! Measures the app as citizens get it: `cargo xtask bench`. Prints a table of Markdown.
//!
//! Everything is measured off line, the server stopped, with the processor slowed four times where the table says so
//! (design §8). Times are taken in the page, not by the driver.

#![expect(clippy::print_stdout, reason = "its output is the table")]

use anyhow::{Context, Result};
use civil_affairs_journeys::{Page, World, draft};
use serde_json::json;

/// So many starts are measured.
const STARTS: usize = 9;
/// So many keys are measured.
const KEYS: usize = 120;
/// Pauses after which the write is waited for.
const PAUSES: usize = 15;
/// Submissions that wait when the server returns.
const WAITING: usize = 100;
/// A phone is slower than the machine that measures.
const SLOWED: u32 = 4;

/// Notes, in each page, when the first page can be used.
const START: &str = "addEventListener('TrunkApplicationStarted', (event) => { window.__wasm = event.detail.wasm?.memory; });
  new MutationObserver((_, seeing) => {
    if (!document.querySelector('.service-card')) return;
    seeing.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.__usable = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });";

/// From the moment a key was pressed to the end of the frame that shows it.
const FRAMES: &str = "window.__frames = [];
  addEventListener('keydown', (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.__frames.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), true);";

/// From the last key to the line that says that it is committed.
const DURABLE: &str = "window.__durable = [];
  addEventListener('keydown', (event) => { window.__key = event.timeStamp; }, true);
  new MutationObserver(() => {
    const line = document.querySelector('.saved')?.innerText ?? '';
    if (line.includes('已保存') && window.__key) {
      window.__durable.push(performance.now() - window.__key);
      window.__key = undefined;
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });";

/// From the moment the browser says that the network is back to the page on which nothing waits any more.
const DRAIN: &str = "const begun = performance.now();
  new MutationObserver((_, seeing) => {
    if (document.body.innerText.includes('待提交')) return;
    seeing.disconnect();
    window.__drained = performance.now() - begun;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  dispatchEvent(new Event('online'));";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    let draft = filled(&page).await?;
    world.server.stop()?;

    let mut table = Table::default();
    slow(&page, SLOWED).await?;
    let starts = starts(&page).await?;
    table.row(
        "off-line start to usable first page, 4× slowed",
        &starts,
        "≤ 600 ms",
    );

    let text = format!(
        "{draft}/{}",
        place_of(&page, &draft, "incident_text").await?
    );
    page.open(&text).await?;
    let keys = frames(&page, "#q").await?;
    page.web()
        .goto("data:text/html,<textarea id=q></textarea>")
        .await?;
    let bare = frames(&page, "#q").await?;
    let ratio = format!("≤ 1.3 × bare: {:.2} ×", at(&keys, 95) / at(&bare, 95));
    table.row("key press to next frame, 4× slowed", &keys, &ratio);
    table.row("the same in a bare text area", &bare, "");

    slow(&page, 1).await?;
    page.open(&text).await?;
    let durable = durable(&page).await?;
    table.row("last key press to durable draft", &durable, "≤ 300 ms");

    slow(&page, SLOWED).await?;
    let largest = opened(&page, &format!("{draft}/answers")).await?;
    table.row(
        "opening the largest form, all answers, 4× slowed",
        &largest,
        "",
    );
    let memory = memory(&page).await?;

    slow(&page, 1).await?;
    let drained = drained(&mut world, &page).await?;
    table.row(
        &format!("{WAITING} finished forms, from the server's return to the last receipt"),
        &[drained],
        "≤ 5 s",
    );

    println!("| What | median | p95 | n | Budget |\n|---|--:|--:|--:|---|");
    print!("{}", table.0);
    println!(
        "\nMemory of the page with the largest form open: {memory} MB of JavaScript and WebAssembly."
    );
    page.into_browser().quit().await
}

#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, what: &str, samples: &[f64], budget: &str) {
        self.0.push_str(&format!(
            "| {what} | {:.0} ms | {:.0} ms | {} | {budget} |\n",
            at(samples, 50),
            at(samples, 95),
            samples.len()
        ));
    }
}

/// The value below which so many of a hundred samples lie.
fn at(samples: &[f64], percent: usize) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(f64::NAN)
}

async fn slow(page: &Page, times: u32) -> Result<()> {
    page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
        .await
}

async fn starts(page: &Page) -> Result<Vec<f64>> {
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": START }),
    )
    .await?;
    let mut samples = Vec::new();
    for _ in 0..STARTS {
        page.open("/").await?;
        samples.push(
            page.value("window.__usable ?? null", "a usable page")
                .await?,
        );
    }
    Ok(samples)
}

async fn opened(page: &Page, path: &str) -> Result<Vec<f64>> {
    let mut samples = Vec::new();
    for _ in 0..STARTS {
        page.open(path).await?;
        // The heading and the answers come in one frame.
        page.has(".answers").await?;
        samples.push(page.now("performance.now()").await?);
    }
    Ok(samples)
}

async fn frames(page: &Page, field: &str) -> Result<Vec<f64>> {
    page.web().execute(FRAMES, vec![]).await?;
    page.click(field).await?;
    for _ in 0..KEYS {
        press(page, "a").await?;
    }
    let enough = format!("window.__frames.length >= {KEYS} ? window.__frames : null");
    page.value(&enough, "the frames").await
}

async fn durable(page: &Page) -> Result<Vec<f64>> {
    page.web().execute(DURABLE, vec![]).await?;
    page.click("#q").await?;
    for count in 1..=PAUSES {
        for key in ["b", "c", "d"] {
            press(page, key).await?;
        }
        let committed = format!("window.__durable.length >= {count} || null");
        page.value::<bool>(&committed, "已保存").await?;
    }
    page.now("window.__durable").await
}

/// Finishes many forms without a server, and starts it.
async fn drained(world: &mut World, page: &Page) -> Result<f64> {
    for _ in 0..WAITING {
        let draft = draft::begin(page, "temporary-assistance").await?;
        page.open(&format!("{draft}/answers")).await?;
        page.click("#finish").await?;
        page.has("#reference").await?;
    }
    page.open("/data").await?;
    page.sees("待提交").await?;
    world.server.start_again()?;
    page.web().execute(DRAIN, vec![]).await?;
    let millis = page
        .value("window.__drained ?? null", "the last receipt")
        .await?;
    let cases = world.server.cases()?;
    anyhow::ensure!(cases.len() == WAITING, "the bureau has {}", cases.len());
    Ok(millis)
}

/// A real key, as the browser gets it from a keyboard.
async fn press(page: &Page, key: &str) -> Result<()> {
    for kind in ["keyDown", "keyUp"] {
        page.cdp(
            "Input.dispatchKeyEvent",
            json!({ "type": kind, "text": key, "key": key }),
        )
        .await?;
    }
    Ok(())
}

/// A draft of temporary assistance with something on every page where something can be typed or chosen.
async fn filled(page: &Page) -> Result<String> {
    page.open("/temporary-assistance").await?;
    page.click("#start-form").await?;
    page.has("[data-question]").await?;
    let path = page.path().await?;
    let draft = path.strip_suffix("/1").context("the first question")?;
    for place in 1..90 {
        page.open(&format!("{draft}/{place}")).await?;
        let asks: bool = page
            .now("!!document.querySelector('[data-question]')")
            .await?;
        if !asks {
            continue;
        }
        let chosen: bool = page
            .now(
                "(() => {
                   const box = document.querySelector('[data-question] input[type=radio], [data-question] input[type=checkbox]');
                   if (!box || box.checked) return false;
                   box.click();
                   return true;
                 })()",
            )
            .await?;
        if chosen {
            page.sees("已保存").await?;
        }
        let last: bool = page
            .now("document.querySelector('progress')?.value === document.querySelector('progress')?.max")
            .await?;
        if last {
            break;
        }
    }
    Ok(draft.to_owned())
}

async fn place_of(page: &Page, draft: &str, question: &str) -> Result<usize> {
    for place in 1..90 {
        page.open(&format!("{draft}/{place}")).await?;
        let here: Option<String> = page
            .now("document.querySelector('[data-question]')?.dataset.question ?? null")
            .await?;
        if here.as_deref() == Some(question) {
            return Ok(place);
        }
    }
    anyhow::bail!("{question} is not asked")
}

/// Megabytes of JavaScript objects and of everything they hold outside, WebAssembly included.
async fn memory(page: &Page) -> Result<u64> {
    let bytes: f64 = page
        .now("performance.memory.usedJSHeapSize + (window.__wasm?.buffer.byteLength ?? 0)")
        .await?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of megabytes"
    )]
    Ok((bytes / 1_000_000.0).round() as u64)
}
