//! Kinds with a name each, so that what happened can be counted and printed.

use std::collections::BTreeMap;

/// An enum whose kinds have a name, and are all listed.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $kind:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$own])* $kind,)* }

        impl $name {
            /// Every kind.
            pub const ALL: &[$name] = &[$($name::$kind,)*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $($name::$kind => $word,)* }
            }
        }
    };
}

pub(crate) use named;

/// How often each of some things happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counter(BTreeMap<String, u64>);

impl Counter {
    /// Once more.
    pub fn count(&mut self, name: &str) {
        match self.0.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(name.to_owned(), 1);
            }
        }
    }

    /// How often it happened.
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Everything that happened at all.
    pub fn all(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// Adds what happened elsewhere.
    pub fn add(&mut self, other: &Counter) {
        for (name, count) in &other.0 {
            *self.0.entry(name.clone()).or_insert(0) += count;
        }
    }
}
