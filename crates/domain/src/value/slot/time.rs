//! Times of day in minutes after midnight, and opening hours made of them.

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
/// Noon.
pub const NOON: u16 = 12 * 60;

/// Reads `10:00` or `1000`.
pub fn parse(text: &str) -> Option<u16> {
    let digits: String = text.trim().chars().filter(|c| *c != ':').collect();
    let (hour, minute) = digits.split_at_checked(2)?;
    let number = |part: &str| -> Option<u16> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// As people read it: `09:30`.
pub fn shown(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// As a slot's id carries it: `0930`.
pub fn compact(minutes: u16) -> String {
    format!("{:02}{:02}", minutes / 60, minutes % 60)
}

/// A stretch of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First minute.
    pub start: u16,
    /// First minute after it.
    pub end: u16,
}

impl Span {
    /// Reads `09:00-11:30`.
    pub fn parse(text: &str) -> Option<Span> {
        let (start, end) = text.split_once(['-', '–'])?;
        let span = Span {
            start: parse(start)?,
            end: parse(end)?,
        };
        (span.start < span.end).then_some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_or_without_its_colon() {
        assert_eq!(parse("09:30"), Some(570));
        assert_eq!(parse(" 0930 "), Some(570));
        assert_eq!(parse("23:59"), Some(DAY - 1));
        for text in ["24:00", "9:30", "12:60", "十点", "", "123456"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!((shown(570), compact(570)), ("09:30".into(), "0930".into()));
    }

    #[test]
    fn hours_end_after_they_begin() {
        let morning = Span {
            start: 540,
            end: 690,
        };
        assert_eq!(Span::parse("09:00-11:30"), Some(morning));
        assert_eq!(Span::parse("0900 – 1130"), Some(morning));
        for text in ["11:30-09:00", "09:00-09:00", "09:00", "09:00-24:30"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
