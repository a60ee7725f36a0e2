//! A new version of the app: complete or not at all, and never under an open page.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, draft, proxy::Proxy, settings};
use std::{fs, path::Path};

const SERVICE: &str = "temporary-assistance";
const TEXT: &str = "厨房着火，锅碗都没了";

/// The built app, in a folder of its own where it can be changed.
fn copy_of_dist(to: &Path) -> Result<()> {
    copy(&settings::path(settings::DIST)?, to)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Makes the worker of a folder another one, as every build does that changes a file.
fn another_version(dist: &Path, change: impl Fn(&str) -> String) -> Result<()> {
    for twin in ["sw.js.br", "sw.js.gz"] {
        let _ = fs::remove_file(dist.join(twin));
    }
    let worker = dist.join("sw.js");
    let text = fs::read_to_string(&worker)?;
    let changed = change(&text).replacen("const VERSION = \"", "const VERSION = \"0", 1);
    ensure!(changed != text, "the worker was not built");
    fs::write(worker, changed)?;
    Ok(())
}

/// Looks for a new version, and tells what became of it.
const UPDATE: &str = "const done = arguments[0];
    navigator.serviceWorker.getRegistration().then(async (one) => {
      await one.update();
      const worker = one.installing;
      if (!worker) return done(one.waiting ? 'installed' : 'none');
      const end = () => ['installed', 'redundant'].includes(worker.state) && done(worker.state);
      worker.addEventListener('statechange', end);
      end();
    });";

const CACHES: &str = "const done = arguments[0]; caches.keys().then(done)";

#[tokio::test]
async fn a_new_version_waits_for_consent_and_then_keeps_the_answers() -> Result<()> {
    let world = World::with_dist(copy_of_dist)?;
    let page = world.browser().await?;
    page.open("/marriage-appointment/check/3").await?;
    page.works_off_line().await?;
    page.reload().await?;
    page.type_into("#q", "33078219980312901X").await?;
    page.sees("已保存").await?;
    let before: Vec<String> = page.web().execute_async(CACHES, vec![]).await?.convert()?;

    another_version(&world.dist(), str::to_owned)?;
    page.web()
        .execute(
            "navigator.serviceWorker.getRegistration().then((one) => one.update())",
            vec![],
        )
        .await?;
    page.sees("有新版本").await?;
    ensure!(
        page.field("#q").await? == "33078219980312901X",
        "the page changed under the hand"
    );
    page.is_accessible().await?;

    page.click("#main [role=status] .button--secondary").await?;
    page.value::<bool>(
        "(document.body && !document.body.innerText.includes('有新版本')) || null",
        "the new version",
    )
    .await?;
    ensure!(
        page.field("#q").await? == "33078219980312901X",
        "the answer is gone"
    );
    let after: Vec<String> = page.web().execute_async(CACHES, vec![]).await?.convert()?;
    ensure!(
        after.len() == 1 && after != before,
        "the old version is still there: {after:?}"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn with_two_pages_open_a_new_version_takes_over_neither() -> Result<()> {
    let world = World::with_dist(copy_of_dist)?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    page.reload().await?;
    let first = page.web().window().await?;
    let second = page.web().new_tab().await?;
    page.web().switch_to_window(second).await?;
    page.open("/about").await?;
    page.web().switch_to_window(first).await?;

    another_version(&world.dist(), str::to_owned)?;
    page.web()
        .execute(
            "navigator.serviceWorker.getRegistration().then((one) => one.update())",
            vec![],
        )
        .await?;
    page.sees("有新版本").await?;
    page.click("#main [role=status] .button--secondary").await?;
    page.sees("请先关掉本网站的其他页面").await?;
    let waits = "navigator.serviceWorker.getRegistration().then((one) => !!one.waiting)";
    let script = format!("const done = arguments[0]; {waits}.then(done)");
    ensure!(
        page.web()
            .execute_async(&script, vec![])
            .await?
            .convert::<bool>()?,
        "it took over"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_version_with_one_wrong_file_is_not_installed_and_leaves_nothing() -> Result<()> {
    let mut world = World::with_dist(copy_of_dist)?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    page.reload().await?;
    let before: Vec<String> = page.web().execute_async(CACHES, vec![]).await?.convert()?;

    // One file is not what the list says, as after a half-finished upload.
    let index = fs::read_to_string(world.dist().join("index.html"))?;
    for twin in ["index.html.br", "index.html.gz"] {
        let _ = fs::remove_file(world.dist().join(twin));
    }
    fs::write(world.dist().join("index.html"), index + "<!-- changed -->")?;
    another_version(&world.dist(), str::to_owned)?;
    let state: String = page.web().execute_async(UPDATE, vec![]).await?.convert()?;
    ensure!(state == "redundant", "the new worker is {state}");
    let after: Vec<String> = page.web().execute_async(CACHES, vec![]).await?.convert()?;
    ensure!(after == before, "a half cache stays: {after:?}");

    world.server.stop()?;
    page.reload().await?;
    page.heading_with("您想办什么").await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn an_update_cut_in_the_middle_leaves_everything_and_a_whole_one_does_too() -> Result<()> {
    let mut world = World::with_dist(copy_of_dist)?;
    let proxy = Proxy::to(world.server.address())?;
    let page = Page::new(world.browser().await?.into_browser(), proxy.url());
    page.open("/").await?;
    page.works_off_line().await?;

    // A finished form that waits, and a draft with a text and a photo.
    proxy.break_after(0);
    let finished = draft::begin(&page, SERVICE).await?;
    page.open(&format!("{finished}/answers")).await?;
    page.click("#finish").await?;
    let reference = page.text("#reference").await?;
    let receipt = page.path().await?;
    let open = draft::begin(&page, SERVICE).await?;
    let photos = draft::photo(&page, &open).await?;
    let text = draft::open(&page, &open, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    // While the update is cut, the form may slip through: what counts then is that it is there.
    let whole = async |page: &Page| -> Result<()> {
        page.open(&text).await?;
        ensure!(page.field("#q").await? == TEXT, "the text is gone");
        page.open(&photos).await?;
        page.has("img.file__picture").await?;
        page.open(&receipt).await?;
        ensure!(
            page.text("#reference").await? == reference,
            "another reference"
        );
        page.is_quiet().await
    };

    another_version(&world.dist(), str::to_owned)?;
    let worker = fs::metadata(world.dist().join("sw.js"))?.len();
    proxy.break_after(worker + 2_000);
    let state: String = page.web().execute_async(UPDATE, vec![]).await?.convert()?;
    ensure!(state == "redundant", "half an update is {state}");
    whole(&page).await?;
    // A start without a network, right after.
    world.server.stop()?;
    page.into_browser().kill().await?;
    let page = Page::new(world.browser().await?.into_browser(), proxy.url());
    whole(&page).await?;

    world.server.start_again()?;
    proxy.mend();
    let state: String = page.web().execute_async(UPDATE, vec![]).await?.convert()?;
    ensure!(state == "installed", "a whole update is {state}");
    page.open("/about").await?;
    page.sees("有新版本").await?;
    page.click("#main [role=status] .button--secondary").await?;
    page.value::<bool>(
        "(document.body && !document.body.innerText.includes('有新版本')) || null",
        "the new version",
    )
    .await?;
    whole(&page).await?;
    page.sees("已提交").await?;
    page.into_browser().quit().await
}
