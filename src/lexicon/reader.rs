//! Reads TOML tables key by key and keeps every fault, so that one mistake never hides the next.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::desk::Sourced;
use crate::diagnostic::{Diagnostic, Said, Source};

/// A string of a file, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    /// What it says.
    pub(crate) value: String,
    /// Byte range in the source, quotes included.
    pub(crate) at: Range<usize>,
}

/// Where faults gather.
pub(crate) type Faults = RefCell<Vec<Diagnostic>>;

/// One table of a file. Every key must be asked for; [`Reader::finish`] complains about the others.
pub(crate) struct Reader<'s> {
    source: &'s Source,
    /// Where the table stands: its header or its opening brace.
    pub(crate) at: Range<usize>,
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
    pub(crate) fn new(
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
    pub(crate) fn fault(&self, code: &'static str, at: Range<usize>, message: Said, help: Option<Said>) {
        let mut fault = Diagnostic::error(code, self.source.name.clone(), at, message);
        fault.help = help;
        self.faults.borrow_mut().push(fault);
    }

    /// Where faults of this file gather.
    pub(crate) fn source(&self) -> &'s Source {
        self.source
    }

    fn take(&mut self, key: &'static str) -> Option<Entry<'s>> {
        self.known.push(key);
        let place = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken.push(key);
        Some(self.entries.swap_remove(place))
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: (&str, &str)) {
        let (found, kind) = type_words(value.get_ref());
        let message = Said::new(
            format!("`{key}` is {found}, expected {}", wanted.0),
            format!("`{key}` 是{kind}，应为{}", wanted.1),
        );
        self.fault("wrong-type", value.span(), message, None);
    }

    /// A string, if the key is there.
    pub(crate) fn string(&mut self, key: &'static str) -> Option<Text> {
        let entry = self.take(key)?;
        match entry.value.get_ref() {
            DeValue::String(text) => Some(Text { value: text.to_string(), at: entry.value.span() }),
            _ => {
                self.wrong_type(key, entry.value, STRING);
                None
            }
        }
    }

    /// A string that must be there.
    pub(crate) fn required(&mut self, key: &'static str, help: &str) -> Option<Text> {
        self.must_have(key, help);
        self.string(key)
    }

    /// Complains when a key is not there; says whether it is.
    pub(crate) fn must_have(&self, key: &str, help: &str) -> bool {
        let there = self.entries.iter().any(|entry| entry.key == key);
        if !there {
            let message = Said::new(format!("`{key}` is missing"), format!("缺少 `{key}`"));
            self.fault("missing-key", self.at.clone(), message, Some(Said::alike(help)));
        }
        there
    }

    /// A list of strings; a single string counts as a list of one. Empty if the key isn't there.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<Text> {
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
                        _ => self.wrong_type(key, item, STRINGS),
                    }
                }
                texts
            }
            _ => {
                self.wrong_type(key, entry.value, STRINGS);
                Vec::new()
            }
        }
    }

    /// `true` or `false`, if the key is there.
    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let entry = self.take(key)?;
        let value = entry.value.get_ref().as_bool();
        if value.is_none() {
            self.wrong_type(key, entry.value, BOOLEAN);
        }
        value
    }

    /// A number inside `range`, if the key is there.
    pub(crate) fn number(&mut self, key: &'static str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let entry = self.take(key)?;
        match number(entry.value.get_ref()) {
            None => {
                self.wrong_type(key, entry.value, NUMBER);
                None
            }
            Some(value) if !range.contains(&value) => {
                let (least, most) = (range.start(), range.end());
                let message = Said::new(
                    format!("`{key}` is {value}, expected {least} to {most}"),
                    format!("`{key}` 是 {value}，应在 {least} 到 {most} 之间"),
                );
                self.fault("out-of-range", entry.value.span(), message, None);
                None
            }
            value => value,
        }
    }

    /// Exactly `N` numbers inside `range`, if the key is there.
    pub(crate) fn numbers<const N: usize>(
        &mut self,
        key: &'static str,
        range: &std::ops::RangeInclusive<f64>,
    ) -> Option<[f64; N]> {
        let entry = self.take(key)?;
        let numbers = entry.value.get_ref().as_array().map(|items| {
            items
                .iter()
                .filter_map(|item| number(item.get_ref()))
                .filter(|n| range.contains(n))
                .collect::<Vec<_>>()
        });
        let numbers = numbers.and_then(|numbers| <[f64; N]>::try_from(numbers).ok());
        if numbers.is_none() {
            let (least, most) = (range.start(), range.end());
            let message = Said::new(
                format!("`{key}` must be a list of {N} numbers from {least} to {most}"),
                format!("`{key}` 应为 {N} 个数的列表，每个在 {least} 到 {most} 之间"),
            );
            self.fault("wrong-type", entry.value.span(), message, None);
        }
        numbers
    }

    /// A whole number inside `range`, if the key is there.
    pub(crate) fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let at = self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.span());
        let value = self.number(key, f64::from(*range.start())..=f64::from(*range.end()))?;
        if value.fract() != 0.0 {
            let message = Said::new(
                format!("`{key}` is {value}, expected a whole number"),
                format!("`{key}` 是 {value}，应为整数"),
            );
            self.fault("wrong-type", at.unwrap_or_default(), message, None);
            return None;
        }
        // In range and whole, so the cast is exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(value as u32)
    }

    /// A table below this one, if the key is there.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Reader<'s>> {
        let entry = self.take(key)?;
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Reader::new(self.source, table, entry.key_at, self.faults)),
            _ => {
                self.wrong_type(key, entry.value, TABLE);
                None
            }
        }
    }

    /// A value with its source: `key = VALUE`, whose source is that of the table around it, or
    /// `key = { is = VALUE, source = "…" }`. `read` reads the value under the key that it is given.
    pub(crate) fn sourced<T>(
        &mut self,
        key: &'static str,
        source: &str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<Sourced<T>> {
        if !self.is_table(key) {
            return read(self, key).map(|value| Sourced { value, source: source.to_owned() });
        }
        let mut table = self.table(key)?;
        table.must_have("is", &format!("{key} = {{ is = …, source = \"document and section\" }}"));
        let value = read(&mut table, "is");
        let source = table.required("source", "source = \"document and section that the figure comes from\"");
        table.finish();
        Some(Sourced { value: value?, source: source?.value })
    }

    /// A list of tables (`[[key]]`). Empty if the key isn't there.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Reader<'s>> {
        let Some(entry) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = entry.value.get_ref() else {
            let (found, kind) = type_words(entry.value.get_ref());
            let message = Said::new(
                format!("`{key}` is {found}, expected a list of tables"),
                format!("`{key}` 是{kind}，应为表的列表"),
            );
            let help =
                Said::new(format!("write [[{key}]] for each entry"), format!("每一条写一个 [[{key}]]"));
            self.fault("wrong-type", entry.key_at, message, Some(help));
            return Vec::new();
        };
        let mut readers = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    readers.push(Reader::new(self.source, table, item.span(), self.faults));
                }
                _ => self.wrong_type(key, item, TABLE),
            }
        }
        readers
    }

    /// Whether the value of a key is `true` or `false`.
    pub(crate) fn is_boolean(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && entry.value.get_ref().is_bool())
    }

    /// Whether the value of a key is a table.
    fn is_table(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && entry.value.get_ref().is_table())
    }

    /// Whether the value of a key is a string.
    pub(crate) fn is_string(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && entry.value.get_ref().is_str())
    }

    /// Whether a key is there, and was not asked for yet.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Whether a key was there when it was asked for, so that its fault is noted already.
    pub(crate) fn asked_and_faulty(&self, key: &str) -> bool {
        self.taken.contains(&key)
    }

    /// Complains about every key that nobody asked for, naming the nearest known one.
    pub(crate) fn finish(self) {
        for entry in &self.entries {
            let help = match nearest(entry.key, &self.known) {
                Some(known) => did_you_mean(known),
                None => {
                    let known = self.known.join(", ");
                    Said::new(format!("known keys here: {known}"), format!("这里可用的键：{known}"))
                }
            };
            let key = entry.key;
            let message = Said::new(format!("unknown key `{key}`"), format!("不认识的键 `{key}`"));
            self.fault("unknown-key", entry.key_at.clone(), message, Some(help));
        }
    }
}

