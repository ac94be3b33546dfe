//! One shape for every complaint about a file.

use std::ops::Range;

/// A file as it was read: the name that people know it by, and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Path or name, as shown.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// How bad a complaint is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// The file can't be used as it stands.
    Error,
    /// It can be used, but something is probably not meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// One complaint: what is wrong, where, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable code, e.g. `unknown-key`.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Name of the [`Source`] it is about.
    pub file: String,
    /// Byte range in that source.
    pub at: Range<usize>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place in a file.
    pub fn error(
        code: &'static str,
        file: impl Into<String>,
        at: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self { code, level: Level::Error, message: message.into(), file: file.into(), at, help: None }
    }

    /// The same complaint with a line that says how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
