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
