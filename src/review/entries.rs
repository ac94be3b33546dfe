//! The entries of a pack as its files write them: terms, cues, concepts, rules, desks, each with its keys and its place.
//!
//! Unlike a [`crate::lexicon::Lexicon`], which holds what the wordings stand for, this holds what a maintainer wrote, so
//! that a change can be told in their words, and an entry be put back as it was.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Source;
use crate::lexicon::Lexicon;

/// The files of one pack, those of the built-in one first where it extends that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Files {
    /// All files, in the order in which they are read.
    pub sources: Vec<Source>,
    /// How many of them are the built-in pack's, which can't be changed.
    pub inherited: usize,
}

impl Files {
    /// The files that a pack really consists of.
    #[must_use]
    pub fn of(own: &[Source]) -> Self {
        let extends = own.iter().filter(|source| stem(&source.name) == "pack").any(|source| {
            let table = DeTable::parse_recoverable(&source.text).0;
            let extends = table.get_ref().iter().find(|(key, _)| key.get_ref() == "extends");
            extends.is_some_and(|(_, value)| value.get_ref().as_str() == Some("builtin"))
        });
        let mut sources = if extends { Lexicon::builtin_sources() } else { Vec::new() };
        let inherited = sources.len();
        sources.extend(own.iter().cloned());
        Self { sources, inherited }
    }

    /// The files that the pack's own folder holds.
    #[must_use]
    pub fn own(&self) -> &[Source] {
        &self.sources[self.inherited..]
    }

    /// The entries in force, in file order: a later one of the same id replaces an earlier one, as when a pack is read.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Option<Entry>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (place, source) in self.sources.iter().enumerate() {
            let stem = stem(&source.name);
            // Of these the last file of a name counts alone.
            if matches!(stem, "policy" | "desk" | "pack") {
                for slot in &mut entries {
                    if let Some(entry) = slot.take_if(|entry| entry.stem == stem) {
                        places.remove(&entry.id);
                    }
                }
            }
            for entry in of_file(source, place) {
                let known = places.get(&entry.id).copied();
                match known {
                    Some(known) if entry.removes => {
                        entries[known] = None;
                        places.remove(&entry.id);
                    }
                    Some(known) if matches!(entry.kind, EntryKind::Term | EntryKind::Concept) => {
                        entries[known] = Some(entry);
                    }
                    None if entry.removes => {}
                    Some(_) | None => {
                        places.insert(entry.id.clone(), entries.len());
                        entries.push(Some(entry));
                    }
                }
            }
        }
        entries.into_iter().flatten().collect()
    }

    /// The entries that delete others, by the id that they delete.
    pub(super) fn removals(&self) -> Vec<Entry> {
        let own = self.sources.iter().enumerate().skip(self.inherited);
        own.flat_map(|(place, source)| of_file(source, place)).filter(|entry| entry.removes).collect()
    }
}

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntryKind {
    /// A term of a category or a signal.
    Term,
    /// A group of assertion cues.
    Cue,
    /// A concept.
    Concept,
    /// A family of error codes.
    Codes,
    /// A rule of the route.
    Rule,
    /// A desk, a way in, or an account.
    Desk,
    /// Anything else: weights, floors, the order, the pack's name.
    Setting,
}

impl EntryKind {
    /// The stable name in machine output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Cue => "cue",
            Self::Concept => "concept",
            Self::Codes => "codes",
            Self::Rule => "rule",
            Self::Desk => "desk",
            Self::Setting => "setting",
        }
    }
}

/// One entry of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// `payment/退款`, `concepts/未到账`, `policy/route/dispute`.
    pub id: String,
    /// The file's stem.
    pub stem: String,
    /// Place of its file in [`Files::sources`].
    pub source: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Bytes of its file that belong to it, comments before the next entry included.
    pub at: Range<usize>,
    /// Its keys and what they say.
    pub keys: BTreeMap<String, Value>,
    /// It only deletes another: `remove = true`.
    pub removes: bool,
}

