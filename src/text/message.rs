//! A message as it was written, as it is read, and the exact way back from the one to the other.

use std::borrow::Cow;
use std::ops::Range;

use super::fold::fold_back;
use super::span::Span;
use super::way_back::WayBack;

/// A message as written, its folded form, and the way back from any folded range to the written one.
///
/// Folding brings spellings that mean the same into one: letter case, width, traditional and simplified characters,
/// invisible characters. Text that is already canonical is borrowed, not copied.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    written: &'m str,
    folded: Cow<'m, str>,
    way: WayBack,
}

impl<'m> Message<'m> {
    /// Reads a message: the only way in, so that no message is ever unfolded.
    ///
    /// ```
    /// # use fenliu::text::Message;
    /// let message = Message::new("ＡＰＰ卡\u{200B}死了");
    /// assert_eq!(message.folded(), "app卡死了");
    /// assert_eq!(message.quote(message.span(0..3)), "ＡＰＰ");
    /// ```
    #[must_use]
    pub fn new(written: &'m str) -> Self {
        let (folded, way) = fold_back(written);
        Self { written, folded, way }
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
    ///
    /// What was dropped right before or after the range stays outside; a range that cuts what one character expanded
    /// to covers that character.
    #[must_use]
    pub fn span(&self, folded: Range<usize>) -> Span {
        let Range { start, end } = self.way.range(folded);
        let (mut start, mut end) = (start.min(self.written.len()), end.min(self.written.len()));
        while !self.written.is_char_boundary(start) {
            start -= 1;
        }
        while !self.written.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// What stands at a written place.
    #[must_use]
    pub fn quote(&self, span: Span) -> &'m str {
        &self.written[span.start..span.end]
    }
}
