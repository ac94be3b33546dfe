//! Looking at folded text by position: every question is answered in bounded time.

use std::ops::Range;

use crate::text::{Work, count};

/// A folded text and the few questions that scanners ask of it. Positions are byte offsets on character boundaries.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    text: &'a str,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text }
    }

    pub(super) fn str(&self) -> &'a str {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The byte at `at`, or 0 past the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        count(Work::Looks, 1);
        self.bytes().get(at).copied().unwrap_or(0)
    }

    /// The byte before `at`, or 0 at the start.
    pub(super) fn byte_before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |before| self.byte(before))
    }

    /// The character at `at`.
    pub(super) fn char(&self, at: usize) -> Option<char> {
        count(Work::Looks, 1);
        self.text.get(at..)?.chars().next()
    }

    /// The character before `at`.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        count(Work::Looks, 1);
        self.text.get(..at)?.chars().next_back()
    }

    /// The end of `word` when it stands at `at`.
    pub(super) fn eat(&self, at: usize, word: &str) -> Option<usize> {
        count(Work::Looks, 1);
        let end = at + word.len();
        self.bytes().get(at..end).filter(|here| same(here, word)).map(|_| end)
    }

    /// The end of the first of `words` that stands at `at`; a longer word must come before its own beginning.
    pub(super) fn any(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.eat(at, word))
    }

    /// The value and the end of the first row of `table` whose word stands at `at`.
    pub(super) fn look<T: Copy>(&self, at: usize, table: &[(&str, T)]) -> Option<(T, usize)> {
        table.iter().find_map(|&(word, value)| self.eat(at, word).map(|end| (value, end)))
    }

    /// The same of a large table.
    pub(super) fn find<T: Copy>(&self, at: usize, table: &Table<T>) -> Option<(T, usize)> {
        let first = self.bytes().get(at..).and_then(first_bit)?;
        if table.firsts & first == 0 { None } else { self.look(at, table.rows) }
    }

    /// The start of the first of `words` that ends at `at`.
    pub(super) fn any_before(&self, at: usize, words: &[&str]) -> Option<usize> {
        count(Work::Looks, words.len());
        let starts = words.iter().filter_map(|word| Some((at.checked_sub(word.len())?, word)));
        let mut standing =
            starts.filter(|&(start, word)| self.bytes().get(start..at).is_some_and(|here| same(here, word)));
        standing.next().map(|(start, _)| start)
    }

    /// What stands in a range of at most `most` bytes; of a longer one nobody may ask, since it may be as long as the text.
    pub(super) fn between(&self, range: Range<usize>, most: usize) -> Option<&'a str> {
        let between = self.text.get(range).filter(|between| between.len() <= most)?;
        count(Work::Looks, between.len());
        Some(between)
    }

    /// Skips at most two spaces.
    pub(super) fn space(&self, at: usize) -> usize {
        let one = at + usize::from(self.byte(at) == b' ');
        one + usize::from(one > at && self.byte(one) == b' ')
    }

    /// The end of the run of ASCII digits at `at`, looking no farther than `limit` bytes.
    pub(super) fn digits(&self, at: usize, limit: usize) -> usize {
        let end = self.len().min(at + limit);
        (at..end).find(|&i| !self.byte(i).is_ascii_digit()).unwrap_or(end.max(at))
    }

    /// Whether a number may start at `at`: no digit, letter or decimal point runs into it.
    pub(super) fn number_start(&self, at: usize) -> bool {
        let before = self.byte_before(at);
        if before.is_ascii_alphanumeric() || before == b'_' {
            return false;
        }
        !(matches!(before, b'.' | b',') && at > 1 && self.byte(at - 2).is_ascii_digit())
    }
}

/// Whether bytes of a word's length are that word. Byte by byte: nearly all words differ in the first three, where a call
/// of `memcmp` costs more than the comparison.
fn same(here: &[u8], word: &str) -> bool {
    here.iter().zip(word.as_bytes()).all(|(one, other)| one == other)
}

/// Words with what they stand for. Most places begin none of them and cost one look, not one a word.
pub(super) struct Table<T: 'static> {
    /// A bit for each hash of a word's first character.
    firsts: u128,
    rows: &'static [(&'static str, T)],
}

impl<T> Table<T> {
    /// Rows in the order in which they are tried: a longer word before its own beginning.
    pub(super) const fn new(rows: &'static [(&'static str, T)]) -> Self {
        let (mut firsts, mut row) = (0, 0);
        while row < rows.len() {
            if let Some(bit) = first_bit(rows[row].0.as_bytes()) {
                firsts |= bit;
            }
            row += 1;
        }
        Self { firsts, rows }
    }
}

