//! A message as it was written, as it is read, and the exact way back from the one to the other.

use std::borrow::Cow;
use std::ops::Range;

use super::span::Span;

/// A message as written, its folded form, and the way back from any folded range to the written one.
///
/// Folding brings spellings that mean the same into one: letter case, width, traditional and simplified characters,
/// invisible characters. Text that is already canonical is borrowed, not copied.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    written: &'m str,
    folded: Cow<'m, str>,
}

impl<'m> Message<'m> {
    /// Reads a message: the only way in, so that no message is ever unfolded.
    #[must_use]
    pub fn new(written: &'m str) -> Self {
        Self { written, folded: Cow::Borrowed(written) }
    }

    /// The message as it was written.
    #[must_use]
    pub fn written(&self) -> &'m str {
        self.written
    }

    /// The message as detectors read it.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The written place of a non-empty range of the folded text, on whole characters.
    #[must_use]
    pub fn span(&self, folded: Range<usize>) -> Span {
        Span::new(folded.start, folded.end)
    }

    /// What stands at a written place.
    #[must_use]
    pub fn quote(&self, span: Span) -> &'m str {
        &self.written[span.start..span.end]
    }
}
