//! Finds every wording of every pattern in one pass: one automaton for all literals, one walk over its hits.
//!
//! Each hit of a literal is looked up among the steps it can take. A step is taken if the step before it was taken
//! right before this hit, or within a gap; for that each step keeps the ends it was reached at, in order, so that one
//! binary search decides. Ends that lie further back than any wording is long are dropped. Work is the number of literal
//! hits times the steps they serve: linear in the text, whatever the pack says. There is no backtracking.

use std::ops::Range;
use std::sync::Arc;

use super::clauses::{Clauses, is_loose};
use super::literals::Literals;
use super::steps::{NONE, Steps, Use};
use crate::lexicon::pattern::{FAR, GAP, Link};
use crate::text::Vocabulary;

/// The most characters that sentence punctuation may put between two characters of a loose wording.
const LOOSE: usize = 3;

/// A wording found: which entry it belongs to and where, in bridged text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    /// The number that the wording was added with.
    pub(super) entry: u32,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// The parts that stand without a gap, if there is more than one: places in [`Scratch::blocks`].
    pub(super) blocks: Range<u32>,
}

/// An end that a step was reached at.
#[derive(Clone, Copy, Debug)]
struct Reached {
    end: usize,
    start: usize,
    /// Where this step's own literal starts.
    own_start: usize,
    link: Link,
    /// Place of what it follows, in the memory of the step before.
    follows: u32,
}

/// The ends that one step was reached at, in order, as far back as somebody may ask.
#[derive(Debug, Default)]
struct Ends {
    /// How many were dropped before these: a place counts from the first one.
    dropped: usize,
    latest: Vec<Reached>,
}

impl Ends {
    /// The last one up to a position, and its place.
    fn before(&self, start: usize) -> Option<(usize, Reached)> {
        let place = self.latest.partition_point(|reached| reached.end <= start).checked_sub(1)?;
        Some((self.dropped + place, self.latest[place]))
    }

    fn at(&self, place: u32) -> Reached {
        self.latest[place as usize - self.dropped]
    }

    /// Adds one. Nobody will ask for those that end before `from`: they make room when there is none, if that is worth it.
    fn push(&mut self, reached: Reached, from: usize) {
        if self.latest.len() == self.latest.capacity() {
            let old = self.latest.partition_point(|reached| reached.end < from);
            if old > self.latest.len() / 2 {
                self.latest.drain(..old);
                self.dropped += old;
            }
        }
        self.latest.push(reached);
    }

    fn clear(&mut self) {
        self.dropped = 0;
        self.latest.clear();
    }
}

/// What is kept from message to message so that nothing is allocated anew.
#[derive(Debug, Default)]
pub struct Scratch {
    reached: Vec<Ends>,
    touched: Vec<u32>,
    /// A bit for each state that was reached: small enough to stay at hand.
    live: Vec<u64>,
    pub(super) hits: Vec<Hit>,
    pub(super) blocks: Vec<Range<usize>>,
    /// Steps looked at so far: the measure of work that tests hold against the length of the text.
    pub work: u64,
}

/// All wordings of a pack, ready to be found.
#[derive(Debug)]
pub(super) struct Matcher {
    literals: Literals,
    steps: Steps,
}

impl Matcher {
    /// Takes the steps that the literals of a list serve.
    pub(super) fn new(vocabulary: &Vocabulary, steps: Steps) -> Self {
        Self { literals: Literals::new(Arc::clone(vocabulary.parts().0)), steps }
    }

    /// Leaves every wording of `text` in `scratch.hits`, ordered by end.
    pub(super) fn find(&self, text: &str, clauses: &mut Clauses<'_>, scratch: &mut Scratch) {
        scratch.reset(self.steps.states());
        self.literals.find(text, |literal, here| {
            let edges = Edges::of(text, here.start, here.end);
            for step in self.steps.of(literal) {
                scratch.work += 1;
                // Most steps wait for one that was never taken.
                if step.link() == Link::Start || scratch.was_reached(step.before) {
                    self.take(&step, here.clone(), edges, text, clauses, scratch);
                }
            }
        });
    }

