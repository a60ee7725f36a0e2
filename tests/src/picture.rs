//! Pictures of the page.

use crate::{Page, browser::Size};
use anyhow::Result;
use std::path::Path;

/// What fits on the screen.
pub async fn screen(page: &Page, file: &Path) -> Result<()> {
    std::fs::write(file, page.web().screenshot_as_png().await?)?;
    Ok(())
}

/// The whole page, at the width of a device.
pub async fn whole(page: &Page, size: Size, file: &Path) -> Result<()> {
    let height: u32 = page.now("document.documentElement.scrollHeight").await?;
    let tall = Size {
        height: height.max(size.height),
        ..size
    };
    page.set_size(tall).await?;
    screen(page, file).await?;
    page.set_size(size).await
}
