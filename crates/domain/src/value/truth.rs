//! Three-valued truth (Kleene): an unanswered question makes a statement unknown, not false.

use std::ops::Not;

/// What a condition comes to with the answers at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Holds whatever the unanswered questions will say.
    True,
    /// Fails whatever the unanswered questions will say.
    False,
    /// Depends on an answer that is not there yet.
    Unknown,
}

impl Truth {
    /// `True` only: an unknown condition neither hides, requires nor fires anything by itself.
    pub fn holds(self) -> bool {
        self == Truth::True
    }

    /// All of them; a single `False` decides.
    pub fn all(items: impl IntoIterator<Item = Truth>) -> Truth {
        !Truth::any(items.into_iter().map(Truth::not))
    }

    /// Any of them; a single `True` decides.
    pub fn any(items: impl IntoIterator<Item = Truth>) -> Truth {
        let mut result = Truth::False;
        for item in items {
            match item {
                Truth::True => return Truth::True,
                Truth::Unknown => result = Truth::Unknown,
                Truth::False => {}
            }
        }
        result
    }

    /// Reads "unknown" as the given answer.
    pub fn or(self, when_unknown: bool) -> Truth {
        match self {
            Truth::Unknown => when_unknown.into(),
            known => known,
        }
    }
}

impl Not for Truth {
    type Output = Truth;
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(value: Option<bool>) -> Truth {
        value.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_true_decides_any_and_one_false_decides_all() {
        assert_eq!(Truth::any([Truth::Unknown, Truth::True]), Truth::True);
        assert_eq!(Truth::all([Truth::Unknown, Truth::False]), Truth::False);
    }

    #[test]
    fn what_depends_on_an_unanswered_question_is_unknown() {
        assert_eq!(Truth::any([Truth::Unknown, Truth::False]), Truth::Unknown);
        assert_eq!(Truth::all([Truth::Unknown, Truth::True]), Truth::Unknown);
        assert_eq!(!Truth::Unknown, Truth::Unknown);
    }

    #[test]
    fn nothing_at_all_is_true_for_all_and_false_for_any() {
        assert_eq!(Truth::all([]), Truth::True);
        assert_eq!(Truth::any([]), Truth::False);
    }
}
