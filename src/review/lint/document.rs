//! A file of a pack as it is written: its entries, and every string in them with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Source;

/// One file.
pub(super) struct Document<'s> {
    pub(super) source: &'s Source,
    /// `payment` of `lexicons/payment.toml`.
    pub(super) stem: &'s str,
    /// What stands before the first table, as an entry of its own, then the tables in order.
    pub(super) entries: Vec<Entry>,
    /// Whether all of it is TOML.
    pub(super) parsed: bool,
}

/// One table of a file, or what stands before all tables.
pub(super) struct Entry {
    /// `term`, `concept`, `cue`, …; empty for what stands before the first table.
    pub(super) kind: String,
    /// Stable id: `payment/花呗`, `concepts/未到账`, `assertion/negated/没有`.
    pub(super) id: String,
    /// Its header and everything up to the next header.
    pub(super) extent: Range<usize>,
    /// Every string, in order; those of inline tables too.
    pub(super) strings: Vec<Text>,
    /// Every key and its place.
    pub(super) keys: Vec<(String, Range<usize>)>,
}

/// A string of an entry.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) key: String,
    pub(super) value: String,
    /// Quotes included.
    pub(super) at: Range<usize>,
}

impl Entry {
    /// The strings of a key.
    pub(super) fn strings_of<'e>(&'e self, key: &'e str) -> impl Iterator<Item = &'e Text> {
        self.strings.iter().filter(move |text| text.key == key)
    }

    /// The first string of a key.
    pub(super) fn string(&self, key: &str) -> Option<&Text> {
        self.strings.iter().find(|text| text.key == key)
    }

    /// The place of a key, else of the header.
    pub(super) fn place_of(&self, key: &str) -> Range<usize> {
        let key = self.keys.iter().find(|(there, _)| there == key);
        key.map_or(self.extent.start..self.extent.start, |(_, at)| at.clone())
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(there, _)| there == key)
    }
}

impl<'s> Document<'s> {
    /// Reads a file as far as it is TOML.
    pub(super) fn new(source: &'s Source) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        let stem = stem(&source.name);
        let mut entries = vec![Entry {
            kind: String::new(),
            id: stem.to_owned(),
            extent: 0..source.text.len(),
            strings: Vec::new(),
            keys: Vec::new(),
        }];
        for (key, value) in table.get_ref() {
            top(key, value, stem, &mut entries);
        }
        entries.sort_by_key(|entry| entry.extent.start);
        let starts = entries.iter().skip(1).map(|entry| entry.extent.start);
        let starts: Vec<usize> = starts.chain([source.text.len()]).collect();
        for (entry, next) in entries.iter_mut().zip(starts) {
            entry.extent.end = next;
        }
        Self { source, stem, entries, parsed: errors.is_empty() }
    }

    /// The entry that a place lies in.
    pub(super) fn entry_at(&self, at: usize) -> &Entry {
        let after = self.entries.partition_point(|entry| entry.extent.start <= at);
        &self.entries[after.saturating_sub(1)]
    }

    /// The entries of a kind.
    pub(super) fn entries_of<'d>(&'d self, kind: &'d str) -> impl Iterator<Item = &'d Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }
}

/// `payment` of `lexicons/payment.toml`.
pub(super) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

type Key<'s> = Spanned<std::borrow::Cow<'s, str>>;

/// A key of the file itself: a list of tables, a table, or a value that belongs to what stands before the first table.
fn top(key: &Key<'_>, value: &Spanned<DeValue<'_>>, stem: &str, entries: &mut Vec<Entry>) {
    let name = key.get_ref().as_ref();
    match value.get_ref() {
        DeValue::Array(items) if items.iter().any(|item| item.get_ref().is_table()) => {
            for item in items.iter() {
                if let DeValue::Table(table) = item.get_ref() {
                    entries.push(entry(name, table, &item.span(), stem));
                }
            }
        }
        DeValue::Table(table) => entries.push(entry(name, table, &value.span(), stem)),
        _ => {
            entries[0].keys.push((name.to_owned(), key.span()));
            strings(name, value, &mut entries[0]);
        }
    }
}

fn entry(kind: &str, table: &DeTable<'_>, span: &Range<usize>, stem: &str) -> Entry {
    let mut entry = Entry {
        kind: kind.to_owned(),
        id: String::new(),
        extent: span.start..span.end,
        strings: Vec::new(),
        keys: Vec::new(),
    };
    for (key, value) in table {
        entry.keys.push((key.get_ref().to_string(), key.span()));
        strings(key.get_ref(), value, &mut entry);
    }
    entry.strings.sort_by_key(|text| text.at.start);
    entry.keys.sort_by_key(|(_, at)| at.start);
    let named = |key: &str| entry.string(key).map(|text| text.value.as_str());
    let id = match kind {
        "term" => named("text").map(str::to_owned),
        "concept" => named("name").map(str::to_owned),
        "cue" => named("state").zip(named("any")).map(|(state, any)| format!("{state}/{any}")),
        "family" | "route" | "desk" | "entry" | "proof" => named("id").map(|id| format!("{kind}/{id}")),
        _ => None,
    };
    entry.id = format!("{stem}/{}", id.as_deref().unwrap_or(kind));
    entry
}

fn strings(key: &str, value: &Spanned<DeValue<'_>>, entry: &mut Entry) {
    match value.get_ref() {
        DeValue::String(text) => {
            entry.strings.push(Text { key: key.to_owned(), value: text.to_string(), at: value.span() });
        }
        DeValue::Array(items) => items.iter().for_each(|item| strings(key, item, entry)),
        DeValue::Table(table) => {
            for (key, value) in table {
                strings(key.get_ref(), value, entry);
            }
        }
        _ => {}
    }
}
