//! Terms of the pack in a message: found in one pass, then guarded, then read for how they are meant.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::OnceLock;

use super::assertion::Assertion;
use super::builtin;
use super::clauses::Clauses;
use super::cover::Cover;
use super::entries::Numbers;
use super::finding::{Finding, Refusal, What};
use super::guards::{Found, Guards, a_not_a};
use super::layout::{self, Layout, matters};
use super::matcher::{Hit, Matcher, Scratch};
use super::tenor::temper;
use crate::lexicon::{Lexicon, Owner, Signal, Stage, State, Term};
use crate::text::{Bridged, Message, Segmenter, Sieve, Vocabulary, letters};

/// Finds the terms and cues of a pack.
#[derive(Debug)]
pub struct TermFinder {
    matcher: Matcher,
    vocabulary: Vocabulary,
    /// Entries below this number are terms; then come guards, then cues.
    terms: u32,
    guards: Guards,
    assertion: Assertion,
    /// Made when it is first asked for.
    sieve: OnceLock<Sieve>,
    is_builtin: bool,
}

/// A hit of a term on its way to become a finding; places are in bridged text.
struct Candidate<'t> {
    term: &'t Term,
    range: Range<usize>,
    /// Its parts that stand without a gap, if there is more than one: places in [`Scratch::blocks`].
    blocks: Range<u32>,
    refused: Option<Refusal<'t>>,
}

impl TermFinder {
    /// Lays out all terms, guards and cues of a pack.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        Self::of(lexicon, Layout::of(lexicon))
    }

    /// The same for the built-in pack, which the build laid out.
    pub(crate) fn builtin(lexicon: &Lexicon) -> Self {
        let sieve = OnceLock::from(builtin::sieve());
        Self { sieve, is_builtin: true, ..Self::of(lexicon, builtin::layout()) }
    }

    fn of(lexicon: &Lexicon, layout: Layout) -> Self {
        let Layout { vocabulary, steps } = layout;
        let Numbers { guards, cues } = Numbers::of(lexicon);
        Self {
            matcher: Matcher::new(&vocabulary, steps),
            vocabulary,
            terms: guards[0],
            guards: Guards::new(guards),
            assertion: Assertion::new(&lexicon.cues, cues),
            sieve: OnceLock::new(),
            is_builtin: false,
        }
    }

    /// A segmenter that knows the wordings of every term that doesn't ask for whole words.
    #[must_use]
    pub fn segmenter(&self) -> Segmenter {
        if self.is_builtin {
            builtin::segmenter(&self.vocabulary)
        } else {
            Segmenter::of(self.vocabulary.clone())
        }
    }

    /// Whether a message has a term that may make it a hit: of a category, an emergency, an outside channel or a wish for a
    /// person, refused or not. Where it has none, there is no category, no emergency, no hand-over, and no need but an inquiry.
    pub(crate) fn may_matter(&self, lexicon: &Lexicon, text: &str, scratch: &mut Scratch) -> bool {
        let sieve = self.sieve.get_or_init(|| layout::sieve(lexicon));
        if !sieve.may_hold(text) {
            return false;
        }
        let message = Message::new(text);
        let bridged = Bridged::new(message.folded());
        let text = bridged.text();
        self.matcher.find(text, &mut Clauses::of(text), scratch);
        let mut terms = scratch.hits.iter().filter_map(|hit| lexicon.terms.get(hit.entry as usize));
        terms.any(matters)
    }

    /// All terms of a message, refused ones included, in order of their place.
    #[must_use]
    pub fn find<'t>(
        &self,
        lexicon: &'t Lexicon,
        segmenter: &Segmenter,
        message: &Message<'_>,
        scratch: &mut Scratch,
    ) -> Vec<Finding<'t>> {
        self.find_watched(lexicon, segmenter, message, scratch, &mut |_| {})
    }

    /// The same, telling the place in the pack of every cue that says how a term is meant.
    pub(crate) fn find_watched<'t>(
        &self,
        lexicon: &'t Lexicon,
        segmenter: &Segmenter,
        message: &Message<'_>,
        scratch: &mut Scratch,
        on_cue: &mut dyn FnMut(usize),
    ) -> Vec<Finding<'t>> {
        let bridged = Bridged::new(message.folded());
        let text = bridged.text();
        let mut clauses = Clauses::of_bridged(&bridged, message.folded());
        self.matcher.find(text, &mut clauses, scratch);
        if !scratch.hits.iter().any(|hit| hit.entry < self.terms) {
            return Vec::new();
        }
        let place = |range: Range<usize>| message.span(bridged.folded(range));
        let look = Look {
            text,
            segmenter,
            scratch: &*scratch,
            guards: &self.guards,
            found: self.guards.read(&scratch.hits),
            crossings: RefCell::default(),
        };
        let mut kept: Vec<Candidate<'t>> = Vec::new();
        for hit in candidates(self.terms, &scratch.hits) {
            let term = &lexicon.terms[hit.entry as usize];
            let refused = look.refuse(term, hit, place);
            keep(
                &mut kept,
                Candidate { term, range: hit.start..hit.end, blocks: hit.blocks.clone(), refused },
            );
        }
        let pressed = press(&mut kept);
        explain(&mut kept);
        let standing = kept.iter().filter(|candidate| consumes(candidate));
        let standing: Vec<Range<usize>> =
            standing.flat_map(|c| scratch.blocks_of(&c.blocks, &c.range)).cloned().collect();
        let cues = self.assertion.read(text, &scratch.hits, &standing);
        let mut findings: Vec<Finding<'t>> = kept
            .into_iter()
            .map(|candidate| Finding {
                span: place(candidate.range.clone()),
                what: What::Term(candidate.term),
                state: if candidate.refused.is_some() {
                    State::Affirmed
                } else {
                    let blocks = scratch.blocks_of(&candidate.blocks, &candidate.range);
                    let (state, cue) =
                        cues.state(&self.assertion, blocks, &candidate.term.immune, &mut clauses);
                    cue.into_iter().for_each(&mut *on_cue);
                    state
                },
                refused_by: candidate.refused,
            })
            .collect();
        findings.sort_by_key(|finding| finding.span);
        let pressed: usize = pressed.iter().map(|range| letters(&text[range.clone()])).sum();
        temper(&mut findings, letters(text) - pressed);
        findings
    }
}

