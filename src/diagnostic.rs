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

/// The language of reasons, drawings and complaints. Advice and questions to the writer stay Chinese.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lang {
    /// 简体中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// The one of two wordings that is in this language.
    #[must_use]
    pub const fn pick<'w>(self, zh: &'w str, en: &'w str) -> &'w str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// One sentence in both languages, without a full stop.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Said {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Said {
    /// The same thing said twice.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// Something that reads alike in both, such as a line to copy.
    pub fn alike(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
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
    /// What is wrong.
    pub message: Said,
    /// Name of the [`Source`] it is about.
    pub file: String,
    /// Byte range in that source.
    pub at: Range<usize>,
    /// How to mend it.
    pub help: Option<Said>,
}

impl Diagnostic {
    /// An error at a place in a file.
    pub fn error(code: &'static str, file: impl Into<String>, at: Range<usize>, message: Said) -> Self {
        Self { code, level: Level::Error, message, file: file.into(), at, help: None }
    }

    /// The same complaint with a line that says how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: Said) -> Self {
        self.help = Some(help);
        self
    }
}
