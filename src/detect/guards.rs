//! The guards that terms declare: `not_within`, `not_after`, `not_before`, found by the same automaton as the terms.

use std::ops::Range;

use super::entries::guards_of;
use super::finding::Refusal;
use super::matcher::Hit;
use crate::lexicon::Term;
use crate::text::{Work, count, is_han};

/// The guards of a pack: those of a term lie together in the automaton.
#[derive(Debug)]
pub(super) struct Guards {
    /// For each term, the number of its first guard; one more at the end.
    offsets: Vec<u32>,
}

impl Guards {
    /// Takes the numbers.
    pub(super) fn new(offsets: Vec<u32>) -> Self {
        Self { offsets }
    }

    /// The numbers of all guards.
    fn numbers(&self) -> Range<u32> {
        let number = |offset: Option<&u32>| offset.copied().unwrap_or_default();
        number(self.offsets.first())..number(self.offsets.last())
    }

    /// The guards found in one message.
    pub(super) fn read(&self, hits: &[Hit]) -> Found {
        let numbers = self.numbers();
        let ours = |hit: &&Hit| numbers.contains(&hit.entry);
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
        guards_of(term).zip(first..).enumerate().find_map(|(index, (guard, number))| {
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