/// The known word nearest to a wrong one, if any is near.
pub(crate) fn nearest<'k>(wrong: &str, known: &[&'k str]) -> Option<&'k str> {
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

/// What a value is, in both languages.
fn type_words(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => STRING,
        DeValue::Integer(_) | DeValue::Float(_) => NUMBER,
        DeValue::Boolean(_) => BOOLEAN,
        DeValue::Datetime(_) => ("a date", "日期"),
        DeValue::Array(_) => ("a list", "列表"),
        DeValue::Table(_) => TABLE,
    }
}

const STRING: (&str, &str) = ("a string", "字符串");
const STRINGS: (&str, &str) = ("a list of strings", "字符串列表");
const NUMBER: (&str, &str) = ("a number", "数字");
const BOOLEAN: (&str, &str) = ("true or false", " true 或 false");
const TABLE: (&str, &str) = ("a table", "表");

/// The help line that names the nearest known word.
pub(crate) fn did_you_mean(near: &str) -> Said {
    Said::new(format!("did you mean `{near}`?"), format!("是不是 `{near}`？"))
}

/// The nearest known word, or all of them.
pub(crate) fn nearest_or_all(wrong: &str, known: &[&str]) -> Said {
    nearest(wrong, known).map_or_else(
        || Said::new(format!("one of {}", known.join(", ")), format!("可用的有：{}", known.join("、"))),
        did_you_mean,
    )
}

/// The same as a sentence behind another one, in English.
pub(crate) fn alternatives(wrong: &str, known: &[&str]) -> String {
    nearest(wrong, known).map_or_else(
        || format!("There are {}", known.join(", ")),
        |near| format!("Did you mean '{near}'? There are {}", known.join(", ")),
    )
}
