//! Where a decision came from, and how it shall look.

pub use crate::diagnostic::Lang;
use crate::session::SessionView;

/// Unit of spans in machine output.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Offsets {
    /// UTF-8 bytes.
    Bytes,
    /// Unicode scalar values, as Python counts.
    Chars,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
}

/// A record's own id, unchanged, or its line number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordId {
    /// A number.
    Number(serde_json::Number),
    /// A string.
    Text(String),
    /// No id: the line, counted from 1.
    Line(u64),
}

/// Where a record came from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// The file; none for standard input and texts given as an argument.
    pub file: Option<&'a str>,
    /// The line, counted from 1.
    pub line: u64,
    /// The conversation it belongs to, and how that stands.
    pub session: Option<SessionView<'a>>,
    /// What else goes with it from the input to the output.
    pub carried: Carried<'a>,
}

/// What goes with a record from the input to the output and has no part in deciding.
#[derive(Clone, Copy, Debug, Default)]
pub struct Carried<'a> {
    /// The fields that shall be handed through: a JSON object on one line.
    pub kept: Option<&'a str>,
    /// The level that a line of a log names.
    pub level: Option<&'a str>,
    /// The prefix of a line of a log could not be read, and the whole line is the message.
    pub unmatched: bool,
    /// Set when only the beginning was read.
    pub cut: Option<CutOff>,
}

/// A record that was too long to be read whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CutOff {
    /// Bytes of the whole record.
    pub bytes: u64,
    /// Bytes of its beginning that were read.
    pub read: u64,
}

/// Which pack decided.
#[derive(Clone, Copy, Debug)]
pub struct PackInfo<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Hash of its content.
    pub hash: &'a str,
}

/// How text for people looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// Columns of the terminal; lines are wider only below 60.
    pub width: usize,
    /// Language of the words.
    pub lang: Lang,
}
