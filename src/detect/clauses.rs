//! Where clauses and sentences end in a text, worked out once and only when somebody asks.

use std::ops::Range;

use crate::text::{Bridged, is_han};

/// Whether a character ends a clause.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | ',' | '!' | '?' | ';' | ':' | '\n' | '\r')
        || ends_sentence(c)
}

/// Whether a character ends a sentence.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n' | '\r' | '…')
}

/// Whether a character is punctuation, a symbol or a space: what may stand inside a loose wording.
pub(super) fn is_loose(c: char) -> bool {
    !c.is_alphanumeric() && c != '\n' && c != '\r'
}

/// The ends of clauses and sentences of one text.
#[derive(Debug)]
pub(super) struct Clauses<'t> {
    text: &'t str,
    /// Bytes at which a clause-ending character starts.
    clauses: Option<Vec<usize>>,
    sentences: Vec<usize>,
    /// Bytes before which the writer left a space for a comma.
    spaces: Vec<usize>,
}

impl<'t> Clauses<'t> {
    /// The clauses of a text; nothing is worked out yet.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, clauses: None, sentences: Vec::new(), spaces: Vec::new() }
    }

    /// The clauses of bridged text, of which the spaces are known that were left out of it: 不想要了 怎么退款 is two sayings.
    pub(super) fn of_bridged(bridged: &'t Bridged<'_>, folded: &str) -> Self {
        let mut clauses = Self::of(bridged.text());
        if !bridged.is_unchanged() {
            clauses.spaces = spaces(bridged, folded);
        }
        clauses
    }

    fn clauses(&mut self) -> &[usize] {
        let (text, sentences) = (self.text, &mut self.sentences);
        self.clauses.get_or_insert_with(|| {
            let ends: Vec<usize> =
                text.char_indices().filter(|(_, c)| ends_clause(*c)).map(|(at, _)| at).collect();
            sentences.extend(ends.iter().filter(|at| text[**at..].chars().next().is_some_and(ends_sentence)));
            ends
        })
    }

    /// Whether no clause ends inside a range.
    pub(super) fn same_clause(&mut self, between: Range<usize>) -> bool {
        empty_between(self.clauses(), between)
    }

    /// Whether no clause ends inside a range, at a space either.
    pub(super) fn same_saying(&mut self, between: Range<usize>) -> bool {
        let spaced = self.spaces.partition_point(|at| *at < between.start)
            < self.spaces.partition_point(|at| *at <= between.end);
        !spaced && self.same_clause(between)
    }

    /// Whether no sentence ends inside a range.
    pub(super) fn same_sentence(&mut self, between: Range<usize>) -> bool {
        self.clauses();
        empty_between(&self.sentences, between)
    }

    /// Whether a range is a gap inside one clause of at most `most` characters.
    pub(super) fn gap(&mut self, text: &str, between: Range<usize>, most: usize) -> bool {
        within(text, between.clone(), most) && self.same_clause(between)
    }

    /// Whether a range is a gap inside one sentence of at most `most` characters.
    pub(super) fn far_gap(&mut self, text: &str, between: Range<usize>, most: usize) -> bool {
        within(text, between.clone(), most) && self.same_sentence(between)
    }
}

/// Whether a range holds at most `most` characters.
pub(super) fn within(text: &str, between: Range<usize>, most: usize) -> bool {
    between.len() <= most
        || (between.len() <= most * 4 && text[between].chars().take(most + 1).count() <= most)
}

/// Where spaces were left out that stand for commas: between two Han words. Next to a single character they spell (退 款).
fn spaces(bridged: &Bridged<'_>, folded: &str) -> Vec<usize> {
    let parts = |&(at, c): &(usize, char)| {
        let start = bridged.folded(at..at + c.len_utf8()).start;
        let (before, after) = (folded[..start].trim_end_matches(' '), &folded[start..]);
        before.len() < start && is_word(before.chars().rev()) && is_word(after.chars())
    };
    let gaps = bridged.text().char_indices().filter(|&(at, _)| at > 0 && bridged.gap_before(at));
    gaps.filter(parts).map(|(at, _)| at).collect()
}

/// Whether two Han characters come first.
fn is_word(chars: impl Iterator<Item = char>) -> bool {
    chars.take(2).filter(|c| is_han(*c)).count() == 2
}

fn empty_between(places: &[usize], between: Range<usize>) -> bool {
    places.partition_point(|at| *at < between.start) == places.partition_point(|at| *at < between.end)
}