/// What a key says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// A single value, as a maintainer would write it, strings without quotes.
    One(String),
    /// A list of values, in order.
    List(Vec<String>),
}

/// `payment` of `lexicons/payment.toml`.
pub(super) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// The line of an offset, from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..offset.min(text.len())]).count()
}

/// All entries of one file, as far as it parses.
fn of_file(source: &Source, place: usize) -> Vec<Entry> {
    let table = DeTable::parse_recoverable(&source.text).0;
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut head = BTreeMap::new();
    for (key, value) in table.get_ref() {
        gather(key.get_ref(), value, &source.text, &mut blocks, &mut head);
    }
    blocks.sort_by_key(|block| block.start);
    let ends: Vec<usize> =
        blocks.iter().skip(1).map(|block| block.start).chain([source.text.len()]).collect();
    let stem = stem(&source.name);
    let first = blocks.first().map_or(source.text.len(), |block| block.start);
    let mut entries = Vec::new();
    let mut twins: HashMap<String, usize> = HashMap::new();
    if !head.is_empty() {
        let id = format!("{stem}/");
        let kind = EntryKind::Setting;
        let (stem, keys) = (stem.to_owned(), head);
        entries.push(Entry { kind, id, stem, source: place, line: 1, at: 0..first, keys, removes: false });
    }
    for (block, end) in blocks.into_iter().zip(ends) {
        let line = line_of(&source.text, block.start);
        let removes = block.keys.get("remove") == Some(&Value::One("true".to_owned()));
        let (kind, mut id) = identify(stem, &block);
        let number = twins.entry(id.clone()).or_default();
        *number += 1;
        if *number > 1 {
            id = format!("{id}#{number}");
        }
        let (at, stem, keys) = (block.start..end, stem.to_owned(), block.keys);
        entries.push(Entry { kind, id, stem, source: place, line, at, keys, removes });
    }
    entries
}

/// A table under a header of its own.
struct Block<'d> {
    name: &'d str,
    start: usize,
    /// It is one of a list: `[[term]]`.
    listed: bool,
    keys: BTreeMap<String, Value>,
}

/// Sorts what stands under headers from what does not.
fn gather<'d>(
    key: &'d str,
    value: &'d Spanned<DeValue<'d>>,
    text: &str,
    blocks: &mut Vec<Block<'d>>,
    head: &mut BTreeMap<String, Value>,
) {
    let headed = |value: &Spanned<DeValue<'_>>| text[value.span().start..].starts_with('[');
    match value.get_ref() {
        // A table may have no header of its own and hold some that have: account of [account.personal].
        DeValue::Table(table) if headed(value) || table.iter().any(|(_, inner)| headed(inner)) => {
            let mut keys = BTreeMap::new();
            let mut inner = Vec::new();
            for (name, value) in table {
                gather(name.get_ref(), value, text, &mut inner, &mut keys);
            }
            if headed(value) && (inner.is_empty() || !keys.is_empty()) {
                blocks.push(Block { name: key, start: value.span().start, listed: false, keys });
            }
            blocks.append(&mut inner);
        }
        DeValue::Array(items)
            if items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_)) && headed(item)) =>
        {
            for item in items.iter() {
                let DeValue::Table(table) = item.get_ref() else { continue };
                let keys = table.iter().map(|(key, value)| (key.get_ref().to_string(), written(value)));
                blocks.push(Block {
                    name: key,
                    start: item.span().start,
                    listed: true,
                    keys: keys.collect(),
                });
            }
        }
        _ => {
            head.insert(key.to_owned(), written(value));
        }
    }
}

