//! Short lists in order. An insertion is quick for some dozens of things, and much smaller in the app that people
//! download than the sorts and trees of the standard library, which are there once for each type.

/// Puts a thing where its key belongs, after those of the same key.
pub fn insert<T, K: Ord>(list: &mut Vec<T>, thing: T, key: impl Fn(&T) -> K) {
    let at = list.partition_point(|other| key(other) <= key(&thing));
    list.insert(at, thing);
}

/// Each once, in order.
pub fn each_once<T: Ord>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for one in all {
        if let Err(at) = once.binary_search(&one) {
            once.insert(at, one);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;

    #[test]
    fn things_stand_by_their_keys_and_equal_ones_as_they_came() {
        let mut list = Vec::new();
        for thing in [(2, 'a'), (3, 'b'), (1, 'c'), (3, 'd')] {
            insert(&mut list, thing, |thing| Reverse(thing.0));
        }
        assert_eq!(list, [(3, 'b'), (3, 'd'), (2, 'a'), (1, 'c')]);
    }

    #[test]
    fn what_stands_twice_is_kept_once() {
        assert_eq!(each_once(["b", "a", "b"]), ["a", "b"]);
    }
}
