//! Language, colour scheme and size: kept in clear, they say nothing about a person.

use crate::platform::{page, preferences};
use civil_affairs_domain::value::text::Lang;
use leptos::prelude::*;

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// The next one a switch leads to.
    #[must_use]
    pub fn next(self) -> Scheme {
        match self {
            Scheme::System => Scheme::Light,
            Scheme::Light => Scheme::Dark,
            Scheme::Dark => Scheme::System,
        }
    }

    fn word(self) -> Option<&'static str> {
        match self {
            Scheme::System => None,
            Scheme::Light => Some("light"),
            Scheme::Dark => Some("dark"),
        }
    }

    fn read(word: Option<&str>) -> Scheme {
        match word {
            Some("light") => Scheme::Light,
            Some("dark") => Scheme::Dark,
            _ => Scheme::System,
        }
    }
}

/// The settings, as signals.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    lang: RwSignal<Lang>,
    scheme: RwSignal<Scheme>,
    elder: RwSignal<bool>,
    draft_days: RwSignal<Option<u32>>,
    keeps_sent: RwSignal<bool>,
    /// Does not change while the app runs: another store means another start.
    shared: bool,
}

const LANG: &str = "lang";
const SCHEME: &str = "scheme";
const MODE: &str = "mode";
const ELDER: &str = "elder";
const DRAFT_DAYS: &str = "draft-days";
const KEEP_SENT: &str = "keep-sent";

impl Settings {
    /// As they were left, and applied to the page.
    pub fn restore() -> Settings {
        let lang = match preferences::read(LANG).as_deref() {
            Some("en") => Lang::En,
            Some(_) => Lang::Zh,
            None if preferences::prefers_chinese() => Lang::Zh,
            None => Lang::En,
        };
        let scheme = Scheme::read(preferences::read(SCHEME).as_deref());
        let elder = preferences::read(MODE).as_deref() == Some(ELDER);
        page::set_language(tag(lang));
        page::set_scheme(scheme.word());
        page::set_mode(elder.then_some(ELDER));
        Settings {
            lang: RwSignal::new(lang),
            scheme: RwSignal::new(scheme),
            elder: RwSignal::new(elder),
            keeps_sent: RwSignal::new(preferences::read(KEEP_SENT).is_some()),
            draft_days: RwSignal::new(
                preferences::read(DRAFT_DAYS).and_then(|days| days.parse().ok()),
            ),
            shared: preferences::is_shared(),
        }
    }

    /// The language now.
    pub fn lang(self) -> Lang {
        self.lang.get()
    }

    /// The colour scheme now.
    pub fn scheme(self) -> Scheme {
        self.scheme.get()
    }

    /// Whether 长辈版 is on: large type, large targets (standards-and-duties §4).
    pub fn elder(self) -> bool {
        self.elder.get()
    }

    /// The same at this moment, without following it.
    pub fn elder_now(self) -> bool {
        self.elder.get_untracked()
    }

    /// Whether others use this device too (这是公用设备): then nothing is stored and nothing offered to fill in.
    pub fn is_shared(self) -> bool {
        self.shared
    }

    /// Says whether others use this device too. It counts from the next start, which the caller sees to.
    pub fn set_shared(self, shared: bool) {
        preferences::set_shared(shared);
    }

    /// Turns 长辈版 on or off.
    pub fn set_elder(self, elder: bool) {
        let word = elder.then_some(ELDER);
        preferences::write(MODE, word);
        page::set_mode(word);
        self.elder.set(elder);
    }

    /// Whether what was received stays on the device with all its answers, and not only its receipt.
    pub fn keeps_sent(self) -> bool {
        self.keeps_sent.get_untracked()
    }

    /// Chooses whether answers stay on the device after they were received.
    pub fn set_keeps_sent(self, keeps: bool) {
        preferences::write(KEEP_SENT, keeps.then_some("1"));
        self.keeps_sent.set(keeps);
    }

    /// For how many days after their last use drafts are kept, where the person chose it (standards-and-duties §3.5).
    pub fn draft_days(self) -> Option<u32> {
        self.draft_days.get()
    }

    /// Chooses for how many days drafts are kept; none: as the bureau has set it.
    pub fn set_draft_days(self, days: Option<u32>) {
        preferences::write(DRAFT_DAYS, days.map(|days| days.to_string()).as_deref());
        self.draft_days.set(days);
    }

    /// Changes the language.
    pub fn set_lang(self, lang: Lang) {
        let word = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        preferences::write(LANG, Some(word));
        page::set_language(tag(lang));
        self.lang.set(lang);
    }

    /// Changes the colour scheme.
    pub fn set_scheme(self, scheme: Scheme) {
        preferences::write(SCHEME, scheme.word());
        page::set_scheme(scheme.word());
        self.scheme.set(scheme);
    }
}

/// The settings of the app.
pub fn use_settings() -> Settings {
    expect_context::<Settings>()
}

/// Language tag of BCP 47.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_reaches_every_scheme_and_comes_back() {
        let mut seen = vec![Scheme::System];
        while seen.len() < 3 {
            let next = seen[seen.len() - 1].next();
            assert!(!seen.contains(&next));
            seen.push(next);
        }
        assert_eq!(seen[2].next(), Scheme::System);
    }

    #[test]
    fn a_kept_scheme_is_read_back() {
        for scheme in [Scheme::System, Scheme::Light, Scheme::Dark] {
            assert_eq!(Scheme::read(scheme.word()), scheme);
        }
    }
}
