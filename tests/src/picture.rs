//! Pictures of the page, and pictures for it.

use crate::{Page, browser::Size};
use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
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

/// Writes a photo on which there is nothing but noise: no smaller quality makes it small.
pub async fn noise(page: &Page, file: &Path) -> Result<()> {
    let draw = "
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [900, 700];
        const context = canvas.getContext('2d');
        const pixels = context.createImageData(canvas.width, canvas.height);
        for (let at = 0; at < pixels.data.length; at += 1) {
          pixels.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
        }
        context.putImageData(pixels, 0, 0);
        return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];";
    let written: String = page.web().execute(draw, vec![]).await?.convert()?;
    let bytes = BASE64_STANDARD.decode(written).context("a picture")?;
    std::fs::write(file, bytes)?;
    Ok(())
}
