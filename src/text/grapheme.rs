//! Text as a person sees it: never cut inside what looks like one character, and measured in columns.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};
use unicode_width::UnicodeWidthStr as _;

use super::span::Span;

/// The longest beginning of `text` that takes up at most `max_columns` columns, never splitting a grapheme.
#[must_use]
pub fn cut(text: &str, max_columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > max_columns {
            return &text[..at];
        }
    }
    text
}

/// The columns that `text` takes up in a terminal: two for a Han character, one for a Latin letter.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(|grapheme| grapheme.width()).sum()
}

/// The smallest span around `span` whose ends split no grapheme: what an underline may mark.
#[must_use]
pub fn snap(text: &str, span: Span) -> Span {
    let end = span.end.min(text.len());
    let start = span.start.min(end);
    Span::new(edge(text, start, Side::Before), edge(text, end, Side::After))
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// The position itself where it splits no grapheme, else the nearest edge on the side asked for.
fn edge(text: &str, mut at: usize, side: Side) -> usize {
    while !text.is_char_boundary(at) {
        match side {
            Side::Before => at -= 1,
            Side::After => at += 1,
        }
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    // The whole text is at hand, so the cursor never lacks context.
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    let found = match side {
        Side::Before => cursor.prev_boundary(text, 0),
        Side::After => cursor.next_boundary(text, 0),
    };
    found.ok().flatten().unwrap_or(match side {
        Side::Before => 0,
        Side::After => text.len(),
    })
}
