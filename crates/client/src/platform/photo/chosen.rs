//! Files that a person chose or a camera has just made, not yet looked at.

use super::{PhotoError, file_format::TELLING};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, File, HtmlInputElement};

/// One file.
pub struct Chosen(File);

impl Chosen {
    /// Its name on the device.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Bytes.
    pub(super) fn bytes(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size in bytes: whole, not negative, below 2^53"
        )]
        let bytes = self.0.size() as u64;
        bytes
    }

    pub(super) fn blob(&self) -> &Blob {
        &self.0
    }

    pub(super) async fn first(&self) -> Result<Vec<u8>, PhotoError> {
        let first = self.0.slice_with_i32_and_i32(0, TELLING);
        read(&first.map_err(|_| PhotoError::Broken)?).await
    }

    /// Everything in it.
    pub async fn all(&self) -> Result<Vec<u8>, PhotoError> {
        read(&self.0).await
    }
}

/// Fails when the file is not there any more, as with a picture that a gallery has yet to fetch.
async fn read(blob: &Blob) -> Result<Vec<u8>, PhotoError> {
    let buffer = JsFuture::from(blob.array_buffer())
        .await
        .map_err(|_| PhotoError::Broken)?;
    Ok(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec())
}

/// The files of the input that told of a change. The input forgets them: the same file can be chosen again, and no
/// browser keeps their names to restore the page.
pub fn chosen(event: &Event) -> Vec<Chosen> {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = input.files().map_or_else(Vec::new, |files| {
        (0..files.length())
            .filter_map(|at| files.get(at))
            .map(Chosen)
            .collect()
    });
    input.set_value("");
    files
}

#[cfg(all(test, target_arch = "wasm32"))]
impl From<File> for Chosen {
    fn from(file: File) -> Chosen {
        Chosen(file)
    }
}
