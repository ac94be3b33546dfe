//! A small streaming JSON writer whose strings are safe on a terminal.
//!
//! Writing is a good part of deciding a message, so that what is written most, keys, short texts and whole numbers, goes
//! round the machinery of `fmt`.

use std::fmt::Write as _;

use super::canvas::is_control;

/// Writes one JSON value into a string, commas included. Keys are the program's own and need no escaping.
pub(super) struct Writer<'o> {
    out: &'o mut String,
    comma: bool,
}

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out, comma: false }
    }

    /// Opens an object or a list.
    pub(super) fn open(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    /// Closes an object or a list.
    pub(super) fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.comma = true;
    }

    /// A key of the program's own.
    pub(super) fn key(&mut self, key: &str) {
        self.separate();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self.comma = false;
    }

    /// The same, spelt with its comma, quotes and colon: see [`key!`].
    #[inline]
    pub(super) fn spelt_key(&mut self, key: &'static str) {
        self.out.push_str(if self.comma { key } else { &key[1..] });
        self.comma = false;
    }

    /// A key that comes from data.
    pub(super) fn data_key(&mut self, key: &str) {
        self.separate();
        quote(key, self.out);
        self.out.push(':');
        self.comma = false;
    }

    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        quote(text, self.out);
    }

    /// A word of the program's own, which has nothing to escape.
    pub(super) fn word(&mut self, word: &'static str) {
        self.separate();
        self.out.push('"');
        self.out.push_str(word);
        self.out.push('"');
    }

    /// A text, or null.
    pub(super) fn maybe(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    pub(super) fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    pub(super) fn null(&mut self) {
        self.raw("null");
    }

    /// A number as it was written elsewhere.
    pub(super) fn digits(&mut self, digits: impl std::fmt::Display) {
        self.separate();
        let _ = write!(self.out, "{digits}");
    }

    pub(super) fn integer(&mut self, value: impl itoa::Integer) {
        self.separate();
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// A number in its shortest form; null when it is none.
    pub(super) fn number(&mut self, value: f64) {
        // Up to here every whole number is one that both types hold.
        let hundredths = (value * 100.0).round();
        if (0.0..=1e15).contains(&value) && value.fract() == 0.0 {
            self.integer(value as u64);
        } else if (0.0..1e12).contains(&value) && hundredths / 100.0 == value {
            // Two decimals that stand for this value are its shortest form: no two such numbers are one `f64`.
            let hundredths = hundredths as u64;
            self.integer(hundredths / 100);
            let (tenths, rest) = (hundredths / 10 % 10, hundredths % 10);
            self.out.push('.');
            self.out.push(digit(tenths));
            if rest > 0 {
                self.out.push(digit(rest));
            }
        } else if value.is_finite() {
            self.digits(value);
        } else {
            self.null();
        }
    }

    /// Something that is JSON already.
    pub(super) fn raw(&mut self, json: &str) {
        self.separate();
        self.out.push_str(json);
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
    }
}

fn digit(value: u64) -> char {
    char::from(b'0' + (value % 10) as u8)
}

/// Writes a literal key in one stroke: a decision has a hundred of them.
macro_rules! key {
    ($json:expr, $key:literal) => {
        $json.spelt_key(concat!(",\"", $key, "\":"))
    };
}
pub(super) use key;

/// JSON that another writer made, whose strings now spell out what a terminal would obey. Outside of strings JSON holds none of it but line ends.
#[must_use]
pub fn inert(text: &str) -> String {
    if !text.chars().any(|c| is_control(c) && c != '\n') {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_control(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Two decimals at most, rounded down, without trailing zeros: 97.44, 60.5, 0. For scores, which never round up.
pub(super) fn score(value: f64) -> f64 {
    // A value that was rounded down already must not lose another hundredth to binary fractions.
    round_to(value, |hundreds| (hundreds + 1e-6).floor(), 100.0)
}

/// At most `decimals` decimals, rounded to the nearest.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    round_to(value, f64::round, 10f64.powi(decimals))
}

fn round_to(value: f64, round: impl Fn(f64) -> f64, scale: f64) -> f64 {
    let value = round(value * scale) / scale;
    // No negative zero, and nothing that is no number.
    if value.is_finite() { value + 0.0 } else { 0.0 }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    let bytes = text.as_bytes();
    let (mut written, mut at) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|&byte| SUSPECT[usize::from(byte)]) {
        at += found;
        // A suspect begins a character or is one: the continuation bytes are none.
        let Some(character) = text[at..].chars().next() else { break };
        let end = at + character.len_utf8();
        if matches!(character, '"' | '\\') || is_control(character) {
            out.push_str(&text[written..at]);
            escape(character, out);
            written = end;
        }
        at = end;
    }
    out.push_str(&text[written..]);
    out.push('"');
}

/// The first bytes of whatever may have to be escaped: quotes and controls themselves, and those that begin the
/// characters of [`is_control`]. No Chinese character begins with one of them.
static SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        suspect[byte] = true;
        byte += 1;
    }
    suspect[b'"' as usize] = true;
    suspect[b'\\' as usize] = true;
    suspect[0x7F] = true;
    // U+0080–U+009F, U+061C, U+200E–U+206F, U+FEFF and U+FFF9–U+FFFB, U+E0000–U+E007F.
    suspect[0xC2] = true;
    suspect[0xD8] = true;
    suspect[0xE2] = true;
    suspect[0xEF] = true;
    suspect[0xF3] = true;
    suspect
};

fn escape(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SUSPECT, Writer, is_control};

    proptest::proptest! {
        #[test]
        fn a_number_is_written_as_fmt_writes_it(hundredths in 0u64..10_000_000, any in 0.0..1e13) {
            for value in [hundredths as f64 / 100.0, hundredths as f64 / 1000.0, any] {
                let mut out = String::new();
                Writer::new(&mut out).number(value);
                proptest::prop_assert_eq!(out, value.to_string());
            }
        }
    }

    #[test]
    fn every_character_that_must_be_escaped_begins_with_a_suspect_byte() {
        for character in '\0'..=char::MAX {
            if matches!(character, '"' | '\\') || is_control(character) {
                let first = character.encode_utf8(&mut [0; 4]).as_bytes()[0];
                assert!(SUSPECT[usize::from(first)], "{character:?}");
            }
        }
        assert!((0x80..0xC0).all(|byte: usize| !SUSPECT[byte]));
    }
}