/// The hits of terms by term, then place, the longest first where several begin together.
fn candidates(terms: u32, hits: &[Hit]) -> Vec<&Hit> {
    let mut hits: Vec<&Hit> = hits.iter().filter(|hit| hit.entry < terms).collect();
    hits.sort_unstable_by_key(|hit| (hit.entry, hit.start, std::cmp::Reverse(hit.end), hit.blocks.start));
    hits.dedup_by_key(|hit| (hit.entry, hit.start, hit.end));
    hits
}

/// Keeps one of overlapping hits of the same term: an accepted one before a refused one, else the earlier.
fn keep<'t>(kept: &mut Vec<Candidate<'t>>, candidate: Candidate<'t>) {
    let overlaps = |last: &&mut Candidate<'t>| {
        std::ptr::eq(last.term, candidate.term) && candidate.range.start < last.range.end
    };
    match kept.last_mut().filter(overlaps) {
        None => kept.push(candidate),
        Some(last) if last.refused.is_some() && candidate.refused.is_none() => *last = candidate,
        Some(_) => {}
    }
}

/// Whether a 不 in a term denies something. What asks or names a subject may well be half of a question.
fn denies(term: &Term) -> bool {
    term.stage != Stage::Topic && !matches!(term.owner, Owner::Signal(Signal::Question | Signal::Request))
}

/// Whether a hit uses up the words in it, so that a cue inside it says nothing about its neighbours (没 in 没到账).
fn consumes(candidate: &Candidate<'_>) -> bool {
    candidate.refused.is_none()
        && match candidate.term.owner {
            // A hint is too weak to use up a word that turns a real trouble round.
            Owner::Category(_) => candidate.term.stage != Stage::Topic && candidate.term.weight > 1,
            Owner::Signal(signal) => signal == Signal::Pressure,
        }
}

