//! A message as masks read it: folded, a character at a time, with the way back.

use std::ops::Range;

use crate::text::{Message, Span};

/// The characters of a message as they are read (narrow, lower case, simplified, nothing invisible) and where each stands.
pub(super) struct Letters<'m> {
    message: Message<'m>,
    /// Byte offset in the folded text, and the character.
    pub(super) read: Vec<(usize, char)>,
}

impl<'m> Letters<'m> {
    pub(super) fn of(text: &'m str) -> Self {
        let message = Message::new(text);
        let read = message.folded().char_indices().collect();
        Self { message, read }
    }

    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.read.get(place).map(|(_, c)| *c)
    }

    /// The first place from `place` on whose character doesn't fit.
    pub(super) fn run(&self, place: usize, fits: impl Fn(char) -> bool) -> usize {
        let rest = self.read.get(place..).unwrap_or_default();
        place + rest.iter().take_while(|(_, c)| fits(*c)).count()
    }

    /// Where a non-empty range of places stands in the message as written.
    pub(super) fn span(&self, places: Range<usize>) -> Span {
        let byte = |place: usize| self.read.get(place).map_or(self.message.folded().len(), |(at, _)| *at);
        self.message.span(byte(places.start)..byte(places.end))
    }

    /// The place after the longest of some words that stands here.
    pub(super) fn eat(&self, place: usize, words: &[&str]) -> Option<usize> {
        let stands = |word: &&&str| word.chars().enumerate().all(|(n, c)| self.at(place + n) == Some(c));
        words.iter().filter(stands).map(|word| place + word.chars().count()).max()
    }
}
