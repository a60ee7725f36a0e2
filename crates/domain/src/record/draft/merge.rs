//! Joins what two tabs or devices made of the same draft (invariant 4: no silent overwrite).
//!
//! Three-way, by field and by entry: what only one side changed counts. Where both changed the same field
//! differently, both values are kept and the person chooses.

use super::{Draft, order};
use crate::value::decode::Decode;
use crate::{
    form::answers::{Answers, GroupEntry, Raw},
    value::ordered::each_once,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Two values of one field, or an entry that one side changed and the other deleted.
///
/// The answers hold one of both, so that the form goes on; the conflict holds both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Conflict {
    /// A field was changed differently.
    Field {
        /// Of an entry: its group and its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<EntryPlace>,
        /// Id of the question, or of an entry's field the name after `members[].`.
        field: String,
        /// Before both changes.
        #[serde(default)]
        base: Option<Raw>,
        /// Here; none: deleted.
        #[serde(default)]
        mine: Option<Raw>,
        /// There; none: deleted.
        #[serde(default)]
        theirs: Option<Raw>,
    },
    /// An entry was changed on one side and deleted on the other. It stays until the person chooses.
    Entry {
        /// Its group and its id.
        entry: EntryPlace,
        /// Before both changes.
        base: GroupEntry,
        /// Here; none: deleted.
        #[serde(default)]
        mine: Option<GroupEntry>,
        /// There; none: deleted.
        #[serde(default)]
        theirs: Option<GroupEntry>,
    },
}

/// Names an entry whatever its place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Decode)]
#[serde(deny_unknown_fields)]
pub struct EntryPlace {
    /// Id of the repeated group.
    pub group: String,
    /// Id of the entry.
    pub id: String,
}

/// What the person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// The value of [`Conflict`]'s `mine`.
    Mine,
    /// The value of [`Conflict`]'s `theirs`.
    Theirs,
}

/// The joined answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Of a field in conflict they hold `mine`, or `theirs` where `mine` was deleted.
    pub answers: Answers,
    /// What the person has to choose.
    pub conflicts: Vec<Conflict>,
}

impl Conflict {
    /// Where the field stands now, such as `members[0].sex`; of an entry `members[0]`. Nothing when its entry is
    /// gone.
    pub fn path(&self, answers: &Answers) -> Option<String> {
        let place = |entry: &EntryPlace| {
            let entries = answers.entries.get(&entry.group)?;
            let at = entries.iter().position(|one| one.id == entry.id)?;
            Some(format!("{}[{at}]", entry.group))
        };
        match self {
            Conflict::Field {
                entry: None, field, ..
            } => Some(field.clone()),
            Conflict::Field {
                entry: Some(entry),
                field,
                ..
            } => Some(format!("{}.{field}", place(entry)?)),
            Conflict::Entry { entry, .. } => place(entry),
        }
    }

    /// Puts the chosen value into the answers.
    pub(super) fn settle(self, answers: &mut Answers, take: Take) {
        match self {
            Conflict::Field {
                entry,
                field,
                mine,
                theirs,
                ..
            } => {
                let fields = match &entry {
                    None => Some(&mut answers.fields),
                    Some(place) => answers
                        .entries
                        .get_mut(&place.group)
                        .and_then(|entries| entries.iter_mut().find(|one| one.id == place.id))
                        .map(|entry| &mut entry.fields),
                };
                let chosen = match take {
                    Take::Mine => mine,
                    Take::Theirs => theirs,
                };
                match (fields, chosen) {
                    (Some(fields), Some(raw)) => {
                        fields.insert(field, raw);
                    }
                    (Some(fields), None) => {
                        fields.remove(&field);
                    }
                    (None, _) => {}
                }
            }
            Conflict::Entry {
                entry: place,
                mine,
                theirs,
                ..
            } => {
                let chosen = match take {
                    Take::Mine => mine,
                    Take::Theirs => theirs,
                };
                let entries = answers.entries.entry(place.group).or_default();
                let at = entries.iter().position(|one| one.id == place.id);
                match (at, chosen) {
                    // The entry may have been changed since: what is there now is newer than what was kept.
                    (Some(_), Some(_)) | (None, None) => {}
                    (Some(at), None) => {
                        entries.remove(at);
                    }
                    (None, Some(entry)) => entries.push(entry),
                }
            }
        }
    }
}

/// Joins two sets of answers that come from `base`.
pub fn merge(base: &Answers, mine: &Answers, theirs: &Answers) -> Merged {
    let mut conflicts = Vec::new();
    let fields = join_fields(
        None,
        &base.fields,
        &mine.fields,
        &theirs.fields,
        &mut conflicts,
    );
    let groups = each_once(mine.entries.keys().chain(theirs.entries.keys()));
    let mut entries = BTreeMap::new();
    for group in groups {
        let of = |answers: &'_ Answers| answers.entries.contains_key(group);
        let joined = join_entries(group, [base, mine, theirs], &mut conflicts);
        if !joined.is_empty() || changed(&of(base), &of(mine), &of(theirs)) == Ok(&true) {
            entries.insert(group.clone(), joined);
        }
    }
    Merged {
        answers: Answers { fields, entries },
        conflicts,
    }
}