/// Refuses whatever lies in a pressure word, and says where those words are.
fn press(kept: &mut [Candidate<'_>]) -> Vec<Range<usize>> {
    let is_pressure = |term: &Term| term.owner == Owner::Signal(Signal::Pressure);
    let pressure = kept.iter().filter(|candidate| candidate.refused.is_none() && is_pressure(candidate.term));
    // 快点急 may be a term of its own, but here it is two pressure words side by side.
    let pressure = Cover::joined(pressure.map(|candidate| candidate.range.clone()).collect());
    for candidate in kept.iter_mut().filter(|candidate| !is_pressure(candidate.term)) {
        if candidate.refused.is_none() && pressure.covers(&candidate.range) {
            candidate.refused = Some(Refusal::Pressure);
        }
    }
    pressure.into_ranges()
}

/// Refuses a trouble that lies wholly inside a wider one of a category that comes first: the 收不到 of 收不到验证码 is no
/// fault of its own. What has escalated stays.
fn explain(kept: &mut [Candidate<'_>]) {
    let categories: Vec<Option<usize>> = kept.iter().map(trouble).collect();
    let there = || categories.iter().flatten().copied();
    let (Some(first), Some(last)) = (there().min(), there().max()) else { return };
    for category in first + 1..=last {
        let placed = kept.iter().zip(&categories);
        let before = placed.filter(|(_, place)| place.is_some_and(|place| place < category));
        let wider = Explained::by(before.map(|(wide, _)| wide));
        for (candidate, place) in kept.iter_mut().zip(&categories) {
            if *place == Some(category) && candidate.term.stage == Stage::Problem {
                candidate.refused = wider.reaches_round(&candidate.range).map(Refusal::Within);
            }
        }
    }
}

/// The category of an accepted trouble that is more than a hint.
fn trouble(candidate: &Candidate<'_>) -> Option<usize> {
    let strong =
        candidate.refused.is_none() && candidate.term.stage != Stage::Topic && candidate.term.weight > 1;
    match candidate.term.owner {
        Owner::Category(place) if strong => Some(place),
        _ => None,
    }
}

/// Troubles by start, each with the furthest end so far and the term that reaches it.
struct Explained<'t> {
    by_start: Vec<(usize, usize, &'t str)>,
}

impl<'t> Explained<'t> {
    fn by<'c>(wider: impl Iterator<Item = &'c Candidate<'t>>) -> Self
    where
        't: 'c,
    {
        let mut by_start: Vec<_> =
            wider.map(|wide| (wide.range.start, wide.range.end, wide.term.id.as_str())).collect();
        by_start.sort_unstable();
        let mut furthest = (0, "");
        for (_, end, text) in &mut by_start {
            furthest = if *end > furthest.0 { (*end, *text) } else { furthest };
            (*end, *text) = furthest;
        }
        Self { by_start }
    }

    /// The term that contains a range and more, if one does.
    fn reaches_round(&self, range: &Range<usize>) -> Option<&'t str> {
        let within = |count: usize, least: usize| {
            let (_, end, text) = self.by_start[count.checked_sub(1)?];
            (end >= least).then_some(text)
        };
        let before = self.by_start.partition_point(|(start, ..)| *start < range.start);
        let with = self.by_start.partition_point(|(start, ..)| *start <= range.start);
        within(before, range.end).or_else(|| within(with, range.end + 1))
    }
}

/// What speaks against a hit.
struct Look<'l> {
    text: &'l str,
    segmenter: &'l Segmenter,
    scratch: &'l Scratch,
    guards: &'l Guards,
    found: Found,
    /// The last few answers of the segmenter: many terms share a wording.
    crossings: RefCell<VecDeque<Crossing>>,
}

/// A part of a hit, and the word that cuts it.
type Crossing = (Range<usize>, Option<Range<usize>>);

/// So many answers are kept.
const ANSWERS: usize = 8;

impl Look<'_> {
    /// The term's own guards first, which are cheap, then the words round the hit.
    fn refuse<'t>(
        &self,
        term: &'t Term,
        hit: &Hit,
        place: impl Fn(Range<usize>) -> crate::text::Span,
    ) -> Option<Refusal<'t>> {
        let whole = hit.start..hit.end;
        let blocks = self.scratch.blocks_of(&hit.blocks, &whole);
        if let Some(refusal) = self.guards.refuse(&self.found, hit.entry, term, hit, blocks) {
            return Some(refusal);
        }
        if denies(term) && blocks.iter().any(|block| a_not_a(self.text, block)) {
            return Some(Refusal::ANotA);
        }
        if term.whole_words {
            let on_edges = |block: &Range<usize>| self.segmenter.on_edges(self.text, block.clone());
            return (!blocks.iter().all(on_edges)).then_some(Refusal::NotWhole);
        }
        blocks.iter().find_map(|block| self.crossing(block)).map(|word| Refusal::Word(place(word)))
    }

    /// The word that cuts a part of a hit.
    fn crossing(&self, block: &Range<usize>) -> Option<Range<usize>> {
        let mut crossings = self.crossings.borrow_mut();
        if let Some((_, word)) = crossings.iter().find(|(asked, _)| asked == block) {
            return word.clone();
        }
        let word = self.segmenter.crossing(self.text, block.clone());
        if crossings.len() == ANSWERS {
            crossings.pop_front();
        }
        crossings.push_back((block.clone(), word.clone()));
        word
    }
}