    /// Takes one step if it may be taken here.
    fn take(
        &self,
        step: &Use,
        here: Range<usize>,
        edges: Edges,
        text: &str,
        clauses: &mut Clauses<'_>,
        scratch: &mut Scratch,
    ) {
        if (step.link() != Link::Adjacent && !edges.left) || (!step.joined() && !edges.right) {
            return;
        }
        let mut start = here.start;
        let mut follows = NONE;
        if step.link() != Link::Start {
            let ends = &scratch.reached[step.before as usize];
            let Some((place, last)) = ends.before(here.start) else { return };
            let near = match step.link() {
                Link::Adjacent => last.end == here.start,
                Link::Gap => clauses.gap(text, last.end..here.start, GAP),
                Link::Far => clauses.far_gap(text, last.end..here.start, FAR),
                _ => loose_gap(&text[last.end..here.start]),
            };
            if !near {
                return;
            }
            start = last.start;
            follows = u32::try_from(place).unwrap_or(NONE);
        }
        let reached = Reached { end: here.end, start, own_start: here.start, link: step.link(), follows };
        if step.state == NONE {
            let blocks = self.blocks(step, reached, scratch);
            scratch.hits.push(Hit { entry: step.entry(), start, end: here.end, blocks });
            return;
        }
        let ends = &mut scratch.reached[step.state as usize];
        if ends.latest.is_empty() {
            scratch.touched.push(step.state);
            scratch.live[step.state as usize / 64] |= 1 << (step.state % 64);
        }
        match ends.latest.last_mut() {
            // The tighter of two ways to the same end.
            Some(last) if last.end == here.end => {
                if last.start < start {
                    *last = reached;
                }
            }
            _ => ends.push(reached, here.start.saturating_sub(self.steps.longest())),
        }
    }

    /// Walks back over the steps and notes the parts that stand without a gap.
    fn blocks(&self, step: &Use, last: Reached, scratch: &mut Scratch) -> Range<u32> {
        let first = scratch.blocks.len();
        if step.link() == Link::Start {
            let place = u32::try_from(first).unwrap_or(NONE);
            return place..place;
        }
        let (mut reached, mut state) = (last, step.before);
        let mut end = last.end;
        loop {
            if reached.link != Link::Adjacent {
                scratch.blocks.push(reached.own_start..end);
            }
            if reached.link == Link::Start || state == NONE {
                break;
            }
            let before = scratch.reached[state as usize].at(reached.follows);
            if reached.link != Link::Adjacent {
                end = before.end;
            }
            reached = before;
            state = self.steps.parent(state);
        }
        scratch.blocks[first..].reverse();
        u32::try_from(first).unwrap_or(NONE)..u32::try_from(scratch.blocks.len()).unwrap_or(NONE)
    }
}

impl Scratch {
    /// The parts of a hit that stand without a gap, in order; the whole hit when it has no gap.
    pub(super) fn blocks_of<'s>(
        &'s self,
        blocks: &Range<u32>,
        whole: &'s Range<usize>,
    ) -> &'s [Range<usize>] {
        match &self.blocks[blocks.start as usize..blocks.end as usize] {
            [] => std::slice::from_ref(whole),
            blocks => blocks,
        }
    }

    fn was_reached(&self, state: u32) -> bool {
        self.live[state as usize / 64] >> (state % 64) & 1 == 1
    }

    fn reset(&mut self, states: usize) {
        for state in self.touched.drain(..) {
            self.reached[state as usize].clear();
            self.live[state as usize / 64] = 0;
        }
        if self.reached.len() < states {
            self.reached.resize_with(states, Ends::default);
            self.live.resize(states.div_ceil(64), 0);
        }
        self.hits.clear();
        self.blocks.clear();
    }
}

/// Whether a literal may begin or end where it does: a letter or digit must not go on there.
#[derive(Clone, Copy)]
struct Edges {
    left: bool,
    right: bool,
}

impl Edges {
    fn of(text: &str, start: usize, end: usize) -> Self {
        let bytes = text.as_bytes();
        let inside_word =
            |a: usize, b: usize| bytes[a].is_ascii_alphanumeric() && bytes[b].is_ascii_alphanumeric();
        Self {
            left: start == 0 || !inside_word(start - 1, start),
            right: end == bytes.len() || !inside_word(end - 1, end),
        }
    }
}

