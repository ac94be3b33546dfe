//! The strings of a message that could be terms: one to three words in a row that no finding explains yet.

use std::ops::Range;

use crate::detect::{Finding, Refusal};
use crate::lexicon::{Owner, Signal, Stage};
use crate::text::{Message, Segmenter, is_han};

/// Words in a row that may make a term.
const MOST_WORDS: usize = 3;

/// Characters of a term, at least and at most. A single Han character says too little.
const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// A string of a message, by its place in the folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Candidate {
    pub(super) at: Range<usize>,
    /// Where its words part, in folded bytes; empty for a single word.
    pub(super) seams: Vec<usize>,
}

/// The words that a candidate may be made of, and what may not be part of one.
pub(super) struct Candidates<'m> {
    folded: &'m str,
    /// Runs of words with nothing between them.
    words: Vec<Range<usize>>,
    /// Written ranges that findings explain, with whether they explain everything that touches them.
    explained: Vec<(Range<usize>, bool)>,
}

impl<'m> Candidates<'m> {
    pub(super) fn of(message: &'m Message<'_>, segmenter: &Segmenter, findings: &[Finding<'_>]) -> Self {
        let folded = message.folded();
        let words = segmenter.words(folded).into_iter().filter(|word| is_word(&folded[word.clone()]));
        let explained = findings.iter().filter_map(explains);
        Self { folded, words: words.collect(), explained: explained.collect() }
    }

    /// All words, single characters too: what cohesion is reckoned from.
    pub(super) fn words(&self) -> impl Iterator<Item = &'m str> + '_ {
        self.words.iter().map(|word| &self.folded[word.clone()])
    }

    /// Every candidate, in order of place.
    pub(super) fn all<'c>(&'c self, message: &'c Message<'_>) -> impl Iterator<Item = Candidate> + 'c {
        (0..self.words.len()).flat_map(move |first| {
            let longest = self.run(first);
            (1..=longest).filter_map(move |count| self.candidate(message, first, count))
        })
    }

    /// How many words stand in a row from here on, up to the most that a term has.
    fn run(&self, first: usize) -> usize {
        let mut count = 1;
        while count < MOST_WORDS
            && self
                .words
                .get(first + count)
                .is_some_and(|next| next.start == self.words[first + count - 1].end)
        {
            count += 1;
        }
        count
    }

    fn candidate(&self, message: &Message<'_>, first: usize, count: usize) -> Option<Candidate> {
        let words = &self.words[first..first + count];
        let at = words[0].start..words[count - 1].end;
        let text = &self.folded[at.clone()];
        let fits = CHARACTERS.contains(&text.chars().count());
        if !fits || text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let written = message.span(at.clone());
        let known = self.explained.iter().any(|(span, all)| {
            let inside = span.start <= written.start && written.end <= span.end;
            let touches = span.start < written.end && written.start < span.end;
            inside || (*all && touches)
        });
        let seams = words[1..].iter().map(|word| word.start).collect();
        (!known).then_some(Candidate { at, seams })
    }
}

/// What a finding explains. A trouble, or a wish that the program heard, explains whatever touches it; a subject or a
/// question only itself: 花呗用不了 may well be a term that a pack with 花呗 lacks.
fn explains(finding: &Finding<'_>) -> Option<(Range<usize>, bool)> {
    let span = finding.span.start..finding.span.end;
    let Some(term) = finding.term() else { return Some((span, true)) };
    if !matches!(finding.refused_by, None | Some(Refusal::Overlap | Refusal::Repeat)) {
        return None;
    }
    let whole = match term.owner {
        Owner::Category(_) => term.stage != Stage::Topic,
        Owner::Signal(Signal::Question | Signal::Request | Signal::Pressure) => false,
        Owner::Signal(_) => true,
    };
    Some((span, whole))
}

fn is_word(word: &str) -> bool {
    word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
}
