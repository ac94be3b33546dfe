//! A small streaming JSON writer whose strings are safe on a terminal.

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
        let _ = write!(self.out, "\"{key}\":");
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

    pub(super) fn integer(&mut self, value: impl std::fmt::Display) {
        self.separate();
        let _ = write!(self.out, "{value}");
    }

    /// A number in its shortest form; null when it is none.
    pub(super) fn number(&mut self, value: f64) {
        if value.is_finite() {
            self.integer(value);
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
    let mut written = 0;
    for (at, character) in text.char_indices() {
        if !matches!(character, '"' | '\\') && !is_control(character) {
            continue;
        }
        out.push_str(&text[written..at]);
        written = at + character.len_utf8();
        escape(character, out);
    }
    out.push_str(&text[written..]);
    out.push('"');
}

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
