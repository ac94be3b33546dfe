//! What is worth telling about an input beside its records: what had to be guessed, replaced, cut or left unmatched.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// Lines that are named of each kind; the others are counted.
const NAMED: usize = 5;

/// What was noticed while an input was read.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(default)]
pub struct Noticed {
    /// Records that were read as GB18030.
    pub gb18030: u64,
    /// Records that were read as Big5.
    pub big5: u64,
    /// Whether the input is UTF-16.
    pub utf16: bool,
    /// Characters that stand for bytes which are none: U+FFFD.
    pub replaced_characters: u64,
    /// Records with such characters.
    pub replaced: LineCount,
    /// Records that look like the other one of GB18030 and Big5.
    pub contrary: LineCount,
    /// Records that were too long and were decided by their beginning.
    pub cut: LineCount,
    /// Lines of a log whose prefix could not be read, and that were decided whole.
    pub unmatched: LineCount,
}

/// A number of lines, of which the first are named.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct LineCount {
    /// How many.
    pub count: u64,
    /// The first few, counted from 1.
    pub first: Vec<u64>,
}

impl LineCount {
    pub(super) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(line);
        }
    }

    /// `3 records (lines 2, 5, 9)`; `None` if there is none.
    fn told(&self) -> Option<String> {
        let lines: Vec<_> = self.first.iter().map(u64::to_string).collect();
        let more = if self.count as usize > lines.len() { ", …" } else { "" };
        let (s, lines) = (plural(self.count), lines.join(", "));
        (self.count > 0).then(|| format!("{} record{s} (line{s} {lines}{more})", self.count))
    }
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Noticed {
    /// How many of all `records` of the input were read in which encoding.
    pub fn encodings(&self, records: u64) -> impl Iterator<Item = (&'static str, u64)> {
        let (old, utf16) = (self.gb18030 + self.big5, if self.utf16 { records } else { 0 });
        let utf8 = records.saturating_sub(old + utf16);
        let all = [("UTF-8", utf8), ("GB18030", self.gb18030), ("Big5", self.big5), ("UTF-16", utf16)];
        all.into_iter().filter(|(_, count)| *count > 0)
    }

    /// What people should be told, a sentence each.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        for (count, name) in [(self.gb18030, "GB18030"), (self.big5, "Big5")] {
            if count > 0 {
                said.push(format!("{count} record{} read as {name}, the others as UTF-8", plural(count)));
            }
        }
        if self.utf16 {
            said.push("read as UTF-16".to_owned());
        }
        if let Some(records) = self.contrary.told() {
            let (name, other) = if self.big5 > 0 { ("big5", "GB18030") } else { ("gb18030", "Big5") };
            said.push(format!(
                "{records} look like {other}, against the rest. If they are right, say so with --encoding; else `--encoding {name}`"
            ));
        }
        let times = match self.replaced_characters {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        if let Some(records) = self.replaced.told() {
            said.push(format!(
                "{records} with bytes that are no characters; U+FFFD stands for them, {times}"
            ));
        } else if self.replaced_characters > 0 {
            said.push(format!("bytes that are no characters; U+FFFD stands for them, {times}"));
        }
        if let Some(records) = self.cut.told() {
            said.push(format!("{records} over --max-record decided by the beginning"));
        }
        if let Some(records) = self.unmatched.told() {
            said.push(format!("{records} without the prefix of the log, decided whole"));
        }
        said
    }
}

/// What is noticed, shared by all who read one input and whoever tells of it.
#[derive(Clone, Default)]
pub(super) struct Notes(Arc<Mutex<Noticed>>);

impl Notes {
    pub(super) fn change(&self, change: impl FnOnce(&mut Noticed)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn copy(&self) -> Noticed {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Tells what was noticed, while the input is read or after.
#[derive(Clone)]
pub struct Notice(pub(super) Notes);

impl Notice {
    /// What was noticed until now.
    #[must_use]
    pub fn now(&self) -> Noticed {
        self.0.copy()
    }

    /// Forgets what was noticed in records that nobody asked for.
    pub fn forget(&self) {
        self.0.change(|noticed| *noticed = Noticed { utf16: noticed.utf16, ..Noticed::default() });
    }
}
