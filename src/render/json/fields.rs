//! Which fields of a line of NDJSON are written: a line of the contract with the others taken out.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lexicon::alternatives;
use crate::render::schema;

/// Fields that are kept, and of each either all or, again, fields inside it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields(BTreeMap<String, Option<Fields>>);

/// What is always kept: a line that only says why there is no decision would say nothing without it.
const ALWAYS: &str = "error";

impl Fields {
    /// The fields of these names, of which dots lead inside an object or the objects of a list: `id`, `desk.id`,
    /// `findings.text`.
    ///
    /// # Errors
    /// The contract has no such field; then the nearest name, and all that stand at its place.
    ///
    /// # Panics
    /// Never: the tests parse the same schema.
    pub fn parse<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(schema::DECISION).unwrap_or_default();
        let mut fields = Self(BTreeMap::from([(ALWAYS.to_owned(), None)]));
        for name in names {
            let path: Vec<&str> = name.split('.').collect();
            known(&schema, &schema["$defs"]["decision"], &path, name)?;
            fields.add(&path);
        }
        Ok(fields)
    }

    fn add(&mut self, path: &[&str]) {
        let Some((first, rest)) = path.split_first() else { return };
        if rest.is_empty() {
            self.0.insert((*first).to_owned(), None);
        } else if let Some(inside) =
            self.0.entry((*first).to_owned()).or_insert_with(|| Some(Self::default()))
        {
            inside.add(rest);
        }
    }

    /// Takes everything else out of a line that the program has written, from `start` to the end of `out`.
    pub fn keep(&self, out: &mut String, start: usize) {
        let line = out.split_off(start);
        let mut cursor = Cursor { line: &line, at: 0 };
        cursor.value(Some(self), out);
        out.push('\n');
    }
}

/// Whether the schema has a field at the end of a path.
fn known(root: &Value, at: &Value, path: &[&str], whole: &str) -> Result<(), String> {
    let Some((first, rest)) = path.split_first() else { return Ok(()) };
    let mut objects = Vec::new();
    objects_of(root, at, &mut objects);
    // Keys that come from the pack or from the record can't be known here.
    if objects.iter().any(|object| object["additionalProperties"].is_object()) {
        return Ok(());
    }
    let inside: Vec<(&str, &Value)> = objects
        .iter()
        .filter_map(|object| object["properties"].as_object())
        .flat_map(|properties| properties.iter().map(|(name, value)| (name.as_str(), value)))
        .collect();
    if inside.is_empty() {
        return Err(format!("there is no field '{whole}': nothing is inside what stands before '.{first}'"));
    }
    let mut found = inside.iter().filter(|(name, _)| name == first).peekable();
    if found.peek().is_none() {
        let mut names: Vec<&str> = inside.iter().map(|(name, _)| *name).collect();
        names.dedup();
        return Err(format!("there is no field '{whole}'. {}", alternatives(first, &names)));
    }
    let mut last = Ok(());
    for (_, value) in found {
        last = known(root, value, rest, whole);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// The objects that may stand at a place of the schema, those in lists too.
fn objects_of<'s>(root: &'s Value, at: &'s Value, objects: &mut Vec<&'s Value>) {
    if let Some(name) = at["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        objects_of(root, &root["$defs"][name], objects);
    }
    for key in ["oneOf", "anyOf"] {
        at[key].as_array().into_iter().flatten().for_each(|one| objects_of(root, one, objects));
    }
    if at["items"].is_object() {
        objects_of(root, &at["items"], objects);
    }
    if at["properties"].is_object() || at["additionalProperties"].is_object() {
        objects.push(at);
    }
}

/// A place in a line that the program has written: sound JSON, without spaces between its parts.
struct Cursor<'l> {
    line: &'l str,
    at: usize,
}

