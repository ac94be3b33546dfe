//! Where a decision came from and how it shall look.

/// Language of the words around the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Unit of the offsets in the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offsets {
    /// UTF-8 bytes.
    Bytes,
    /// Unicode scalar values.
    Chars,
    /// UTF-16 code units.
    Utf16,
}

/// A record's own id, unchanged, or its line number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordId {
    /// A number.
    Number(serde_json::Number),
    /// A string.
    Text(String),
    /// No id: the line.
    Line(u64),
}

/// Where a record came from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Its id.
    pub id: &'a RecordId,
    /// The file; none for standard input and `--text`.
    pub file: Option<&'a str>,
    /// The line, counted from 1.
    pub line: u64,
    /// The conversation.
    pub session: Option<&'a str>,
}

/// Name, version and hash of the pack.
#[derive(Clone, Copy, Debug)]
pub struct PackInfo<'a> {
    /// Name.
    pub name: &'a str,
    /// Version.
    pub version: &'a str,
    /// Hash.
    pub hash: &'a str,
}

/// How text for people looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// Columns.
    pub width: usize,
    /// Language.
    pub lang: Lang,
}
