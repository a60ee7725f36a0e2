//! A text for people, in Chinese and English, with places for values.

use crate::value::decode::Decode;
use serde::{Deserialize, Serialize};

/// The languages of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// One text in both languages.
///
/// `{key}` stands for the value of a policy parameter, of an answered question or of a result such as
/// `earliest_date`. A stretch in `[…]` is left out when a value in it is unset, so that an unset
/// parameter gives a text without the number (services-overview §8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text of one language, with its places unfilled.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The text with its places filled by `value`. An unset value outside `[…]` sends the reader to the window.
    pub fn render(&self, lang: Lang, value: &dyn Fn(&str) -> Option<String>) -> String {
        let unset = match lang {
            Lang::Zh => "（请以窗口答复为准）",
            Lang::En => "(please ask at the window)",
        };
        render(self.in_lang(lang), value, Some(unset)).unwrap_or_default()
    }

    /// Every key named between braces, in both languages, with whether an unset value is allowed there.
    pub fn places(&self) -> Vec<Placeholder> {
        [&self.zh, &self.en]
            .into_iter()
            .flat_map(|text| pieces(text))
            .flat_map(|piece| match piece {
                Piece::Place(key) => vec![Placeholder {
                    key: key.to_owned(),
                    optional: false,
                }],
                Piece::Optional(inner) => pieces(inner)
                    .into_iter()
                    .filter_map(|piece| match piece {
                        Piece::Place(key) => Some(Placeholder {
                            key: key.to_owned(),
                            optional: true,
                        }),
                        _ => None,
                    })
                    .collect(),
                Piece::Plain(_) => vec![],
            })
            .collect()
    }
}

/// A place for a value in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Parameter, question or result.
    pub key: String,
    /// Stands in a stretch that is left out when the value is unset.
    pub optional: bool,
}

enum Piece<'a> {
    Plain(&'a str),
    Place(&'a str),
    Optional(&'a str),
}

/// Fills a text, an unset value by `unset`; nothing when a value is unset and `unset` is not given.
fn render(
    text: &str,
    value: &dyn Fn(&str) -> Option<String>,
    unset: Option<&str>,
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Place(key) => match value(key) {
                Some(value) => out.push_str(&value),
                None => out.push_str(unset?),
            },
            Piece::Optional(inner) => out.push_str(&render(inner, value, None).unwrap_or_default()),
        }
    }
    Some(out)
}

/// Cuts a text at its places. An opening mark without its closing one is plain text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, marked) = rest.split_at(at);
        let close = if marked.starts_with('{') { '}' } else { ']' };
        let Some((inner, after)) = marked.get(1..).and_then(|inside| inside.split_once(close))
        else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Plain(before));
        }
        pieces.push(if close == '}' {
            Piece::Place(inner)
        } else {
            Piece::Optional(inner)
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(zh: &str) -> Text {
        Text {
            zh: zh.to_owned(),
            en: String::new(),
        }
    }

    fn days(key: &str) -> Option<String> {
        (key == "days").then(|| "3".to_owned())
    }

    #[test]
    fn places_are_filled_and_plain_text_stays() {
        assert_eq!(text("最多 {days} 天").render(Lang::Zh, &days), "最多 3 天");
        assert_eq!(text("没有").render(Lang::Zh, &days), "没有");
    }

    #[test]
    fn a_stretch_with_an_unset_value_is_left_out() {
        let both = text("尽快办理[，一般 {days} 天][，最多 {cap} 元]。");
        assert_eq!(both.render(Lang::Zh, &days), "尽快办理，一般 3 天。");
    }

    #[test]
    fn an_unset_value_outside_such_a_stretch_sends_to_the_window() {
        let told = text("不超过 {cap}").render(Lang::Zh, &days);
        assert_eq!(told, "不超过 （请以窗口答复为准）");
    }

    #[test]
    fn an_unclosed_mark_is_plain_text() {
        assert_eq!(text("a { b").render(Lang::Zh, &days), "a { b");
    }

    #[test]
    fn places_tell_where_an_unset_value_is_allowed() {
        let places = text("{a}[{b}]").places();
        let told: Vec<_> = places
            .iter()
            .map(|p| (p.key.as_str(), p.optional))
            .collect();
        assert_eq!(told, [("a", false), ("b", true)]);
    }
}
