//! The same thing said twice: in one term, in two terms, in a concept, in a cue, in sentences.

use std::collections::HashMap;

use super::document::{Document, Entry, Text};
use super::lens::{Lens, Notes, Own};
use super::sayings::{MOST, shown};
use crate::diagnostic::Said;
use crate::text::{Bridged, fold};

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    for own in lens.terms() {
        in_term(&own, notes);
    }
    for document in &lens.documents {
        texts(document, notes);
        for entry in &document.entries {
            for key in ["not_within", "not_after", "not_before", "any", "pseudo", "until"] {
                strings(document, entry, key, notes);
            }
            sentences(document, entry, notes);
        }
    }
}

/// How detectors read a string.
pub(super) fn read(text: &str) -> String {
    Bridged::new(&fold(text)).text().to_owned()
}

/// A wording of which every saying is one of an earlier wording of the same term.
fn in_term(own: &Own<'_>, notes: &mut Notes<'_>) {
    let mut seen: HashMap<String, String> = HashMap::new();
    for wording in own.wordings() {
        let sayings = own.sayings(&wording);
        let first = sayings.first().and_then(|saying| seen.get(saying));
        if let Some(first) = first
            && sayings.len() < MOST
            && sayings.iter().all(|saying| seen.contains_key(saying))
        {
            let text = &wording.text.value;
            let message = Said::new(
                format!("`{text}` is said already by `{first}`"),
                format!("`{text}` 和 `{first}` 说的是同一个词"),
            );
            let at = wording.text.at.clone();
            notes.add("L101", (own.document, own.entry), at, text, message).help(
                "leave it out: texts and patterns are folded alike",
                "删掉它：文字和写法按同样的规则归一",
            );
        }
        for saying in sayings {
            seen.entry(saying).or_insert_with(|| wording.text.value.clone());
        }
    }
}

/// Two terms of one file whose texts are read alike.
fn texts(document: &Document<'_>, notes: &mut Notes<'_>) {
    let mut seen: HashMap<String, &Text> = HashMap::new();
    for entry in document.entries_of("term") {
        let Some(text) = entry.string("text") else { continue };
        match seen.get(&read(&text.value)) {
            // Letter for letter the same is the parser's to say.
            Some(first) if first.value != text.value => {
                let message = Said::new(
                    format!("`{}` and `{}` are read alike", first.value, text.value),
                    format!("`{}` 和 `{}` 归一后是同一个词", first.value, text.value),
                );
                let (file, first) = (document.source.name.clone(), first.at.clone());
                let place = notes.audit.place(&file, &first);
                let related = crate::review::audit::Related {
                    file,
                    at: first,
                    place,
                    message: Said::new("the first is here", "前一条在这里"),
                };
                let at = text.at.clone();
                let finding = notes.add("L102", (document, entry), at, &text.value, message);
                finding.help("bring both into one entry", "合并成一条").related.push(related);
            }
            Some(_) => {}
            None => {
                seen.insert(read(&text.value), text);
            }
        }
    }
}

/// Strings of a list that are read alike.
fn strings(document: &Document<'_>, entry: &Entry, key: &str, notes: &mut Notes<'_>) {
    let mut seen: HashMap<String, &Text> = HashMap::new();
    for text in entry.strings_of(key) {
        let folded = read(&text.value);
        if folded.is_empty() {
            continue;
        }
        if let Some(first) = seen.get(&folded) {
            let message = Said::new(
                format!("`{}` stands in `{key}` already, as `{}`", text.value, first.value),
                format!("`{}` 在 `{key}` 里已经有了：`{}`", text.value, first.value),
            );
            let at = text.at.clone();
            notes
                .add("L105", (document, entry), at, &text.value, message)
                .help("leave one of them out", "删掉其中一个");
        } else {
            seen.insert(folded, text);
        }
    }
}

/// A sentence that stands twice in the examples of a term.
fn sentences(document: &Document<'_>, entry: &Entry, notes: &mut Notes<'_>) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let examples = entry.strings.iter().filter(|text| matches!(text.key.as_str(), "hits" | "misses"));
    for text in examples {
        match seen.get(&read(&text.value)) {
            Some(key) if *key == text.key => {
                let (sentence, key) = (shown(&text.value), &text.key);
                let message = Said::new(
                    format!("“{sentence}” stands in `{key}` twice"),
                    format!("“{sentence}” 在 `{key}` 里写了两次"),
                );
                let at = text.at.clone();
                notes
                    .add("L106", (document, entry), at, &text.value, message)
                    .help("write another sentence instead", "换一句不同的话");
            }
            Some(_) => {
                let sentence = shown(&text.value);
                let message = Said::new(
                    format!("“{sentence}” is both a hit and a miss"),
                    format!("“{sentence}” 既写在 `hits` 又写在 `misses`"),
                );
                let at = text.at.clone();
                notes
                    .add("L501", (document, entry), at, &text.value, message)
                    .help("decide which it is", "想清楚它到底算不算");
            }
            None => {
                seen.insert(read(&text.value), &text.key);
            }
        }
    }
}
