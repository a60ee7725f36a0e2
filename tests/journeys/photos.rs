//! A photo stays with its draft through a killed browser and without a network, and takes nothing along but its pixels.

use anyhow::{Result, ensure};
use civil_affairs_journeys::{Page, World, canary, draft};

const SERVICE: &str = "temporary-assistance";
/// The maker of the camera, in the photo's own notes beside its position.
const NOTE: &str = "KANARI-CAMERA-MAKE";

/// A draft on its question for photos, with the consent given.
async fn at_photos(page: &Page) -> Result<(String, String)> {
    let draft = draft::begin(page, SERVICE).await?;
    let path = draft::at_photos(page, &draft).await?;
    Ok((draft, path))
}

#[tokio::test]
async fn a_photo_survives_a_killed_browser_and_is_finished_with_its_form() -> Result<()> {
    let mut world = World::start()?;
    let page = world.browser().await?;
    page.open("/").await?;
    page.works_off_line().await?;
    let (draft, path) = at_photos(&page).await?;
    world.server.stop()?;
    draft::choose_file(&page, "with-position.jpg").await?;
    page.has("img.file__picture").await?;
    page.sees("with-position.jpg").await?;
    page.sees("已保存").await?;
    page.is_quiet().await?;
    page.is_accessible().await?;
    page.into_browser().kill().await?;

    let page = world.browser().await?;
    page.open(&path).await?;
    page.has("img.file__picture").await?;
    let upright: bool = page
        .value(
            "(() => {
               const picture = document.querySelector('img.file__picture');
               return picture.complete && picture.naturalWidth ? picture.naturalHeight > picture.naturalWidth : null;
             })()",
            "the thumbnail",
        )
        .await?;
    ensure!(upright, "the photo lies on its side");
    page.open(&format!("{draft}/answers")).await?;
    page.sees("with-position.jpg").await?;
    page.click("#finish").await?;
    page.has("#reference").await?;
    page.sees("with-position.jpg").await?;
    page.open("/data").await?;
    page.sees("照片和文件").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await?;

    // Neither its notes nor the head of any photo at all.
    for trace in [NOTE, "JFIF", "Exif"] {
        let traces = canary::traces(&world.home.profile(), trace)?;
        ensure!(traces.is_empty(), "{trace} lies in clear in {traces:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_no_photo_and_a_broken_one_are_told_apart_and_change_nothing() -> Result<()>
{
    let world = World::start()?;
    let page = world.browser().await?;
    at_photos(&page).await?;
    draft::choose_file(&page, "not-a-photo.jpg").await?;
    page.sees("not-a-photo.jpg").await?;
    let wrong_type = page.text(".files__problems").await?;
    draft::choose_file(&page, "broken.jpg").await?;
    page.sees("broken.jpg").await?;
    let broken = page.text(".files__problems").await?;
    ensure!(
        !broken.contains("not-a-photo.jpg")
            && broken.replace("broken", "") != wrong_type.replace("not-a-photo", ""),
        "one message for two mistakes: {broken}"
    );
    let none: bool = page
        .now("!document.querySelector('.file__picture')")
        .await?;
    ensure!(none, "a file that was refused is in the list");
    draft::choose_file(&page, "with-position.jpg").await?;
    page.has("img.file__picture").await?;
    page.is_quiet().await?;
    page.into_browser().quit().await
}

#[tokio::test]
async fn a_deleted_draft_takes_its_photos_along_and_brings_them_back() -> Result<()> {
    let world = World::start()?;
    let page = world.browser().await?;
    let (draft, path) = at_photos(&page).await?;
    draft::choose_file(&page, "with-position.jpg").await?;
    page.has("img.file__picture").await?;
    page.sees("已保存").await?;
    page.open(&draft).await?;
    page.click("#delete").await?;
    page.click("#undo").await?;
    page.has(&format!("a[href='{draft}']")).await?;
    page.open(&path).await?;
    page.has("img.file__picture").await?;

    page.open(&draft).await?;
    page.click("#delete").await?;
    page.sees("草稿已删除").await?;
    // Loading the page anew gives up the way back; then nothing of it is on the device.
    page.open("/data").await?;
    page.sees("这台设备上没有您的内容").await?;
    page.loses("照片和文件").await?;
    page.into_browser().quit().await
}
