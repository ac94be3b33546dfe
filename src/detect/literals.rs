//! Where the literals of a pack stand in a text: by looking each place up at first, by one automaton once that pays.
//!
//! Building the automaton over some ten thousand literals takes longer than deciding thousands of messages, so whoever
//! asks about a single message never waits for it. Both ways find the same; a property test holds one against the other.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// The automaton is built once so many bytes of text were read: looking them up took about as long as building it does.
const PAYS: usize = 32 * 1024;

/// The literals, sorted, each known by its place.
pub(super) struct Literals {
    /// All of them, one after the other.
    text: String,
    /// Where each starts, and the end of the last.
    bounds: Vec<u32>,
    /// None of what no automaton can hold: the parser's limits come first.
    automaton: OnceLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>>,
    /// Bytes looked up so far.
    read: AtomicUsize,
}

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literals").field("count", &self.count()).finish_non_exhaustive()
    }
}

impl Literals {
    /// Takes literals in ascending order, none of them twice or empty.
    pub(super) fn new<'l>(sorted: impl Iterator<Item = &'l str>) -> Self {
        let mut text = String::new();
        let mut bounds = vec![0];
        for literal in sorted {
            text.push_str(literal);
            bounds.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self { text, bounds, automaton: OnceLock::new(), read: AtomicUsize::new(0) }
    }

    fn count(&self) -> usize {
        self.bounds.len() - 1
    }

    fn get(&self, place: usize) -> &[u8] {
        &self.text.as_bytes()[self.bounds[place] as usize..self.bounds[place + 1] as usize]
    }

    /// Calls `each` with the place of every literal in `text` and where it stands, in order of the ends.
    pub(super) fn find(&self, text: &str, each: impl FnMut(usize, Range<usize>)) {
        // A lost update only delays the automaton.
        let read = self.read.fetch_add(text.len(), Ordering::Relaxed).saturating_add(text.len());
        if read < PAYS && self.automaton.get().is_none() {
            self.look_up(text, each);
        } else {
            self.run(text, each);
        }
    }

    /// By the automaton.
    pub(super) fn run(&self, text: &str, mut each: impl FnMut(usize, Range<usize>)) {
        let Some(automaton) = self.automaton.get_or_init(|| self.build()) else {
            return self.look_up(text, each);
        };
        for found in automaton.find_overlapping_iter(text) {
            each(found.value() as usize, found.start()..found.end());
        }
    }

    /// Place by place: the literals that begin as the text goes on are neighbours, and each further character narrows
    /// them down. No literal is longer than the pack's longest, so the work is linear in the text.
    pub(super) fn look_up(&self, text: &str, mut each: impl FnMut(usize, Range<usize>)) {
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            let mut left = 0..self.count();
            for (at, character) in text[start..].char_indices() {
                let end = start + at + character.len_utf8();
                let begun = &text.as_bytes()[start..end];
                let head = |place: usize| {
                    let literal = self.get(place);
                    literal.get(..begun.len()).unwrap_or(literal)
                };
                left.start = first(&left, |place| head(place) >= begun);
                left.end = first(&left, |place| head(place) > begun);
                if left.is_empty() {
                    break;
                }
                if self.get(left.start).len() == begun.len() {
                    found.push((end, start, left.start));
                }
            }
        }
        found.sort_unstable();
        for (end, start, place) in found {
            each(place, start..end);
        }
    }

    /// One that reads a Han character in one step: twice as fast here as one that reads its three bytes.
    fn build(&self) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
        let literal = |place: usize| &self.text[self.bounds[place] as usize..self.bounds[place + 1] as usize];
        CharwiseDoubleArrayAhoCorasick::with_values((0..self.count()).map(literal).zip(0..)).ok()
    }
}

/// The first place of a range from which on something holds; its end if it never does.
fn first(range: &Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn both_ways_find_the_same(
            mut literals in proptest::collection::vec("[甲乙ab，]{1,4}", 0..20),
            text in "[甲乙ab，丙]{0,40}",
        ) {
            literals.sort();
            literals.dedup();
            let table = Literals::new(literals.iter().map(String::as_str));
            let (mut one, mut other) = (Vec::new(), Vec::new());
            table.look_up(&text, |place, range| one.push((range.end, range.start, place)));
            table.run(&text, |place, range| other.push((range.end, range.start, place)));
            proptest::prop_assert!(one.is_sorted_by_key(|hit| hit.0) && other.is_sorted_by_key(|hit| hit.0));
            other.sort_unstable();
            proptest::prop_assert_eq!(&one, &other);
            for (end, start, place) in one {
                proptest::prop_assert_eq!(&text[start..end], &literals[place]);
            }
        }
    }
}
