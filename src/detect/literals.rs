//! Where the literals of a pack stand in a text: by looking each place up at first, by one automaton once that pays.
//!
//! Building the automaton over some ten thousand literals takes longer than deciding thousands of messages, so whoever
//! asks about a single message never waits for it. Both ways find the same; a property test holds one against the other.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::text::WordList;

/// The automaton is built once so many bytes of text were read: looking them up took about as long as building it does.
const PAYS: usize = 32 * 1024;

/// The literals, sorted, each known by its place.
pub(super) struct Literals {
    list: Arc<WordList>,
    /// None of what no automaton can hold: the parser's limits come first.
    automaton: OnceLock<Option<CharwiseDoubleArrayAhoCorasick<u32>>>,
    /// Bytes looked up so far.
    read: AtomicUsize,
}

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Literals").field("count", &self.list.count()).finish_non_exhaustive()
    }
}

impl Literals {
    /// Takes a list of literals.
    pub(super) fn new(list: Arc<WordList>) -> Self {
        Self { list, automaton: OnceLock::new(), read: AtomicUsize::new(0) }
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

    /// Place by place.
    pub(super) fn look_up(&self, text: &str, mut each: impl FnMut(usize, Range<usize>)) {
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            self.list.begin(&text[start..], |place, len| found.push((start + len, start, place)));
        }
        found.sort_unstable();
        for (end, start, place) in found {
            each(place, start..end);
        }
    }

    /// One that reads a Han character in one step: twice as fast here as one that reads its three bytes.
    fn build(&self) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
        let literals = (0..self.list.count()).map(|place| self.list.get(place));
        CharwiseDoubleArrayAhoCorasick::with_values(literals.zip(0..)).ok()
    }
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
            let table = Literals::new(Arc::new(WordList::new(literals.iter().map(String::as_str))));
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
