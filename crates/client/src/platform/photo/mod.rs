//! Makes a photo fit to be kept and sent: smaller, turned upright, and without anything but its pixels, so that
//! neither position nor camera nor time stays in it (design §5). All of it in memory: no Blob, no object URL, nothing
//! on the disk.

use civil_affairs_domain::value::sha256::Sha256;
mod canvas;
mod chosen;
mod error;
mod file_format;
mod pixel_size;
#[cfg(all(test, target_arch = "wasm32"))]
pub mod samples;

pub use canvas::address;
pub use chosen::{Chosen, chosen};
pub use error::PhotoError;

use super::{crypto, timer};
use canvas::{Canvas, Picture};
use file_format::{FileFormat, sniff};

/// Media type of every prepared photo.
pub const JPEG: &str = "image/jpeg";
/// Media type of a document that passes as it is.
pub const PDF: &str = "application/pdf";

/// A larger file is not even read: the largest photos of phones are about half of this.
const LARGEST_READ: u64 = 50_000_000;
/// Long side of a thumbnail: the row shows it at half of this, for screens of two pixels per pixel.
const THUMBNAIL: u32 = 192;
const THUMBNAIL_QUALITY: f64 = 0.7;
/// Tried in this order. Below the last one faces and print suffer more than from fewer pixels.
const QUALITIES: [f64; 3] = [0.85, 0.7, 0.55];
/// How often a photo that is still too large loses a third of its long side.
const SHRINKS: u32 = 6;

/// What may come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoLimits {
    /// Media types that are accepted. Where [`JPEG`] is, every photo that the browser can read is.
    pub accept: Vec<String>,
    /// At most so many bytes.
    pub bytes: u64,
    /// Long side of a photo, at most so many pixels.
    pub long_side: u32,
    /// What it has to have at least.
    pub at_least: PhotoMinimum,
}

/// Below this a photo cannot be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoMinimum {
    /// Bytes.
    pub bytes: u64,
    /// Pixels of the short side.
    pub short_side: u32,
    /// Pixels of the long side.
    pub long_side: u32,
}

impl PhotoLimits {
    fn accepts(&self, media_type: &str) -> bool {
        self.accept.iter().any(|accepted| accepted == media_type)
    }
}

/// A file as it is kept and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedFile {
    /// The content.
    pub bytes: Vec<u8>,
    /// [`JPEG`] or [`PDF`].
    pub media_type: &'static str,
    /// SHA-256 of the content.
    pub sha256: Sha256,
    /// A small JPEG to recognise it by; none of a document.
    pub thumbnail: Option<Vec<u8>>,
}

/// Looks at a file and prepares it.
pub async fn prepare(file: &Chosen, limits: &PhotoLimits) -> Result<PreparedFile, PhotoError> {
    let form = sniff(&file.first().await?).ok_or(PhotoError::Type)?;
    match form {
        FileFormat::Pdf if limits.accepts(PDF) => document(file, limits).await,
        FileFormat::Jpeg | FileFormat::Png | FileFormat::WebP | FileFormat::Heic
            if limits.accepts(JPEG) =>
        {
            photo(file, limits, form).await
        }
        _ => Err(PhotoError::Type),
    }
}

async fn document(file: &Chosen, limits: &PhotoLimits) -> Result<PreparedFile, PhotoError> {
    if file.bytes() > limits.bytes {
        return Err(PhotoError::TooLarge);
    }
    finished(file.all().await?, PDF, None).await
}

async fn photo(
    file: &Chosen,
    limits: &PhotoLimits,
    form: FileFormat,
) -> Result<PreparedFile, PhotoError> {
    if file.bytes() > LARGEST_READ {
        return Err(PhotoError::TooLarge);
    }
    let picture = Picture::read(file.blob())
        .await
        .map_err(|error| match (form, error) {
            (FileFormat::Heic, PhotoError::Broken) => PhotoError::Heic,
            (_, error) => error,
        })?;
    let size = picture.size();
    let least = limits.at_least;
    if size.width.min(size.height) < least.short_side
        || size.width.max(size.height) < least.long_side
    {
        return Err(PhotoError::TooSmall);
    }
    let mut long_side = limits.long_side;
    for _ in 0..=SHRINKS {
        let canvas = Canvas::of(&picture, picture.size().within(long_side))?;
        for quality in QUALITIES {
            // Drawing and compressing keep the page waiting; in between it can show how far it is.
            timer::pause().await;
            let bytes = canvas.jpeg(quality)?;
            if (bytes.len() as u64) < least.bytes {
                return Err(PhotoError::TooSmall);
            }
            if bytes.len() as u64 <= limits.bytes {
                let small = canvas.scaled(canvas.size().within(THUMBNAIL))?;
                let thumbnail = small.jpeg(THUMBNAIL_QUALITY)?;
                drop((small, canvas, picture));
                return finished(bytes, JPEG, Some(thumbnail)).await;
            }
        }
        let drawn = canvas.size();
        long_side = drawn.width.max(drawn.height) * 2 / 3;
    }
    Err(PhotoError::TooLarge)
}

async fn finished(
    bytes: Vec<u8>,
    media_type: &'static str,
    thumbnail: Option<Vec<u8>>,
) -> Result<PreparedFile, PhotoError> {
    Ok(PreparedFile {
        sha256: crypto::sha256(&bytes).await?,
        bytes,
        media_type,
        thumbnail,
    })
}

#[cfg(test)]
mod tests;
