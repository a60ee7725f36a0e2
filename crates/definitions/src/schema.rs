//! The JSON Schemas of the data files: an editor completes and checks by them, and so does the loader, which tells all
//! that a file lacks at once.

use crate::{LoadError, nearest::did_you_mean};
use serde_json::Value as Json;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A kind of data file, with its schema as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// A file of a service.
    Service,
    /// A file of parameters, calendars, sources and help lines.
    Policy,
    /// A list of codes.
    List,
    /// Worked cases.
    Cases,
}

impl Schema {
    /// Every schema.
    pub const ALL: [Schema; 4] = [Schema::Service, Schema::Policy, Schema::List, Schema::Cases];

    /// Its name, as `civil-affairs schema` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Schema::Service => "service",
            Schema::Policy => "policy",
            Schema::List => "list",
            Schema::Cases => "cases",
        }
    }

    /// The schema (JSON Schema, draft 2020-12).
    pub fn json(self) -> &'static str {
        match self {
            Schema::Service => include_str!("../schema/service.schema.json"),
            Schema::Policy => include_str!("../schema/policy.schema.json"),
            Schema::List => include_str!("../schema/list.schema.json"),
            Schema::Cases => include_str!("../schema/cases.schema.json"),
        }
    }
}

/// Compares a file with its schema. Every missing, unknown or wrongly typed key is told.
pub(crate) fn check(schema: Schema, file: &str, text: &str) -> Vec<LoadError> {
    let Ok(root) = serde_json::from_str::<Json>(schema.json()) else {
        return vec![LoadError::new(file, "file", "its schema is no JSON")];
    };
    // What is no TOML at all is told by the reader itself.
    let Ok(table) = DeTable::parse(text) else {
        return Vec::new();
    };
    let mut checking = Checking {
        file,
        text,
        root: &root,
        found: Vec::new(),
    };
    checking.table(table.get_ref(), table.span(), &root);
    checking.found
}

struct Checking<'a> {
    file: &'a str,
    text: &'a str,
    root: &'a Json,
    found: Vec<LoadError>,
}

impl<'a> Checking<'a> {
    fn tell(&mut self, span: &Range<usize>, reason: String) {
        let place = line_and_column(self.text, span.start);
        self.found.push(LoadError::new(self.file, place, reason));
    }

    /// The schema itself, where it only names another one.
    fn resolve(&self, schema: &'a Json) -> &'a Json {
        let target = schema.get("$ref").and_then(Json::as_str);
        let path = target.and_then(|target| target.strip_prefix('#'));
        path.and_then(|path| self.root.pointer(path))
            .unwrap_or(schema)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'a Json) {
        let schema = self.resolve(schema);
        let span = value.span();
        if let Some(branches) = schema.get("anyOf").and_then(Json::as_array) {
            match self.branch(value.get_ref(), branches) {
                Some(branch) => self.value(value, branch),
                None => self.tell(&span, format!("wants {}", self.wants(schema))),
            }
            return;
        }
        if !fits(value.get_ref(), schema) {
            self.tell(&span, format!("wants {}", self.wants(schema)));
            return;
        }
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, span, schema),
            DeValue::Array(array) => {
                if let Some(items) = schema.get("items") {
                    for item in array.iter() {
                        self.value(item, items);
                    }
                }
            }
            DeValue::String(text) => {
                if let Some(words) = schema.get("enum").and_then(Json::as_array) {
                    let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
                    if !words.contains(&text.as_ref()) {
                        self.tell(&span, unknown(text, &words));
                    }
                }
            }
            _ => {}
        }
    }

    fn table(&mut self, table: &DeTable<'_>, span: Range<usize>, schema: &'a Json) {
        let Some(properties) = schema.get("properties").and_then(Json::as_object) else {
            if let Some(more) = schema
                .get("additionalProperties")
                .filter(|more| more.is_object())
            {
                for (_, value) in table.iter() {
                    self.value(value, more);
                }
            }
            return;
        };
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            match (properties.get(name), schema.get("additionalProperties")) {
                (Some(own), _) => self.value(value, own),
                (None, Some(Json::Bool(false))) => {
                    let known: Vec<&str> = properties.keys().map(String::as_str).collect();
                    let reason = format!("unknown key {}", unknown(name, &known));
                    self.tell(&key.span(), reason);
                }
                (None, Some(more)) => self.value(value, more),
                (None, None) => {}
            }
        }
        let required = schema.get("required").and_then(Json::as_array);
        let missing: Vec<String> = required
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .filter(|name| !table.contains_key(*name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !missing.is_empty() {
            self.tell(&span, format!("missing: {}", missing.join(", ")));
        }
    }

    /// The branch that a value means: by its type, and a table by the keys it has.
    fn branch(&self, value: &DeValue<'_>, branches: &'a [Json]) -> Option<&'a Json> {
        let fitting = branches
            .iter()
            .map(|branch| self.resolve(branch))
            .filter(|branch| branch.get("anyOf").is_some() || fits(value, branch));
        let DeValue::Table(table) = value else {
            return fitting.into_iter().next();
        };
        fitting.max_by_key(|branch| {
            let properties = branch.get("properties").and_then(Json::as_object);
            properties.map_or(0, |properties| {
                let known = |name: &&str| properties.contains_key(*name);
                let names = table.iter().map(|(key, _)| -> &str { key.get_ref() });
                names.filter(known).count()
            })
        })
    }

    /// What a schema wants, in words.
    fn wants(&self, schema: &'a Json) -> String {
        let schema = self.resolve(schema);
        if let Some(branches) = schema.get("anyOf").and_then(Json::as_array) {
            let mut words: Vec<String> = branches.iter().map(|branch| self.wants(branch)).collect();
            words.dedup();
            return words.join(" or ");
        }
        match schema.get("type").and_then(Json::as_str) {
            Some("string") => "a text in quotes",
            Some("integer") => "a whole number",
            Some("boolean") => "true or false",
            Some("array") => "a list in [ ]",
            _ => "a table { … }",
        }
        .to_owned()
    }
}