/// The bit of the character that begins a text: by the last bytes of a Han character, where they differ most.
const fn first_bit(text: &[u8]) -> Option<u128> {
    match text {
        [0xE0..=0xFF, a, b, ..] => Some(1 << ((*a as usize ^ (*b as usize) << 2) % 128)),
        [byte, ..] => Some(1 << (*byte as usize % 128)),
        [] => None,
    }
}

/// A set of characters, most of them Han, asked in a step: what something can begin with.
pub(super) struct Firsts {
    bits: [u64; Self::WORDS],
}

impl Firsts {
    /// All characters of at most three bytes, so that those bytes choose the word and the bit by themselves.
    const WORDS: usize = 0x10000 / 64;

    /// The first characters of some words.
    pub(super) const fn of(words: &[&str]) -> Self {
        let mut bits = [0; Self::WORDS];
        let mut place = 0;
        while place < words.len() {
            bits = Self::with(bits, words[place].as_bytes(), 0);
            place += 1;
        }
        Self { bits }
    }

    /// All characters of a string.
    pub(super) const fn each(chars: &str) -> Self {
        let mut bits = [0; Self::WORDS];
        let mut at = 0;
        while at < chars.len() {
            bits = Self::with(bits, chars.as_bytes(), at);
            at += 1;
        }
        Self { bits }
    }

    /// These, and the letters and digits of ASCII.
    pub(super) const fn and_alphanumeric(mut self) -> Self {
        let mut byte = 0;
        while byte < 0x80u8 {
            if byte.is_ascii_alphanumeric() {
                self.bits[byte as usize / 64] |= 1 << (byte % 64);
            }
            byte += 1;
        }
        self
    }

    /// These and those.
    pub(super) const fn and(mut self, other: &Self) -> Self {
        let mut word = 0;
        while word < Self::WORDS {
            self.bits[word] |= other.bits[word];
            word += 1;
        }
        self
    }

    /// Adds the character that begins at `at`, if one does.
    const fn with(mut bits: [u64; Self::WORDS], text: &[u8], at: usize) -> [u64; Self::WORDS] {
        // Not the middle of a character.
        if text[at] & 0xC0 != 0x80 {
            let (code, _) = decode(text, at);
            assert!(code / 64 < Self::WORDS, "no word here begins with such a character");
            bits[code / 64] |= 1 << (code % 64);
        }
        bits
    }

    /// The first position from `at` on where one of them stands, or the end of the text.
    pub(super) fn next(&self, text: Text<'_>, mut at: usize) -> usize {
        let bytes = text.bytes();
        while let Some(&lead) = bytes.get(at) {
            count(Work::Looks, 1);
            let (word, bit, len) = match bytes[at..].first_chunk::<3>() {
                _ if lead < 0x80 => (usize::from(lead >> 6), lead, 1),
                Some(&[a, b, c]) if (0xE0..0xF0).contains(&lead) => {
                    (usize::from(a & 0x0F) << 6 | usize::from(b & 0x3F), c, 3)
                }
                _ if lead < 0xE0 => (usize::from(lead & 0x1F), bytes.get(at + 1).copied().unwrap_or(0), 2),
                _ => {
                    at += 4;
                    continue;
                }
            };
            if self.bits[word] >> (bit & 0x3F) & 1 == 1 {
                return at;
            }
            at += len;
        }
        bytes.len()
    }

    /// Whether `c` is one of them.
    pub(super) fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// Several sets, up to eight, asked together: a bit for each.
pub(super) struct Classes {
    of: [u8; 0x10000],
}

impl Classes {
    /// The first set has the lowest bit.
    pub(super) const fn new(sets: &[&Firsts]) -> Self {
        let mut of = [0; 0x10000];
        let mut set = 0;
        while set < sets.len() {
            let mut code = 0;
            while code < of.len() {
                of[code] |= ((sets[set].bits[code / 64] >> (code % 64) & 1) as u8) << set;
                code += 1;
            }
            set += 1;
        }
        Self { of }
    }

    /// Every place of a text where a character of some set stands, with its sets.
    pub(super) fn places(&self, text: Text<'_>) -> Vec<(usize, u8)> {
        let starts = text.str().char_indices();
        let classed = starts.map(|(at, c)| (at, self.of.get(c as usize).copied().unwrap_or(0)));
        classed.filter(|(_, sets)| *sets != 0).collect()
    }
}

/// The number and the length of the character that begins at `at`. A character of four bytes answers with one that no
/// set holds.
const fn decode(text: &[u8], at: usize) -> (usize, usize) {
    let first = text[at] as usize;
    match first {
        0..0x80 => (first, 1),
        0x80..0xE0 => ((first & 0x1F) << 6 | (text[at + 1] as usize & 0x3F), 2),
        0xE0..0xF0 => {
            ((first & 0xF) << 12 | (text[at + 1] as usize & 0x3F) << 6 | (text[at + 2] as usize & 0x3F), 3)
        }
        _ => (usize::MAX, 4),
    }
}
