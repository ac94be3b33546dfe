//! The guards that terms declare: `not_within`, `not_after`, `not_before`, found by the same automaton as the terms.

use std::ops::Range;

use super::finding::Refusal;
use super::matcher::Hit;
use crate::lexicon::pattern::Route;
use crate::lexicon::{Guard, Lexicon, Term};
use crate::text::{Work, count, is_han};

/// How the guards of a pack are numbered in the automaton: those of a term lie together, in the order of [`all`].
#[derive(Debug)]
pub(super) struct Guards {
    first: u32,
    /// For each term, the number of its first guard; one more at the end.
    offsets: Vec<u32>,
}

/// The guards of a term, in the order of their numbers.
fn all(term: &Term) -> impl Iterator<Item = &Guard> {
    term.not_within.iter().chain(&term.not_after).chain(&term.not_before)
}

impl Guards {
    /// The numbering, from `first` on, and the entries that the automaton needs.
    pub(super) fn new(lexicon: &Lexicon, first: u32) -> (Self, impl Iterator<Item = (u32, &[Route])>) {
        let mut offsets = vec![first];
        let mut next = first;
        for term in &lexicon.terms {
            next += u32::try_from(all(term).count()).unwrap_or(u32::MAX);
            offsets.push(next);
        }
        let entries =
            lexicon.terms.iter().flat_map(all).zip(first..).map(|(guard, n)| (n, guard.routes.as_slice()));
        (Self { first, offsets }, entries)
    }

    /// The number after the last guard.
    pub(super) fn end(&self) -> u32 {
        self.offsets.last().copied().unwrap_or(self.first)
    }

    /// The guards found in one message.
    pub(super) fn read(&self, hits: &[Hit]) -> Found {
        let ours = |hit: &&Hit| (self.first..self.end()).contains(&hit.entry);
        let mut by_end: Vec<(u32, usize)> = Vec::new();
        let mut by_start: Vec<(u32, usize, usize)> = Vec::new();
        for hit in hits.iter().filter(ours) {
            by_end.push((hit.entry, hit.end));
            by_start.push((hit.entry, hit.start, hit.end));
        }
        by_end.sort_unstable();
        by_start.sort_unstable();
        // The furthest end so far of each guard: one look-up then says whether some hit of it reaches round a place.
        let mut furthest = (0, 0);
        for (entry, _, end) in &mut by_start {
            furthest = if furthest.0 == *entry { (*entry, furthest.1.max(*end)) } else { (*entry, *end) };
            *end = furthest.1;
        }
        Found { by_end, by_start }
    }

    /// The guard that refuses a hit of a term, if one does. `blocks` are its parts that stand without a gap.
    pub(super) fn refuse<'t>(
        &self,
        found: &Found,
        place: u32,
        term: &'t Term,
        hit: &Hit,
        blocks: &[Range<usize>],
    ) -> Option<Refusal<'t>> {
        if found.by_end.is_empty() {
            return None;
        }
        let first = self.offsets[place as usize];
        all(term).zip(first..).enumerate().find_map(|(index, (guard, number))| {
            count(Work::Guards, blocks.len());
            if index < term.not_within.len() {
                let inside = |block: &Range<usize>| found.reaches_round(number, block);
                blocks.iter().any(inside).then_some(Refusal::Within(&guard.text))
            } else if index < term.not_within.len() + term.not_after.len() {
                found
                    .by_end
                    .binary_search(&(number, hit.start))
                    .is_ok()
                    .then_some(Refusal::After(&guard.text))
            } else {
                found.starts_at(number, hit.end).then_some(Refusal::Before(&guard.text))
            }
        })
    }
}

/// Whether a part of a hit is the second half of a question that offers both (好不好, 有没有, 喜欢不喜欢): nothing is denied there.
/// 一动不动 is no question.
pub(super) fn a_not_a(text: &str, part: &Range<usize>) -> bool {
    let Some(verb) = text[part.clone()].strip_prefix(['不', '没']) else { return false };
    let before = &text[..part.start];
    (1..=2).any(|length| {
        let end = verb.char_indices().nth(length).map_or(verb.len(), |(end, _)| end);
        let asked = before.strip_suffix(&verb[..end]).is_some_and(|rest| !rest.ends_with('一'));
        asked && verb.chars().nth(length - 1).is_some_and(is_han)
    })
}

/// The guards found in one message: number and place.
pub(super) struct Found {
    by_end: Vec<(u32, usize)>,
    /// Number, start, and the furthest end of that guard so far.
    by_start: Vec<(u32, usize, usize)>,
}

impl Found {
    fn reaches_round(&self, number: u32, place: &Range<usize>) -> bool {
        let after = self.by_start.partition_point(|(n, start, _)| (*n, *start) <= (number, place.start));
        after > 0 && {
            let (n, _, end) = self.by_start[after - 1];
            n == number && end >= place.end
        }
    }

    fn starts_at(&self, number: u32, place: usize) -> bool {
        let at = self.by_start.partition_point(|(n, start, _)| (*n, *start) < (number, place));
        self.by_start.get(at).is_some_and(|(n, start, _)| (*n, *start) == (number, place))
    }
}
