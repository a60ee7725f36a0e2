//! Drafts go from one device to another as a sealed file, without a network.

use anyhow::{Context, Result, ensure};
use civil_affairs_journeys::{Page, World, canary, draft, settings};
use serde_json::json;
use std::path::{Path, PathBuf};
use thirtyfour::By;

const TEXT: &str = "金丝雀家的屋顶被风吹走";

/// Downloads go into a folder of the journey.
async fn download_into(page: &Page, folder: &Path) -> Result<()> {
    page.cdp(
        "Browser.setDownloadBehavior",
        json!({ "behavior": "allow", "downloadPath": folder }),
    )
    .await
}

/// The one backup in a folder, once it is complete.
async fn downloaded(page: &Page, folder: &Path) -> Result<PathBuf> {
    for _ in 0..1_000 {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == "backup") {
                return Ok(path);
            }
        }
        // Time for the browser to write, asked of the browser itself.
        page.now::<f64>("performance.now()").await?;
    }
    anyhow::bail!("no backup was downloaded")
}

async fn choose(page: &Page, file: &Path) -> Result<()> {
    let input = page.web().find(By::Css("#backup-file")).await?;
    input
        .send_keys(file.to_str().context("a path in Unicode")?)
        .await?;
    page.has("#code").await
}

#[tokio::test]
async fn a_draft_goes_on_on_another_device_with_the_file_and_its_code() -> Result<()> {
    let old = World::start()?;
    let folder = old.home.path().join("downloads");
    std::fs::create_dir_all(&folder)?;
    let page = old.browser().await?;
    download_into(&page, &folder).await?;
    let id = draft::begin(&page, "temporary-assistance").await?;
    draft::open(&page, &id, "incident_text").await?;
    page.type_into("#q", TEXT).await?;
    page.sees("已保存").await?;
    page.open("/transfer").await?;
    page.click("#make").await?;
    let code = page.text("#recovery-code").await?;
    page.is_accessible().await?;
    page.click("#save").await?;
    let file = downloaded(&page, &folder).await?;
    page.is_quiet().await?;
    page.into_browser().quit().await?;
    ensure!(
        canary::traces(&folder, TEXT)?.is_empty(),
        "the backup can be read by everybody"
    );

    let mut new = World::start()?;
    let page = new.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    new.server.stop()?;
    page.open("/transfer").await?;
    choose(&page, &file).await?;
    // Somebody in a hurry: small letters, no hyphens, and first with one character wrong.
    let typed = code.replace('-', "").to_lowercase();
    let first = if typed.starts_with('2') { '3' } else { '2' };
    let wrong: String = std::iter::once(first)
        .chain(typed.chars().skip(1))
        .collect();
    page.type_into("#code", &wrong).await?;
    page.click("#open").await?;
    page.sees("有一处写错了").await?;
    page.web().find(By::Css("#code")).await?.clear().await?;
    page.type_into("#code", &typed).await?;
    page.click("#open").await?;
    page.has("#take-in").await?;
    page.sees("临时救助").await?;
    page.is_accessible().await?;
    page.click("#take-in").await?;
    page.path_is("/").await?;
    page.sees("没填完的").await?;
    let path = draft::open(&page, &id, "incident_text").await?;
    ensure!(
        page.field("#q").await? == TEXT,
        "the text did not come along"
    );
    page.into_browser().kill().await?;

    let page = new.browser().await?;
    page.open(&path).await?;
    ensure!(page.field("#q").await? == TEXT, "the text did not stay");
    page.into_browser().quit().await
}

#[tokio::test]
async fn what_waits_is_sent_from_another_device_and_counts_once() -> Result<()> {
    let mut world = World::start()?;
    let folder = world.home.path().join("downloads");
    std::fs::create_dir_all(&folder)?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    world.server.stop()?;
    let id = draft::begin(&page, "temporary-assistance").await?;
    draft::photo(&page, &id).await?;
    page.open(&format!("{id}/answers")).await?;
    page.click("#finish").await?;
    let reference = page.text("#reference").await?;
    page.open("/applications").await?;
    page.sees("待提交").await?;
    download_into(&page, &folder).await?;
    page.click("#export").await?;
    page.click("#make").await?;
    let code = page.text("#recovery-code").await?;
    page.click("#save").await?;
    let file = downloaded(&page, &folder).await?;
    page.into_browser().quit().await?;

    world.server.start_again()?;
    let other = world.browser_of_somebody_else().await?;
    other.open("/transfer").await?;
    choose(&other, &file).await?;
    other.type_into("#code", &code).await?;
    other.click("#open").await?;
    other.click("#take-in").await?;
    other.path_is("/").await?;
    other.open("/applications").await?;
    other.sees("已提交").await?;
    other.into_browser().quit().await?;

    // The first one has a network again.
    let page = world.browser().await?;
    page.open("/applications").await?;
    page.loses("待提交").await?;
    page.sees("已提交").await?;
    let cases = world.server.cases()?;
    ensure!(
        cases.len() == 1 && cases.concat().contains(&reference),
        "{cases:?}"
    );
    page.into_browser().quit().await
}

#[tokio::test]
async fn another_file_and_another_code_are_told_apart() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    page.open("/transfer").await?;
    let photo = settings::in_workspace("tests/fixtures/photos/with-position.jpg").canonicalize()?;
    choose(&page, &photo).await?;
    page.type_into("#code", "234-567").await?;
    page.click("#open").await?;
    page.sees("您填了 6 位").await?;
    page.web().find(By::Css("#code")).await?.clear().await?;
    page.type_into("#code", "234-567-89A-BCD-EFG-HJK-LMX")
        .await?;
    page.click("#open").await?;
    page.sees("这不是本应用的备份文件").await?;
    let damaged = world.home.path().join("damaged.backup");
    std::fs::write(&damaged, [b"YWCA\x01".as_slice(), &[7; 90]].concat())?;
    choose(&page, &damaged).await?;
    page.web().find(By::Css("#code")).await?.clear().await?;
    page.type_into("#code", "234-567-89A-BCD-EFG-HJK-LMX")
        .await?;
    page.click("#open").await?;
    page.sees("打不开").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}