impl Cursor<'_> {
    fn byte(&self) -> u8 {
        self.line.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    /// Copies the value that stands here, with the fields that are wanted; nothing for `None`'s sake.
    fn value(&mut self, wanted: Option<&Fields>, out: &mut String) {
        match (self.byte(), wanted) {
            (b'{', Some(wanted)) => self.object(wanted, out),
            (b'[', Some(wanted)) => {
                out.push('[');
                self.at += 1;
                while !matches!(self.byte(), b']' | 0) {
                    if self.byte() == b',' {
                        out.push(',');
                        self.at += 1;
                    }
                    self.value(Some(wanted), out);
                }
                out.push(']');
                self.at += 1;
            }
            _ => {
                let start = self.at;
                self.skip();
                out.push_str(self.line.get(start..self.at).unwrap_or_default());
            }
        }
    }

    fn object(&mut self, wanted: &Fields, out: &mut String) {
        out.push('{');
        self.at += 1;
        let mut first = true;
        while !matches!(self.byte(), b'}' | 0) {
            if self.byte() == b',' {
                self.at += 1;
            }
            let start = self.at;
            self.string();
            let key = self.line.get(start..self.at).unwrap_or_default();
            // The colon.
            self.at += 1;
            // A key that is spelt with an escape is no name of the contract.
            let name = key.get(1..key.len().saturating_sub(1)).unwrap_or_default();
            let Some(inside) = wanted.0.get(name) else {
                self.skip();
                continue;
            };
            if !std::mem::take(&mut first) {
                out.push(',');
            }
            out.push_str(key);
            out.push(':');
            self.value(inside.as_ref(), out);
        }
        out.push('}');
        self.at += 1;
    }

    /// Passes over a value.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.byte() {
                0 | b'\n' => return,
                b'"' => {
                    self.string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Passes over a string. Control characters are escaped in it, so that no line end and no NUL stands there.
    fn string(&mut self) {
        let bytes = self.line.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                None => return,
                Some(b'"') => {
                    self.at += 1;
                    return;
                }
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    fn kept(names: &[&str], line: &str) -> String {
        let mut out = format!("before\n{line}\n");
        Fields::parse(names.iter().copied()).unwrap().keep(&mut out, 7);
        out.strip_prefix("before\n").unwrap().trim_end().to_owned()
    }

    #[test]
    fn what_is_not_asked_for_is_taken_out() {
        let line = r#"{"id":"a\"}","score":1.5,"desk":{"id":"x","wait":{"min":[1,{}],"max":3}},"findings":[{"kind":"term","text":"]"},{"text":"b"}],"category":null,"strengths":{"payment":1,"own":2}}"#;
        for (names, expected) in [
            (&["id"][..], r#"{"id":"a\"}"}"#),
            (&["score", "category"], r#"{"score":1.5,"category":null}"#),
            (&["desk.id"], r#"{"desk":{"id":"x"}}"#),
            (&["desk.id", "desk"], r#"{"desk":{"id":"x","wait":{"min":[1,{}],"max":3}}}"#),
            (&["findings.text"], r#"{"findings":[{"text":"]"},{"text":"b"}]}"#),
            (&["category.id"], ""),
            (&["strengths.own"], r#"{"strengths":{"own":2}}"#),
            (&["session"], "{}"),
        ] {
            if expected.is_empty() {
                assert!(Fields::parse(names.iter().copied()).is_err());
            } else {
                assert_eq!(kept(names, line), expected, "{names:?}");
            }
        }
        assert_eq!(kept(&["score"], r#"{"id":1,"error":"no JSON"}"#), r#"{"error":"no JSON"}"#);
    }

    #[test]
    fn a_name_that_is_unknown_is_answered_with_the_nearest() {
        for (name, part) in [
            ("scor", "Did you mean 'score'?"),
            ("desk.nam", "Did you mean 'name'?"),
            ("score.x", "nothing is inside"),
            ("", "There are "),
            ("desk.", "There are "),
        ] {
            let said = Fields::parse([name]).unwrap_err();
            assert!(said.contains(part), "{name}: {said}");
        }
    }
}
