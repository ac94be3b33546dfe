//! Where the literals of a pack stand in a text: by looking each place up at first, by one automaton once that pays.
//!
//! Building the automaton over some ten thousand literals takes longer than deciding thousands of messages, so whoever
//! asks about a single message never waits for it. Both ways find the same; a property test holds one against the other.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// The automaton is built once so many bytes of text were read: looking them up took about as long as building it does.
const PAYS: usize = 32 * 1024;

/// The literals, sorted, each known by its place.
#[derive(Debug)]
pub(super) struct Literals {
    /// All of them, one after the other.
    text: String,
    /// Where each starts, and the end of the last.
    bounds: Vec<u32>,
    automaton: OnceLock<AhoCorasick>,
    /// Bytes looked up so far.
    read: AtomicUsize,
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
        let last = self.count().saturating_sub(1);
        for found in self.automaton.get_or_init(|| self.build()).find_overlapping_iter(text) {
            each(last - found.pattern().as_usize(), found.start()..found.end());
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

    fn build(&self) -> AhoCorasick {
        let literals = (0..self.count()).rev().map(|place| self.get(place));
        // Backwards: the automaton keeps the bytes that lead on from a state in a sorted list, and so always finds its
        // place at the head.
        AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(literals)
            .unwrap_or_else(|_| empty_automaton())
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

/// The automaton of no literals: what is left when a pack is too large for any (the parser's limits come first).
fn empty_automaton() -> AhoCorasick {
    AhoCorasick::new([] as [&str; 0]).unwrap_or_else(|_| unreachable!("no literals always build"))
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