/// Whether a value has the type that a schema wants.
fn fits(value: &DeValue<'_>, schema: &Json) -> bool {
    let wanted = schema.get("type").and_then(Json::as_str);
    match wanted {
        Some("string") => matches!(value, DeValue::String(_)),
        Some("integer") => matches!(value, DeValue::Integer(_)),
        Some("boolean") => matches!(value, DeValue::Boolean(_)),
        Some("array") => matches!(value, DeValue::Array(_)),
        Some("object") => matches!(value, DeValue::Table(_)),
        _ => true,
    }
}

fn unknown(word: &str, known: &[&str]) -> String {
    let near = did_you_mean(word, known.iter().copied());
    if near.is_empty() {
        format!("`{word}`: there are {}", known.join(", "))
    } else {
        format!("`{word}`{near}")
    }
}

pub(crate) fn line_and_column(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CaseFile, Expect, WorkedCase};
    use civil_affairs_domain::form::{
        condition::WrittenCondition,
        definition::{
            Check, ChoiceOption, Document, Group, Kind, Outcome, Person, Precheck, Question,
            Repeat, Rule, StartPage, StateDefinition, StateLimit, Track,
        },
        policy::{CodeList, HelpLine, ParameterRow, Source},
    };
    use serde::de::DeserializeOwned;
    use std::collections::BTreeSet;

    /// The keys that a type reads, by its own message about one that it does not.
    fn read_by<T: DeserializeOwned>() -> BTreeSet<String> {
        let told = match toml::from_str::<T>("no_such_key = 1") {
            Ok(_) => String::new(),
            Err(error) => error.message().to_owned(),
        };
        let keys = told.split('`').skip(3).step_by(2);
        keys.map(str::to_owned).collect()
    }

    fn known_to(schema: Schema, pointer: &str) -> BTreeSet<String> {
        let root: Json = serde_json::from_str(schema.json()).unwrap();
        let properties = root.pointer(pointer).and_then(Json::as_object);
        properties.unwrap().keys().cloned().collect()
    }

    fn same<T: DeserializeOwned>(schema: Schema, pointer: &str) {
        let known = known_to(schema, pointer);
        // Set by compiling, and never written by an officer.
        let is_set =
            |key: &String| matches!(key.as_str(), "person" | "who") && !known.contains(key);
        let read: BTreeSet<String> = read_by::<T>()
            .into_iter()
            .filter(|key| !is_set(key))
            .collect();
        assert_eq!(read, known, "{pointer}");
    }

    fn def<T: DeserializeOwned>(name: &str) {
        same::<T>(Schema::Service, &format!("/$defs/{name}/properties"));
    }

    #[test]
    fn the_schemas_know_the_keys_that_the_types_read_and_no_others() {
        def::<Group>("group");
        def::<Person>("person");
        def::<Repeat>("repeat");
        def::<Question>("question");
        def::<Check>("check");
        def::<ChoiceOption>("choice_option");
        def::<Outcome>("outcome");
        def::<Track>("track");
        def::<Rule>("rule");
        def::<Document>("document");
        def::<StateDefinition>("state");
        def::<StateLimit>("limit");
        def::<StartPage>("start");
        def::<Precheck>("precheck");
        def::<WrittenCondition>("condition");
        same::<crate::service_part::ServicePart>(Schema::Service, "/properties");
        same::<ParameterRow>(Schema::Policy, "/properties/parameter/items/properties");
        same::<Source>(Schema::Policy, "/properties/source/items/properties");
        same::<HelpLine>(Schema::Policy, "/properties/help_line/items/properties");
        same::<CodeList>(Schema::List, "/properties");
        same::<CaseFile>(Schema::Cases, "/properties");
        same::<WorkedCase>(Schema::Cases, "/properties/case/items/properties");
        same::<Expect>(
            Schema::Cases,
            "/properties/case/items/properties/expect/properties",
        );
        let kinds = read_by::<Kind>();
        let written = known_to(Schema::Service, "/$defs/kind/anyOf/1/properties");
        assert!(
            written.is_subset(&kinds),
            "{written:?} is not within {kinds:?}"
        );
    }
}