fn identify(stem: &str, block: &Block<'_>) -> (EntryKind, String) {
    let one = |key: &str| match block.keys.get(key) {
        Some(Value::One(text)) => text.clone(),
        Some(Value::List(items)) => items.first().cloned().unwrap_or_default(),
        None => String::new(),
    };
    match (stem, block.name, block.listed) {
        ("assertion", "cue", true) => (EntryKind::Cue, format!("{stem}/{}/{}", one("state"), one("any"))),
        ("concepts", "concept", true) => (EntryKind::Concept, format!("{stem}/{}", one("name"))),
        ("codes", "family", true) => (EntryKind::Codes, format!("{stem}/{}", one("id"))),
        ("policy", "route", true) => (EntryKind::Rule, format!("{stem}/route/{}", one("id"))),
        ("desk", name, true) => (EntryKind::Desk, format!("{stem}/{name}/{}", one("id"))),
        ("desk", name, false) => (EntryKind::Desk, format!("{stem}/{name}")),
        (_, "term", true) => (EntryKind::Term, format!("{stem}/{}", one("text"))),
        (_, name, true) => (EntryKind::Setting, format!("{stem}/{name}/{}", one("id"))),
        (_, name, false) => (EntryKind::Setting, format!("{stem}/{name}")),
    }
}

/// A value as a maintainer reads it.
fn written(value: &Spanned<DeValue<'_>>) -> Value {
    match value.get_ref() {
        DeValue::Array(items) => Value::List(items.iter().map(single).collect()),
        _ => Value::One(single(value)),
    }
}

fn single(value: &Spanned<DeValue<'_>>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => {
            format!("[{}]", items.iter().map(single).collect::<Vec<_>>().join(", "))
        }
        DeValue::Table(table) => {
            let row = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                let key: &std::borrow::Cow<'_, str> = key.get_ref();
                format!("{key} = {}", single(value))
            };
            format!("{{ {} }}", table.iter().map(row).collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, Files, Value};
    use crate::diagnostic::Source;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_built_in_pack_has_an_entry_for_everything() {
        let files = Files::of(&Lexicon::builtin_sources());
        let entries = files.entries();
        let lexicon = Lexicon::builtin();
        let count = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
        assert_eq!(count(EntryKind::Term), lexicon.terms.len());
        assert_eq!(count(EntryKind::Cue), lexicon.cues.len());
        assert_eq!(count(EntryKind::Rule), lexicon.policy.route.len());
        assert!(entries.iter().any(|entry| entry.id == "policy/floors"));
        assert!(entries.iter().any(|entry| entry.id == "desk/personal"), "[account.personal]");
        for term in &lexicon.terms {
            let entry = entries.iter().find(|entry| entry.id == term.id).unwrap();
            assert_eq!(files.sources[entry.source].name, term.at.0);
            assert!(entry.at.contains(&term.at.1.start), "{}", term.id);
        }
        // Blocks cover their files without gaps.
        for (place, source) in files.sources.iter().enumerate() {
            let mut end = 0;
            for entry in entries.iter().filter(|entry| entry.source == place) {
                assert!(entry.at.start == end || end == 0, "{}", entry.id);
                end = entry.at.end;
            }
            assert_eq!(end, source.text.len(), "{}", source.name);
        }
    }

    #[test]
    fn a_later_entry_replaces_and_removes() {
        let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
        let own = [
            source("p/pack.toml", "name = \"p\"\nversion = \"1\"\nextends = \"builtin\"\n"),
            source(
                "p/payment.toml",
                "[[term]]\ntext = \"花呗\"\nremove = true\n\n[[term]]\ntext = \"甲乙\"\nweight = 2\nhits = [\"甲乙没了\"]\n",
            ),
        ];
        let files = Files::of(&own);
        assert_eq!(files.own(), own);
        let entries = files.entries();
        assert!(entries.iter().all(|entry| entry.id != "payment/花呗"));
        let added = entries.iter().find(|entry| entry.id == "payment/甲乙").unwrap();
        assert_eq!(added.keys["weight"], Value::One("2".to_owned()));
        assert_eq!(added.line, 5);
        assert_eq!(files.removals().len(), 1);
    }
}
