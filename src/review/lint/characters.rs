//! Characters that are not what they seem: invisible ones, look-alikes, wide brackets where a pattern's are meant.

use std::ops::Range;

use super::dead::patterns;
use super::document::{Document, Entry, Text};
use super::lens::{Lens, Notes};
use crate::diagnostic::Said;
use crate::text::is_han;

pub(super) fn look(lens: &Lens<'_>, notes: &mut Notes<'_>) {
    for document in &lens.documents {
        invisible(document, notes);
        for entry in &document.entries {
            for text in &entry.strings {
                spelt_out(document, entry, text, notes);
                look_alikes(document, entry, text, notes);
            }
            for text in patterns(entry) {
                operators(document, entry, text, notes);
                edges(document, entry, text, notes);
            }
        }
    }
}

/// A character that nobody sees, and that no sentence needs.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{3164}' | '\u{ffa0}'
        | '\u{115f}' | '\u{1160}' | '\u{2800}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Invisible characters anywhere in a file, comments too: they can turn what a reader sees. One finding a line.
fn invisible(document: &Document<'_>, notes: &mut Notes<'_>) {
    let mut start = 0;
    for line in document.source.text.split_inclusive('\n') {
        // A byte order mark at the very beginning is an editor's.
        let found = line.char_indices().find(|(at, c)| is_invisible(*c) && start + at > 0);
        if let Some((at, c)) = found {
            let count = line.chars().filter(|c| is_invisible(*c)).count();
            let range = start + at..start + at + c.len_utf8();
            let name = format!("U+{:04X}", u32::from(c));
            let message = Said::new(
                format!("an invisible character, {name}, {count} in this line"),
                format!("看不见的字符 {name}，这一行有 {count} 个"),
            );
            let subject = format!("{name} {}", line.trim());
            let entry = document.entry_at(start + at);
            notes
                .add("L701", (document, entry), range, &subject, message)
                .help("delete it and type the line anew", "删掉它，这一行重新打一遍");
        }
        start += line.len();
    }
}

/// Invisible characters that a string spells out: the file shows them, the value does not.
fn spelt_out(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    let written = document.source.text.get(text.at.clone()).unwrap_or_default();
    let Some(c) = text.value.chars().find(|c| is_invisible(*c) && !written.contains(*c)) else { return };
    let message = Said::new(
        format!("the string spells out an invisible character, U+{:04X}", u32::from(c)),
        format!("字符串里用转义写了看不见的字符 U+{:04X}", u32::from(c)),
    );
    notes.add("L701", (document, entry), text.at.clone(), written, message).help("leave it out", "删掉它");
}

/// What a letter looks like, when it is not of the script that its neighbours are of.
fn twin(c: char) -> Option<(char, &'static str, &'static str)> {
    const CYRILLIC: &str = "аaеeоoрpсcхxуyіiѕsјjԁdɡgһhАAВBЕEКKМMНHОOРPСCТTХXУYЅSІIЈJ";
    const GREEK: &str = "οoνvαaρpικΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
    const KATAKANA: &str = "ロ口エ工カ力ニ二ハ八タ夕ト卜ヘへヒ匕オ才ー一";
    let pair = |table: &str| {
        let chars: Vec<char> = table.chars().collect();
        chars.chunks_exact(2).find(|pair| pair[0] == c).map(|pair| pair[1])
    };
    pair(CYRILLIC)
        .map(|like| (like, "a Cyrillic letter", "西里尔字母"))
        .or_else(|| pair(GREEK).map(|like| (like, "a Greek letter", "希腊字母")))
        .or_else(|| pair(KATAKANA).map(|like| (like, "Japanese kana", "日文假名")))
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

fn look_alikes(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    let chars: Vec<char> = text.value.chars().collect();
    for (place, c) in chars.iter().enumerate() {
        let Some((like, en, zh)) = twin(*c) else { continue };
        // Words of one foreign script are what they are: 東京タワー, Москва.
        let beside = [place.checked_sub(1), Some(place + 1)];
        let beside: Vec<char> = beside.iter().flatten().filter_map(|at| chars.get(*at).copied()).collect();
        let foreign =
            |n: &char| (is_kana(*n) && is_kana(*c)) || (n.is_alphabetic() && !n.is_ascii() && !is_han(*n));
        let at_home = |n: &char| is_han(*n) || n.is_ascii_alphanumeric();
        if beside.iter().any(foreign) || !beside.iter().any(at_home) {
            continue;
        }
        let message = Said::new(
            format!("the {c} in `{}` is {en}, U+{:04X}, not {like}", text.value, u32::from(*c)),
            format!("`{}` 里的 {c} 是{zh} U+{:04X}，不是 {like}", text.value, u32::from(*c)),
        );
        notes
            .add("L702", (document, entry), text.at.clone(), &text.value, message)
            .help(format!("type {like}"), format!("改成 {like}"));
        return;
    }
}

/// Signs that look like those of the pattern language.
const OPERATORS: [(&str, &str); 12] = [
    ("（", "("),
    ("）", ")"),
    ("｛", "{"),
    ("｝", "}"),
    ("［", "["),
    ("］", "]"),
    ("｜", "|"),
    ("【", "["),
    ("】", "]"),
    ("⋯", "…"),
    ("...", "…"),
    ("。。。", "…"),
];

fn operators(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    let Some((sign, meant)) = OPERATORS.iter().find(|(sign, _)| text.value.contains(sign)) else { return };
    let message = Said::new(
        format!("{sign} in `{}` is a plain character, not the {meant} of patterns", text.value),
        format!("`{}` 里的 {sign} 只是普通字符，不是写法里的 {meant}", text.value),
    );
    notes
        .add("L703", (document, entry), place(document, text, sign), &text.value, message)
        .help(format!("write {meant}, or leave it out"), format!("改成 {meant}，或删掉它"));
}

/// Spaces at the edge of a pattern.
fn edges(document: &Document<'_>, entry: &Entry, text: &Text, notes: &mut Notes<'_>) {
    if text.value.trim() != text.value && !text.value.trim().is_empty() {
        let message = Said::new(
            format!("`{}` begins or ends with a space", text.value),
            format!("`{}` 首尾有空格", text.value),
        );
        notes
            .add("L704", (document, entry), text.at.clone(), &text.value, message)
            .help("leave the space out", "删掉空格");
    }
}

/// The place of a part of a string, where the string is written without escapes.
fn place(document: &Document<'_>, text: &Text, part: &str) -> Range<usize> {
    let written = document.source.text.get(text.at.clone()).unwrap_or_default();
    match written.find(part) {
        Some(at) => text.at.start + at..text.at.start + at + part.len(),
        None => text.at.clone(),
    }
}
