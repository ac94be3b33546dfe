//! The fold: spellings that mean the same become one, and what already is canonical is not copied.
//!
//! What each character becomes stands in `data/fold/table.txt`; `examples/fold_table.rs` says from which sources.

use std::borrow::Cow;

use super::tables::{BLOCKS, CHANGED, EXPANSIONS, VALUES};
use super::way_back::WayBack;

/// What one character becomes.
enum Folded {
    Same,
    Dropped,
    One(char),
    Many(&'static str),
}

/// The text in its canonical spelling, borrowed when it has it already.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    fold_back(text).0
}

/// The text in its canonical spelling, and the way back to how it was written.
pub(crate) fn fold_back(text: &str) -> (Cow<'_, str>, WayBack) {
    let mut way = WayBack::default();
    let mut at = canonical_until(text.as_bytes(), 0);
    if at == text.len() {
        return (Cow::Borrowed(text), way);
    }
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..at]);
    while let Some(c) = text[at..].chars().next() {
        let len = c.len_utf8();
        match lookup(c) {
            Folded::Same => {
                way.copied(out.len(), at);
                out.push(c);
            }
            Folded::Dropped => {}
            // A character of the same length keeps its place: most traditional text needs no map at all.
            Folded::One(to) if to.len_utf8() == len => {
                way.copied(out.len(), at);
                out.push(to);
            }
            Folded::One(to) => {
                way.unit(out.len(), at, to.len_utf8(), len);
                out.push(to);
            }
            Folded::Many(to) => {
                way.unit(out.len(), at, to.len(), len);
                out.push_str(to);
            }
        }
        at += len;
        let next = canonical_until(text.as_bytes(), at);
        if next > at {
            way.copied(out.len(), at);
            out.push_str(&text[at..next]);
            at = next;
        }
    }
    (Cow::Owned(out), way)
}

/// Calls `each` with every character that one becomes.
pub(super) fn each_folded(c: char, mut each: impl FnMut(char)) {
    match lookup(c) {
        Folded::Same => each(c),
        Folded::Dropped => {}
        Folded::One(to) => each(to),
        Folded::Many(to) => to.chars().for_each(each),
    }
}

fn lookup(c: char) -> Folded {
    let n = u32::from(c) as usize;
    let Some(&word) = CHANGED.get(n / 64) else {
        return if is_tag(n) { Folded::Dropped } else { Folded::Same };
    };
    if word >> (n % 64) & 1 == 0 {
        return Folded::Same;
    }
    match VALUES[usize::from(BLOCKS[n / 64]) + n % 64] {
        0 => Folded::Dropped,
        value => match char::from_u32(u32::from(value)) {
            Some(to) => Folded::One(to),
            None => Folded::Many(EXPANSIONS[usize::from(value - 0xD800)]),
        },
    }
}

/// Tags and the variation selectors beside them: invisible, every one.
fn is_tag(n: usize) -> bool {
    (0xE0000..0xE1000).contains(&n)
}

/// The first position from `at` on whose character would change, or the text's length.
///
/// ASCII goes eight bytes at a time; a character of three bytes, nearly all of Chinese, costs one bit test.
fn canonical_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            if let Some(eight) = bytes[at..].first_chunk::<8>()
                && is_plain_ascii(u64::from_le_bytes(*eight))
            {
                at += 8;
                continue;
            }
            if is_changed(usize::from(lead)) {
                return at;
            }
            at += 1;
        } else if let (0xE0..=0xEF, Some(&[a, b, c])) = (lead, bytes[at..].first_chunk::<3>()) {
            // The first two bytes choose the word, the last one the bit.
            let word = CHANGED[usize::from(a & 0x0F) << 6 | usize::from(b & 0x3F)];
            if word >> (c & 0x3F) & 1 == 1 {
                return at;
            }
            at += 3;
        } else {
            let (n, len) = decode(&bytes[at..]);
            if is_changed(n) {
                return at;
            }
            at += len;
        }
    }
    bytes.len()
}

fn is_changed(n: usize) -> bool {
    CHANGED.get(n / 64).map_or(is_tag(n), |word| word >> (n % 64) & 1 == 1)
}

/// A character of two or four bytes, and its length.
fn decode(bytes: &[u8]) -> (usize, usize) {
    let low = |i: usize| bytes.get(i).map_or(0, |b| usize::from(b & 0x3F));
    match bytes.first() {
        Some(&lead @ 0xF0..) => (usize::from(lead & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
        lead => (usize::from(lead.map_or(0, |b| b & 0x1F)) << 6 | low(1), 2),
    }
}

/// Whether eight bytes are all ASCII without capitals and without control characters. A word that holds a newline
/// answers no too, and is then read byte by byte.
fn is_plain_ascii(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES * 0x80;
    let at_least = |byte: u8| word.wrapping_add(ONES * u64::from(0x80 - byte));
    let capitals = at_least(b'A') ^ at_least(b'Z' + 1);
    let controls = !at_least(b' ') | at_least(0x7F);
    (word | capitals | controls) & HIGH == 0
}
