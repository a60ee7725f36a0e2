//! The order of entries after both sides changed the list.

use super::merge::Key;

/// Joins two orders of entries. `base` is the order they come from; only what `kept` names comes out.
///
/// Who moved entries decides their order; when both did, or neither, the sides are told apart only by their
/// content, so that both devices come to the same. What only the other side has follows what it followed there.
pub(super) fn join<'a>(
    base: &[Key<'a>],
    mine: &[Key<'a>],
    theirs: &[Key<'a>],
    kept: &dyn Fn(&Key<'a>) -> bool,
) -> Vec<Key<'a>> {
    let first_is_mine = match (moved(base, mine), moved(base, theirs)) {
        (true, false) => true,
        (false, true) => false,
        _ => mine <= theirs,
    };
    let (first, second) = if first_is_mine {
        (mine, theirs)
    } else {
        (theirs, mine)
    };
    let mut joined: Vec<Key<'a>> = first.iter().filter(|key| kept(key)).copied().collect();
    let mut before: Option<Key<'a>> = None;
    for key in second.iter().filter(|key| kept(key)) {
        if !joined.contains(key) {
            let after = before.and_then(|before| joined.iter().position(|one| *one == before));
            let mut at = after.map_or(0, |after| after + 1);
            // Behind what the first side put at the same place.
            while joined.get(at).is_some_and(|next| !second.contains(next)) {
                at += 1;
            }
            joined.insert(at, *key);
        }
        before = Some(*key);
    }
    joined
}

/// Whether entries that were there changed their order.
fn moved(base: &[Key<'_>], now: &[Key<'_>]) -> bool {
    let still = base.iter().filter(|key| now.contains(key));
    let there = now.iter().filter(|key| base.contains(key));
    !still.eq(there)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(letters: &'static str) -> Vec<Key<'static>> {
        letters
            .split("")
            .filter(|id| !id.is_empty())
            .map(|id| Key { id, nth: 0 })
            .collect()
    }

    fn joined(base: &'static str, mine: &'static str, theirs: &'static str) -> String {
        let (base, mine, theirs) = (keys(base), keys(mine), keys(theirs));
        let one = join(&base, &mine, &theirs, &|_| true);
        let other = join(&base, &theirs, &mine, &|_| true);
        assert_eq!(one, other, "both devices come to the same");
        one.iter().map(|key| key.id).collect()
    }

    #[test]
    fn what_both_added_follows_in_the_order_it_was_made() {
        assert_eq!(joined("ab", "abx", "aby"), "abxy");
        assert_eq!(joined("ab", "xab", "aby"), "xaby");
        assert_eq!(joined("", "x", "y"), "xy");
    }

    #[test]
    fn who_moved_entries_decides_and_additions_keep_their_neighbour() {
        assert_eq!(joined("abc", "cba", "abc"), "cba");
        assert_eq!(joined("abc", "cba", "abcd"), "cdba");
        assert_eq!(joined("abc", "cab", "axbc"), "caxb");
    }

    #[test]
    fn when_both_moved_them_both_devices_still_agree() {
        assert_eq!(joined("abc", "bac", "cab"), "bac");
    }

    #[test]
    fn what_one_side_deleted_does_not_count_as_moving() {
        assert_eq!(joined("abc", "ac", "bac"), "bac");
    }
}
