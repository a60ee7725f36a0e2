//! A thumb on the glass: real touches at the middle of what is aimed at, which has to be there and large enough.

use crate::{Page, browser::Size};
use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

/// How the person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// With the keyboard alone.
    Keyboard,
    /// With a thumb.
    Thumb,
    /// With a thumb that taps every button twice.
    NervousThumb,
}

/// Smallest side of a target in CSS pixels (design system; WCAG 2.5.8 asks for 24).
const TARGET: f64 = 44.0;

#[derive(Debug, Deserialize)]
struct Aim {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// What a touch there meets instead.
    meets: Option<String>,
}

/// Scrolls to the first element that matches, or to its label, and says where it is.
async fn aim(page: &Page, selector: &str) -> Result<Aim> {
    let script = format!(
        "(() => {{
           const found = document.querySelector({});
           const target = found.labels?.length && !found.matches('.input') ? found.labels[0] : found;
           target.scrollIntoView({{ block: 'center', behavior: 'instant' }});
           const box = target.getBoundingClientRect();
           const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
           const met = document.elementFromPoint(x, y);
           const hits = met && (target.contains(met) || met.contains(target) && met.matches('label, a, button') || met === found);
           return {{ x, y, width: box.width, height: box.height, meets: hits ? null : (met?.outerHTML ?? 'nothing').slice(0, 200) }};
         }})()",
        json!(selector)
    );
    page.now(&script).await
}

/// Prepares the screen of a narrow phone.
pub async fn hold(page: &Page) -> Result<()> {
    page.set_size(Size::NARROW).await?;
    page.cdp(
        "Emulation.setTouchEmulationEnabled",
        json!({ "enabled": true, "maxTouchPoints": 1 }),
    )
    .await
}

/// Taps the first element that matches, once it is there.
pub async fn tap(page: &Page, selector: &str, times: usize) -> Result<()> {
    page.has(selector).await?;
    let Aim {
        x,
        y,
        width,
        height,
        meets,
    } = aim(page, selector).await?;
    if let Some(meets) = meets {
        anyhow::bail!("a touch on {selector} meets {meets}");
    }
    ensure!(
        width >= TARGET && height >= TARGET,
        "{selector} is {width} × {height}, too small for a thumb"
    );
    for _ in 0..times {
        let point = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
        page.cdp("Input.dispatchTouchEvent", point).await?;
        let lifted = json!({ "type": "touchEnd", "touchPoints": [] });
        page.cdp("Input.dispatchTouchEvent", lifted).await?;
    }
    Ok(())
}
