//! Byte offsets as characters or UTF-16 units, in linear time however many offsets are asked for.

use super::origin::Offsets;
use crate::text::Span;

/// Bytes between two remembered places.
const STRIDE: usize = 256;

/// Turns byte offsets of one text into another unit.
pub(super) struct Units<'m> {
    text: &'m str,
    unit: Offsets,
    /// Units before each remembered place: its byte offset, and the count there.
    marks: Vec<(usize, usize)>,
}

impl<'m> Units<'m> {
    pub(super) fn new(text: &'m str, unit: Offsets) -> Self {
        let mut marks = Vec::new();
        if unit != Offsets::Bytes && text.len() > STRIDE {
            let mut count = 0;
            for (at, character) in text.char_indices() {
                if at / STRIDE >= marks.len() {
                    marks.push((at, count));
                }
                count += size(character, unit);
            }
        }
        Self { text, unit, marks }
    }

    /// Both ends of a span, in the unit. Ends that are no character boundaries count the characters begun before them.
    pub(super) fn span(&self, span: Span) -> (usize, usize) {
        (self.count(span.start), self.count(span.end))
    }

    fn count(&self, offset: usize) -> usize {
        if self.unit == Offsets::Bytes {
            return offset;
        }
        let after = self.marks.partition_point(|&(at, _)| at <= offset);
        let (from, before) = after.checked_sub(1).map_or((0, 0), |index| self.marks[index]);
        let rest = self.text[from..].char_indices().take_while(|&(at, _)| from + at < offset);
        before + rest.map(|(_, character)| size(character, self.unit)).sum::<usize>()
    }
}

fn size(character: char, unit: Offsets) -> usize {
    match unit {
        Offsets::Bytes => character.len_utf8(),
        Offsets::Chars => 1,
        Offsets::Utf16 => character.len_utf16(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Offsets, Span, Units};

    #[test]
    fn counts_like_a_plain_walk() {
        let text = "退款😀ab\u{301}".repeat(100);
        for (unit, count) in [
            (Offsets::Bytes, (|s| s.len()) as fn(&str) -> usize),
            (Offsets::Chars, |s| s.chars().count()),
            (Offsets::Utf16, |s| s.encode_utf16().count()),
        ] {
            let units = Units::new(&text, unit);
            for (at, _) in text.char_indices() {
                assert_eq!(units.span(Span::new(at, text.len())), (count(&text[..at]), count(&text)));
            }
        }
    }
}
