//! Reading a picture and drawing it anew, smaller and with nothing but its pixels. What the browser holds for it is
//! given back as soon as it is not needed: on a phone each of these is tens of megabytes.

use super::{PhotoError, pixel_size::PixelSize};
use crate::platform::{base64, js};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

const JPEG: &str = "image/jpeg";
const JPEG_ADDRESS: &str = "data:image/jpeg;base64,";

fn failed(error: &JsValue) -> PhotoError {
    PhotoError::Failed(js::error_name(error))
}

/// A picture that was read, turned the way its camera says.
pub(super) struct Picture(ImageBitmap);

impl Picture {
    pub(super) async fn read(file: &Blob) -> Result<Picture, PhotoError> {
        let window = web_sys::window().ok_or(PhotoError::Broken)?;
        // Without options: `from-image` is what every browser does by itself, and old ones refuse the word.
        let promise = window
            .create_image_bitmap_with_blob(file)
            .map_err(|error| failed(&error))?;
        let bitmap = JsFuture::from(promise)
            .await
            .map_err(|_| PhotoError::Broken)?;
        bitmap
            .dyn_into()
            .map(Picture)
            .map_err(|_| PhotoError::Broken)
    }

    pub(super) fn size(&self) -> PixelSize {
        PixelSize {
            width: self.0.width(),
            height: self.0.height(),
        }
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// A place to draw that no page shows.
pub(super) struct Canvas(HtmlCanvasElement);

impl Canvas {
    /// A picture in this size.
    pub(super) fn of(picture: &Picture, size: PixelSize) -> Result<Canvas, PhotoError> {
        Canvas::drawn(size, |context, width, height| {
            context.draw_image_with_image_bitmap_and_dw_and_dh(&picture.0, 0.0, 0.0, width, height)
        })
    }

    /// What is drawn here, in another size.
    pub(super) fn scaled(&self, size: PixelSize) -> Result<Canvas, PhotoError> {
        Canvas::drawn(size, |context, width, height| {
            context
                .draw_image_with_html_canvas_element_and_dw_and_dh(&self.0, 0.0, 0.0, width, height)
        })
    }

    pub(super) fn drawn(
        size: PixelSize,
        draw: impl FnOnce(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
    ) -> Result<Canvas, PhotoError> {
        let canvas = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("canvas").ok())
            .and_then(|element| element.dyn_into::<HtmlCanvasElement>().ok())
            .map(Canvas)
            .ok_or_else(|| PhotoError::Failed("TypeError".to_owned()))?;
        canvas.0.set_width(size.width);
        canvas.0.set_height(size.height);
        let context: CanvasRenderingContext2d = canvas
            .0
            .get_context("2d")
            .map_err(|error| failed(&error))?
            .ok_or_else(|| PhotoError::Failed("NotSupportedError".to_owned()))?
            .unchecked_into();
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        // JPEG knows no transparency; without paper below, it would come out black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, width, height);
        js::set(
            context.unchecked_ref(),
            "imageSmoothingQuality",
            &JsValue::from_str("high"),
        );
        draw(&context, width, height).map_err(|error| failed(&error))?;
        Ok(canvas)
    }

    pub(super) fn size(&self) -> PixelSize {
        PixelSize {
            width: self.0.width(),
            height: self.0.height(),
        }
    }

    /// As JPEG, 1 being the best quality. Pixels only: a canvas knows nothing of EXIF.
    ///
    /// Not through `toBlob`, although that would not keep the page waiting: when memory is short a browser may
    /// put the bytes of a Blob on the disk, in clear.
    pub(super) fn jpeg(&self, quality: f64) -> Result<Vec<u8>, PhotoError> {
        let address = self
            .0
            .to_data_url_with_type_and_encoder_options(JPEG, &JsValue::from_f64(quality))
            .map_err(|error| failed(&error))?;
        address
            .strip_prefix(JPEG_ADDRESS)
            .and_then(base64::decode)
            .ok_or_else(|| PhotoError::Failed("EncodingError".to_owned()))
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        // Safari keeps the pixels until the element is collected, and has a limit for all of them together.
        self.0.set_width(0);
        self.0.set_height(0);
    }
}

/// The address under which a page shows a small JPEG. The picture is in the address itself: nothing has to be
/// given back.
pub fn address(jpeg: &[u8]) -> String {
    format!("{JPEG_ADDRESS}{}", base64::encode(jpeg))
}
