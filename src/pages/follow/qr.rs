//! The receipt as a QR code (ISO/IEC 18004): a window scans it and checks it without a network.

use crate::{i18n::FollowMsg, state::ground::Ground};
use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Free space around, in modules (ISO/IEC 18004 §6.3.8).
const QUIET: i32 = 4;

/// Shown when asked for: it takes half a page.
#[component]
pub fn ReceiptQr(ground: Ground, receipt: String) -> impl IntoView {
    let lang = ground.lang;
    let code = QrCode::encode_text(&receipt, QrCodeEcc::Low).ok()?;
    let side = code.size() + 2 * QUIET;
    let path = outline(&code);
    Some(view! {
        <details class="more" id="qr">
            <summary>{FollowMsg::QrShow.say(lang)}</summary>
            <p>{FollowMsg::QrExplained.say(lang)}</p>
            <svg
                class="qr__code"
                viewBox=format!("0 0 {side} {side}")
                role="img"
                aria-label=FollowMsg::QrTitle.say(lang)
            >
                <path d=path></path>
            </svg>
        </details>
    })
}

/// One square for each dark module.
fn outline(code: &QrCode) -> String {
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    dark.filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET))
        .collect()
}
