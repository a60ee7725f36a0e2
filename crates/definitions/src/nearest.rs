//! The word that was probably meant.

/// `; did you mean …?` with the nearest of the words that exist; nothing where none is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// The nearest word, if no more than a third of it is otherwise.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (word.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|other| *other != word)
        .map(|other| (distance(word, other), other))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, other)| other)
}

/// How many letters have to be put in, taken out, exchanged or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (at, c) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, d) in other.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least = (get(&row, column) + usize::from(c != *d))
                .min(get(&row, column + 1) + 1)
                .min(get(&next, column) + 1);
            let left = column.checked_sub(1).and_then(|left| other.get(left));
            if left == Some(&c) && last == Some(*d) && column > 0 {
                least = least.min(get(&before, column - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(c);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_another_word_is_not() {
        let known = [
            "closed_dates",
            "slot_capacity",
            "submitted",
            "opening_hours",
        ];
        for (typed, meant) in [
            ("close_dates", Some("closed_dates")),
            ("slot_capasity", Some("slot_capacity")),
            ("sumbitted", Some("submitted")),
            ("oppening_hours", Some("opening_hours")),
            ("weather", None),
            ("submitted", None),
        ] {
            assert_eq!(nearest(typed, known), meant, "{typed}");
        }
    }
}
