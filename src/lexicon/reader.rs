//! Reads TOML tables key by key and keeps every fault, so that one mistake never hides the next.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Source};

/// A string of a file, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Text {
    /// What it says.
    pub(super) value: String,
    /// Byte range in the source, quotes included.
    pub(super) at: Range<usize>,
}

/// Where faults gather.
pub(super) type Faults = RefCell<Vec<Diagnostic>>;

/// One table of a file. Every key must be asked for; [`Reader::finish`] complains about the others.
pub(super) struct Reader<'s> {
    source: &'s Source,
    /// Where the table stands: its header or its opening brace.
    pub(super) at: Range<usize>,
    entries: Vec<Entry<'s>>,
    faults: &'s Faults,
    known: Vec<&'static str>,
    /// The keys that were there when they were asked for.
    taken: Vec<&'static str>,
}

struct Entry<'s> {
    key: &'s str,
    key_at: Range<usize>,
    value: &'s Spanned<DeValue<'s>>,
}

impl<'s> Reader<'s> {
    /// A reader of a parsed table.
    pub(super) fn new(
        source: &'s Source,
        table: &'s DeTable<'s>,
        at: Range<usize>,
        faults: &'s Faults,
    ) -> Self {
        let entries = table
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref(), key_at: key.span(), value })
            .collect();
        Self { source, at, entries, faults, known: Vec::new(), taken: Vec::new() }
    }

    /// Notes a fault at a place in this file.
    pub(super) fn fault(&self, code: &'static str, at: Range<usize>, message: String, help: Option<String>) {
        let mut fault = Diagnostic::error(code, self.source.name.clone(), at, message);
        fault.help = help;
        self.faults.borrow_mut().push(fault);
    }

    /// Where faults of this file gather.
    pub(super) fn source(&self) -> &'s Source {
        self.source
    }

    fn take(&mut self, key: &'static str) -> Option<Entry<'s>> {
        self.known.push(key);
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken.push(key);
        Some(self.entries.swap_remove(place))
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.fault(
            "wrong-type",
            value.span(),
            format!("`{key}` is {}, expected {wanted}", article(found)),
            None,
        );
    }

    /// A string, if the key is there.
    pub(super) fn string(&mut self, key: &'static str) -> Option<Text> {
        let entry = self.take(key)?;
        match entry.value.get_ref() {
            DeValue::String(text) => Some(Text { value: text.to_string(), at: entry.value.span() }),
            _ => {
                self.wrong_type(key, entry.value, "a string");
                None
            }
        }
    }

    /// A string that must be there.
    pub(super) fn required(&mut self, key: &'static str, help: &str) -> Option<Text> {
        let missing = !self.entries.iter().any(|entry| entry.key == key);
        let text = self.string(key);
        if missing {
            self.fault("missing-key", self.at.clone(), format!("`{key}` is missing"), Some(help.to_owned()));
        }
        text
    }

    /// A list of strings; a single string counts as a list of one. Empty if the key isn't there.
    pub(super) fn strings(&mut self, key: &'static str) -> Vec<Text> {
        let Some(entry) = self.take(key) else { return Vec::new() };
        match entry.value.get_ref() {
            DeValue::String(text) => vec![Text { value: text.to_string(), at: entry.value.span() }],
            DeValue::Array(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::String(text) => {
                            texts.push(Text { value: text.to_string(), at: item.span() });
                        }
                        _ => self.wrong_type(key, item, "only strings in its list"),
                    }
                }
                texts
            }
            _ => {
                self.wrong_type(key, entry.value, "a list of strings");
                Vec::new()
            }
        }
    }

    /// `true` or `false`, if the key is there.
    pub(super) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let entry = self.take(key)?;
        let value = entry.value.get_ref().as_bool();
        if value.is_none() {
            self.wrong_type(key, entry.value, "true or false");
        }
        value
    }

    /// A number inside `range`, if the key is there.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<f64>,
    ) -> Option<f64> {
        let entry = self.take(key)?;
        match number(entry.value.get_ref()) {
            None => {
                self.wrong_type(key, entry.value, "a number");
                None
            }
            Some(value) if !range.contains(&value) => {
                self.fault(
                    "out-of-range",
                    entry.value.span(),
                    format!("`{key}` is {value}, expected {} to {}", range.start(), range.end()),
                    None,
                );
                None
            }
            value => value,
        }
    }

    /// Exactly `N` numbers inside `range`, if the key is there.
    pub(super) fn numbers<const N: usize>(
        &mut self,
        key: &'static str,
        range: &std::ops::RangeInclusive<f64>,
    ) -> Option<[f64; N]> {
        let entry = self.take(key)?;
        let numbers = entry.value.get_ref().as_array().map(|items| {
            items.iter().filter_map(|item| number(item.get_ref())).filter(|n| range.contains(n)).collect::<Vec<_>>()
        });
        let numbers = numbers.and_then(|numbers| <[f64; N]>::try_from(numbers).ok());
        if numbers.is_none() {
            let message = format!("`{key}` must be a list of {N} numbers from {} to {}", range.start(), range.end());
            self.fault("wrong-type", entry.value.span(), message, None);
        }
        numbers
    }

    /// A whole number inside `range`, if the key is there.
    pub(super) fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let at = self.entries.iter().find(|entry| entry.key == key)?.value.span();
        let value = self.number(key, f64::from(*range.start())..=f64::from(*range.end()))?;
        if value.fract() != 0.0 {
            self.fault("wrong-type", at, format!("`{key}` is {value}, expected a whole number"), None);
            return None;
        }
        // In range and whole, so the cast is exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(value as u32)
    }

    /// A table below this one, if the key is there.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Reader<'s>> {
        let entry = self.take(key)?;
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Reader::new(self.source, table, entry.key_at, self.faults)),
            _ => {
                self.wrong_type(key, entry.value, "a table");
                None
            }
        }
    }

    /// A list of tables (`[[key]]`). Empty if the key isn't there.
    pub(super) fn tables(&mut self, key: &'static str) -> Vec<Reader<'s>> {
        let Some(entry) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.value.get_ref() else {
            self.fault(
                "wrong-type",
                entry.key_at,
                format!("`{key}` is {}, expected a list of tables", article(entry.value.get_ref().type_str())),
                Some(format!("write [[{key}]] for each entry")),
            );
            return Vec::new();
        };
        let mut readers = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    readers.push(Reader::new(self.source, table, item.span(), self.faults));
                }
                _ => self.wrong_type(key, item, "a table"),
            }
        }
        readers
    }

    /// Whether the value of a key is `true` or `false`.
    pub(super) fn is_boolean(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && entry.value.get_ref().is_bool())
    }

    /// Whether a key was there when it was asked for, so that its fault is noted already.
    pub(super) fn asked_and_faulty(&self, key: &str) -> bool {
        self.taken.contains(&key)
    }

    /// Complains about every key that nobody asked for, naming the nearest known one.
    pub(super) fn finish(self) {
        for entry in &self.entries {
            let help = match nearest(entry.key, &self.known) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys here: {}", self.known.join(", ")),
            };
            self.fault("unknown-key", entry.key_at.clone(), format!("unknown key `{}`", entry.key), Some(help));
        }
    }
}

/// The known word nearest to a wrong one, if any is near.
pub(super) fn nearest<'k>(wrong: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|&word| (strsim::damerau_levenshtein(wrong, word), word))
        .filter(|(distance, word)| *distance <= 2.max(word.chars().count() / 3))
        .min()
        .map(|(_, word)| word)
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => number.to_string().parse().ok(),
        DeValue::Float(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn article(type_name: &str) -> String {
    let first = type_name.chars().next().unwrap_or('x');
    if "aeiou".contains(first) { format!("an {type_name}") } else { format!("a {type_name}") }
}