/// Joins two states of one draft that come from `base`. The joined draft keeps every conflict that nobody settled.
pub fn merge_drafts(base: &Draft, mine: &Draft, theirs: &Draft) -> Draft {
    let Merged { answers, conflicts } = merge(&base.answers, &mine.answers, &theirs.answers);
    let newer = if mine.touched >= theirs.touched {
        mine
    } else {
        theirs
    };
    let (mut open, here): (Vec<_>, Vec<_>) = mine
        .conflicts
        .iter()
        .cloned()
        .partition(|one| theirs.conflicts.contains(one));
    let there = theirs.conflicts.iter().filter(|one| !open.contains(one));
    // What stood in the base and stands on one side only was settled on the other.
    let new = here
        .iter()
        .chain(there)
        .filter(|one| !base.conflicts.contains(one))
        .cloned()
        .collect::<Vec<_>>();
    open.extend(new);
    open.extend(conflicts);
    Draft {
        v: mine.v,
        id: mine.id,
        service: mine.service.clone(),
        definition_version: changed(
            &base.definition_version,
            &mine.definition_version,
            &theirs.definition_version,
        )
        .unwrap_or(&newer.definition_version)
        .clone(),
        name: changed(&base.name, &mine.name, &theirs.name)
            .unwrap_or(&newer.name)
            .clone(),
        answers,
        created: mine.created.min(theirs.created),
        touched: mine.touched.max(theirs.touched),
        place: changed(&base.place, &mine.place, &theirs.place)
            .unwrap_or(&newer.place)
            .clone(),
        conflicts: open,
    }
}

/// The value that counts; an error when both sides changed it differently.
fn changed<'a, T: PartialEq>(base: &T, mine: &'a T, theirs: &'a T) -> Result<&'a T, ()> {
    if mine == theirs || theirs == base {
        Ok(mine)
    } else if mine == base {
        Ok(theirs)
    } else {
        Err(())
    }
}

fn join_fields(
    entry: Option<&EntryPlace>,
    base: &BTreeMap<String, Raw>,
    mine: &BTreeMap<String, Raw>,
    theirs: &BTreeMap<String, Raw>,
    conflicts: &mut Vec<Conflict>,
) -> BTreeMap<String, Raw> {
    let ids = each_once(mine.keys().chain(theirs.keys()));
    let mut joined = BTreeMap::new();
    for id in ids {
        let [base, mine, theirs] = [base, mine, theirs].map(|fields| fields.get(id));
        let value = changed(&base, &mine, &theirs)
            .copied()
            .unwrap_or_else(|()| {
                conflicts.push(Conflict::Field {
                    entry: entry.cloned(),
                    field: id.clone(),
                    base: base.cloned(),
                    mine: mine.cloned(),
                    theirs: theirs.cloned(),
                });
                mine.or(theirs)
            });
        if let Some(raw) = value {
            joined.insert(id.clone(), raw.clone());
        }
    }
    joined
}

/// An entry's id, and its number among entries of the same id: a damaged list may hold an id twice, and nothing
/// may get lost by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    pub(super) id: &'a str,
    pub(super) nth: usize,
}

fn keyed(entries: &[GroupEntry]) -> Vec<(Key<'_>, &GroupEntry)> {
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| {
            let nth = entries
                .iter()
                .take(at)
                .filter(|other| other.id == entry.id)
                .count();
            (Key { id: &entry.id, nth }, entry)
        })
        .collect()
}

fn join_entries(
    group: &str,
    sides: [&Answers; 3],
    conflicts: &mut Vec<Conflict>,
) -> Vec<GroupEntry> {
    let [base, mine, theirs] =
        sides.map(|side| keyed(side.entries.get(group).map_or(&[], Vec::as_slice)));
    let mut joined: Vec<(Key<'_>, GroupEntry)> = Vec::new();
    let keys = each_once(mine.iter().chain(&theirs).map(|(key, _)| *key));
    for key in keys {
        let find = |list: &[(Key<'_>, &GroupEntry)]| -> Option<GroupEntry> {
            let (_, entry) = list.iter().find(|(own, _)| *own == key)?;
            Some((*entry).clone())
        };
        let place = EntryPlace {
            group: group.to_owned(),
            id: key.id.to_owned(),
        };
        let entry = match (find(&base), find(&mine), find(&theirs)) {
            (base, Some(mine), Some(theirs)) => {
                let base = base.unwrap_or_default();
                let fields = join_fields(
                    Some(&place),
                    &base.fields,
                    &mine.fields,
                    &theirs.fields,
                    conflicts,
                );
                Some(GroupEntry {
                    id: mine.id,
                    fields,
                })
            }
            (None, mine, theirs) => mine.or(theirs),
            // Deleted on one side, and on the other as it was.
            (Some(base), mine, theirs) if mine.as_ref().or(theirs.as_ref()) == Some(&base) => None,
            (Some(base), mine, theirs) => {
                conflicts.push(Conflict::Entry {
                    entry: place,
                    base,
                    mine: mine.clone(),
                    theirs: theirs.clone(),
                });
                mine.or(theirs)
            }
        };
        if let Some(entry) = entry {
            joined.push((key, entry));
        }
    }
    let order = {
        let [base, mine, theirs] = [&base, &mine, &theirs]
            .map(|list| list.iter().map(|(key, _)| *key).collect::<Vec<_>>());
        order::join(&base, &mine, &theirs, &|key| {
            joined.iter().any(|(own, _)| own == key)
        })
    };
    order
        .into_iter()
        .filter_map(|key| {
            let at = joined.iter().position(|(own, _)| *own == key)?;
            Some(joined.swap_remove(at).1)
        })
        .collect()
}

#[cfg(test)]
mod tests;
