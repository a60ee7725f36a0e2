//! Whether our server can be reached: what it answered, never only what the browser believes (design §5).

use crate::platform::{lifecycle, network, timer::Timeout};
use leptos::{prelude::*, task::spawn_local};

/// A small answer that only our server gives: a captive portal's page is no answer.
const PROBE: &str = "/api/v1/catalogue";
/// While it cannot be reached, it is asked again after so long, in milliseconds.
const ASK_AGAIN: u32 = 20_000;

/// Whether the server answered when it was last asked.
#[derive(Clone, Copy)]
pub struct Connectivity {
    away: RwSignal<bool>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Connectivity {
    /// Asks now, when the browser sees a change, and when the page is seen again.
    pub fn start() -> Connectivity {
        let line = Connectivity {
            away: RwSignal::new(false),
            timer: StoredValue::new_local(None),
        };
        line.ask();
        network::on_change(move |online| {
            if online {
                line.ask();
            } else {
                line.settle(true);
            }
        });
        lifecycle::on_visible(move || line.ask());
        line
    }

    /// Whether the server could not be reached when it was last asked.
    pub fn is_away(self) -> bool {
        self.away.get()
    }

    /// Somebody else has asked the server something, and had an answer or none.
    pub fn heard(self, away: bool) {
        self.settle(away);
    }

    fn ask(self) {
        spawn_local(async move {
            let answer = network::text(PROBE).await;
            self.settle(!answer.is_ok_and(|text| text.starts_with('{')));
        });
    }

    fn settle(self, away: bool) {
        if self.away.get_untracked() != away {
            self.away.set(away);
        }
        let again = away.then(|| Timeout::new(ASK_AGAIN, move || self.ask()));
        self.timer.set_value(again);
    }
}

/// The line of the app.
pub fn use_connectivity() -> Connectivity {
    expect_context::<Connectivity>()
}
