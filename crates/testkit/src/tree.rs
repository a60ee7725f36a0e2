//! JSON as a tree that can be written in ways no honest writer has: names that stand twice, numbers without end.

use serde_json::Value;

/// A piece of a document.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Written as it is, JSON or not.
    Raw(String),
    /// A list.
    List(Vec<Node>),
    /// Names as they are written, quotes included, with what stands under them.
    Object(Vec<(String, Node)>),
}

/// What is done to a document, each at a place that is counted through it and taken modulo their number.
#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    /// Something else stands there.
    Replace(usize, String),
    /// It is gone.
    Remove(usize),
    /// It stands there a second time, under the same name.
    Repeat(usize),
    /// It stands there under another name.
    Rename(usize, String),
    /// What stands at the second place stands at the first one too.
    Copy(usize, usize),
}

impl Node {
    /// Reads an honest document; another one stays as it is.
    pub(crate) fn of(document: &[u8]) -> Node {
        match serde_json::from_slice::<Value>(document) {
            Ok(value) => Node::from_value(value),
            Err(_) => Node::Raw(String::from_utf8_lossy(document).into_owned()),
        }
    }

    fn from_value(value: Value) -> Node {
        match value {
            Value::Array(items) => Node::List(items.into_iter().map(Node::from_value).collect()),
            Value::Object(fields) => Node::Object(
                fields
                    .into_iter()
                    .map(|(name, value)| (Value::String(name).to_string(), Node::from_value(value)))
                    .collect(),
            ),
            plain => Node::Raw(plain.to_string()),
        }
    }

    /// The document.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, text: &mut String) {
        match self {
            Node::Raw(raw) => text.push_str(raw),
            Node::List(items) => {
                text.push('[');
                for (at, item) in items.iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { "," });
                    item.write_to(text);
                }
                text.push(']');
            }
            Node::Object(fields) => {
                text.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { "," });
                    text.push_str(name);
                    text.push(':');
                    value.write_to(text);
                }
                text.push('}');
            }
        }
    }

    /// Changes the document.
    pub(crate) fn change(&mut self, change: &Mutation) {
        match change {
            Mutation::Replace(at, raw) => {
                if let Some(node) = self.at(*at) {
                    *node = Node::Raw(raw.clone());
                }
            }
            Mutation::Copy(to, from) => {
                let copied = self.at(*from).map(|node| node.clone());
                if let (Some(node), Some(copied)) = (self.at(*to), copied) {
                    *node = copied;
                }
            }
            Mutation::Remove(at) => match self.branch(*at) {
                Some(Node::List(items)) => {
                    items.remove(at % items.len());
                }
                Some(Node::Object(fields)) => {
                    fields.remove(at % fields.len());
                }
                _ => {}
            },
            Mutation::Repeat(at) => match self.branch(*at) {
                Some(Node::List(items)) => {
                    if let Some(item) = items.get(at % items.len()) {
                        items.push(item.clone());
                    }
                }
                Some(Node::Object(fields)) => {
                    if let Some(field) = fields.get(at % fields.len()) {
                        fields.push(field.clone());
                    }
                }
                _ => {}
            },
            Mutation::Rename(at, name) => {
                if let Some(Node::Object(fields)) = self.branch(*at) {
                    let at = at % fields.len();
                    if let Some((own, _)) = fields.get_mut(at) {
                        own.clone_from(name);
                    }
                }
            }
        }
    }

    /// The piece with this number, counted through the whole document.
    fn at(&mut self, number: usize) -> Option<&mut Node> {
        let mut rest = number % self.count(&|_| true).max(1);
        self.find(&mut rest, &|_| true)
    }

    /// The list or object with this number that is not empty.
    fn branch(&mut self, number: usize) -> Option<&mut Node> {
        let mut rest = number % self.count(&Node::is_branch).max(1);
        self.find(&mut rest, &Node::is_branch)
    }

    fn is_branch(&self) -> bool {
        match self {
            Node::Raw(_) => false,
            Node::List(items) => !items.is_empty(),
            Node::Object(fields) => !fields.is_empty(),
        }
    }

    fn count(&self, counts: &dyn Fn(&Node) -> bool) -> usize {
        let below: usize = match self {
            Node::Raw(_) => 0,
            Node::List(items) => items.iter().map(|item| item.count(counts)).sum(),
            Node::Object(fields) => fields.iter().map(|(_, value)| value.count(counts)).sum(),
        };
        usize::from(counts(self)) + below
    }

    fn find(&mut self, rest: &mut usize, counts: &dyn Fn(&Node) -> bool) -> Option<&mut Node> {
        if counts(self) {
            if *rest == 0 {
                return Some(self);
            }
            *rest -= 1;
        }
        match self {
            Node::Raw(_) => None,
            Node::List(items) => items.iter_mut().find_map(|item| item.find(rest, counts)),
            Node::Object(fields) => fields
                .iter_mut()
                .find_map(|(_, value)| value.find(rest, counts)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &[u8] = br#"{"a":[1,{"b":null}],"c":"x"}"#;

    fn changed(change: Mutation) -> String {
        let mut node = Node::of(DOCUMENT);
        node.change(&change);
        node.write()
    }

    #[test]
    fn an_unchanged_document_is_written_as_it_was() {
        assert_eq!(Node::of(DOCUMENT).write().as_bytes(), DOCUMENT);
        assert_eq!(Node::of(b"no json").write(), "no json");
    }

    #[test]
    fn every_change_happens_at_its_place() {
        for (change, wanted) in [
            (
                Mutation::Replace(2, "1e999".to_owned()),
                r#"{"a":[1e999,{"b":null}],"c":"x"}"#,
            ),
            (Mutation::Replace(0, "[".to_owned()), "["),
            (Mutation::Remove(0), r#"{"c":"x"}"#),
            (Mutation::Remove(1), r#"{"a":[1],"c":"x"}"#),
            (
                Mutation::Repeat(3),
                r#"{"a":[1,{"b":null}],"c":"x","c":"x"}"#,
            ),
            (
                Mutation::Rename(2, "\"z\"".to_owned()),
                r#"{"a":[1,{"z":null}],"c":"x"}"#,
            ),
            (Mutation::Copy(5, 2), r#"{"a":[1,{"b":null}],"c":1}"#),
        ] {
            assert_eq!(changed(change.clone()), wanted, "{change:?}");
        }
    }
}
