//! QR codes (ISO/IEC 18004): of the receipt, which a window scans and checks without a network, and of links.

use civil_affairs_client::context::AppContext;
use civil_affairs_domain::record::queue::VerifiedReceipt;
use civil_affairs_ui::i18n::FollowMsg;
use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Free space around, in modules (ISO/IEC 18004 §6.3.8).
const QUIET: i32 = 4;
/// Where the receipt's code stands.
pub const RECEIPT: &str = "qr";

/// A text as a QR code; nothing where it is too long for one.
#[component]
pub fn Qr(text: String, label: &'static str) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Low).ok()?;
    let side = code.size() + 2 * QUIET;
    let path = outline(&code);
    Some(view! {
        <svg class="qr__code" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label>
            <path d=path></path>
        </svg>
    })
}

/// Shown when asked for: it takes half a page.
#[component]
pub fn ReceiptQr(context: AppContext, receipt: VerifiedReceipt) -> impl IntoView {
    let lang = context.lang;
    view! {
        <details class="more" id=RECEIPT>
            <summary>{FollowMsg::QrShow.say(lang)}</summary>
            <p>{FollowMsg::QrExplained.say(lang)}</p>
            <Qr text=receipt.compact().to_owned() label=FollowMsg::QrTitle.say(lang) />
        </details>
    }
}

/// One bar for each run of dark modules in a row.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .fold(0, |run, _| run + 1);
            if run > 0 {
                path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    path
}