/// Nothing but a little punctuation.
fn loose_gap(between: &str) -> bool {
    between.chars().take(LOOSE + 1).count() <= LOOSE && between.chars().all(is_loose)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::diagnostic::Said;
    use crate::lexicon::pattern::{Concepts, Route, parse};

    struct NoConcepts;

    impl Concepts for NoConcepts {
        fn routes(&self, name: &str) -> Result<Rc<[Route]>, (Said, Said)> {
            Err((Said::alike(name), Said::alike(name)))
        }
    }

    fn matcher(routes: &[Route]) -> Matcher {
        let (vocabulary, steps) = Steps::new(std::iter::once(routes), |_| false);
        Matcher::new(&vocabulary, steps)
    }

    fn hits(pattern: &str, text: &str) -> Vec<String> {
        let routes = parse(pattern, &NoConcepts).unwrap();
        let matcher = matcher(&routes);
        let mut scratch = Scratch::default();
        matcher.find(text, &mut Clauses::of(text), &mut scratch);
        scratch.hits.iter().map(|hit| text[hit.start..hit.end].to_owned()).collect()
    }

    #[test]
    fn patterns_find_what_they_say() {
        for (pattern, text, expected) in [
            ("退款", "我要退款", vec!["退款"]),
            ("退(款|钱)", "退钱和退款", vec!["退钱", "退款"]),
            ("退[了]款", "退了款，退款", vec!["退了款", "退款"]),
            ("退款…没到", "退款三天了没到", vec!["退款三天了没到"]),
            ("退款…没到", "退款三天了，没到", vec![]),
            ("退款…没到", "退款一二三四五六七八九十一二没到", vec!["退款一二三四五六七八九十一二没到"]),
            ("退款…没到", "退款一二三四五六七八九十一二三没到", vec![]),
            ("退款…没到", "没到退款", vec![]),
            ("退款……没到", "退款三天了，没到", vec!["退款三天了，没到"]),
            ("退款……没到", "退款三天了。没到", vec![]),
            (
                "退款……没到",
                "退款一二三四五六七八九十，一二三四五六七八九没到",
                vec!["退款一二三四五六七八九十，一二三四五六七八九没到"],
            ),
            ("退款……没到", "退款一二三四五六七八九十，一二三四五六七八九十没到", vec![]),
            ("退款…没到", "退款没到", vec!["退款没到"]),
            ("app", "happy", vec![]),
            ("app", "这个app坏了", vec!["app"]),
            ("(a|b)c…d", "ac d", vec!["ac d"]),
            ("一…二…三", "一x二y三", vec!["一x二y三"]),
        ] {
            assert_eq!(hits(pattern, text), expected, "{pattern} in {text}");
        }
    }

    /// A text that is long is no reason to remember its beginning.
    #[test]
    fn what_no_wording_reaches_is_forgotten() {
        let text = "退款一二，没到。".repeat(5_000);
        let routes = parse("退款……没到", &NoConcepts).unwrap();
        let matcher = matcher(&routes);
        let mut scratch = Scratch::default();
        matcher.find(&text, &mut Clauses::of(&text), &mut scratch);
        assert_eq!((scratch.hits.len(), scratch.blocks.len()), (5_000, 10_000));
        assert!(scratch.reached.iter().all(|ends| ends.latest.capacity() < 64));
    }

    #[test]
    fn a_large_product_is_chained_and_finds_the_same() {
        let many = |first: char| {
            let parts: Vec<String> =
                (0..30u8).map(|i| format!("{first}{}", char::from(b'a' + i % 26))).collect();
            format!("({})", parts.join("|"))
        };
        let pattern = format!("{}{}[尾]", many('甲'), many('乙'));
        assert_eq!(hits(&pattern, "x 甲c乙d尾"), ["甲c乙d", "甲c乙d尾"]);
        assert_eq!(hits(&pattern, "甲c 乙d"), Vec::<String>::new());
    }

    /// Every end of a route that starts at a place, found by plain recursion: the oracle.
    fn ends(route: &[crate::lexicon::pattern::Step], text: &str, from: usize, out: &mut Vec<usize>) {
        let Some((step, rest)) = route.split_first() else {
            out.push(from);
            return;
        };
        let latest = if step.link == Link::Gap { text.len() } else { from };
        for at in (from..=latest).filter(|at| text.is_char_boundary(*at)) {
            let between = &text[from..at];
            let clause = |c| crate::detect::clauses::ends_clause(c);
            if between.chars().count() > GAP || between.chars().any(clause) {
                break;
            }
            for literal in step.literals.iter() {
                if text[at..].starts_with(literal) {
                    ends(rest, text, at + literal.len(), out);
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_walk_finds_what_plain_recursion_finds(
            pattern in "[甲乙丙](…?[甲乙丙丁]|[(][甲乙]{1,2}[|][乙丙][)]|[\\[][甲乙][\\]]){0,4}",
            text in "[甲乙丙丁，]{0,30}",
        ) {
            let Ok(routes) = parse(&pattern, &NoConcepts) else { return Ok(()) };
            let matcher = matcher(&routes);
            let mut scratch = Scratch::default();
            matcher.find(&text, &mut Clauses::of(&text), &mut scratch);
            // The walk keeps the latest start for each end of a route.
            let mut expected = std::collections::BTreeMap::new();
            for (at, _) in text.char_indices() {
                for route in &routes {
                    let mut found = Vec::new();
                    ends(route, &text, at, &mut found);
                    for end in found {
                        expected.insert(end, at);
                    }
                }
            }
            let mut found = std::collections::BTreeMap::new();
            for hit in &scratch.hits {
                let start = found.entry(hit.end).or_insert(hit.start);
                *start = (*start).max(hit.start);
            }
            proptest::prop_assert_eq!(found, expected, "{} in {}", pattern, text);
        }
    }
}
