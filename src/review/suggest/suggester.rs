//! From messages to suggestions: what was counted, ranked, with what adding each would do.

use super::candidates::{Candidate, Candidates};
use super::cohesion::{Words, cohesion};
use super::collisions::collisions;
use super::counts::{Count, Counts, Example, MOST_STRINGS, Sight};
use super::log_odds::{Background, LogOdds, Sets};
use crate::lexicon::Need;
use crate::text::{Message, Segmenter, is_in_dictionary};
use crate::triage::Report;

/// Characters of an example that are shown on either side of the string.
const CONTEXT: usize = 12;

/// Words that hold together less than this only happened to meet.
const LEAST_COHESION: f64 = 1.0;

/// A string of several words is one new word when it holds together this firmly and its neighbours vary this much (bits).
const NEW_COHESION: f64 = 6.0;
const NEW_ENTROPY: f64 = 2.0;

/// A string says nothing new beside one that contains it, or that it contains, if it is seen with it this often.
const SAME: f64 = 0.6;

/// One labelled message may be chance.
const LEAST_GAINED: u32 = 2;

/// How many suggestions, and of what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Suggestions, at most.
    pub most: usize,
    /// Messages that a string must stand in, at least.
    pub least: u32,
}

/// What labels say about a string. The program sees no need in any of these messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Labelled {
    /// They needed a person: a term would find them.
    pub gained: u32,
    /// They did not: a term would be a false alarm.
    pub lost: u32,
}

/// A string that may be a term.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The string, folded.
    pub text: String,
    /// How surely it goes with need that the program sees elsewhere in the same corpus messages: log-odds in standard
    /// deviations.
    pub z_corpus: Option<f64>,
    /// How surely it goes with need among the labelled messages in which the program sees none.
    pub z_labels: Option<f64>,
    /// Corpus messages that need a person by what else is in them.
    pub loud: u32,
    /// Corpus messages that would begin to need one.
    pub quiet: u32,
    /// What labels say, where there are any.
    pub labelled: Option<Labelled>,
    /// The dictionary has it.
    pub in_dictionary: bool,
    /// How firmly its words hold together, in bits; `None` for a single word.
    pub cohesion: Option<f64>,
    /// How freely its left and right neighbours vary, in bits.
    pub entropies: Option<[f64; 2]>,
    /// It looks like one word that the dictionary lacks.
    pub new_word: bool,
    /// Dictionary words that a hit may cut, the most frequent first.
    pub collisions: Vec<&'static str>,
    /// Where it stands; first of all in messages in which the program sees no need.
    pub examples: Vec<Example>,
}

/// Everything that is suggested.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestions {
    /// Strings, the surest first.
    pub list: Vec<Suggestion>,
    /// Corpus messages that need a person, and that don't.
    pub corpus: [u64; 2],
    /// Labelled messages that need a person, and that don't.
    pub labelled: [u64; 2],
    /// Of the labelled, those in which the program sees no need.
    pub unseen: [u64; 2],
    /// Rare strings were forgotten to save memory: a count may be too low by so many.
    pub forgotten: u32,
}

/// Counts the strings of messages that no finding explains.
#[derive(Debug)]
pub struct Suggester<'s> {
    segmenter: &'s Segmenter,
    counts: Counts,
    words: Words,
    messages: u64,
    corpus: [u64; 2],
    labelled: [u64; 2],
    unseen: [u64; 2],
}

impl<'s> Suggester<'s> {
    /// `segmenter`: that of the pack.
    #[must_use]
    pub fn new(segmenter: &'s Segmenter) -> Self {
        Self {
            segmenter,
            counts: Counts::new(MOST_STRINGS),
            words: Words::default(),
            messages: 0,
            corpus: [0; 2],
            labelled: [0; 2],
            unseen: [0; 2],
        }
    }

    /// Counts a message of the corpus. `file` and `line` are for examples.
    pub fn add(&mut self, report: &Report<'_>, file: u32, line: u64) {
        let loud = report.decision.need >= Need::Problem;
        self.corpus[usize::from(!loud)] += 1;
        let count = |count: &mut Count| *(if loud { &mut count.loud } else { &mut count.quiet }) += 1;
        self.strings(report, (file, line), !loud, count);
    }

    /// Counts a labelled message.
    pub fn add_labelled(&mut self, report: &Report<'_>, needed: bool, file: u32, line: u64) {
        let decided = report.decision.need >= Need::Problem;
        self.labelled[usize::from(!needed)] += 1;
        self.unseen[usize::from(!needed)] += u64::from(!decided);
        let place = usize::from(!needed) * 2 + usize::from(!decided);
        self.strings(report, (file, line), needed && !decided, |count| count.labelled[place] += 1);
    }

    fn strings(
        &mut self,
        report: &Report<'_>,
        (file, line): (u32, u64),
        telling: bool,
        count: impl Fn(&mut Count) + Copy,
    ) {
        self.messages += 1;
        let message = &report.message;
        let candidates = Candidates::of(message, self.segmenter, &report.findings);
        candidates.words().for_each(|word| self.words.add(word, self.messages));
        let folded = message.folded();
        for Candidate { at, seams } in candidates.all(message) {
            let example = || example(message, &at, file, line);
            let sight = Sight {
                message: self.messages,
                left: neighbour(folded[..at.start].chars().next_back()),
                right: neighbour(folded[at.end..].chars().next()),
                example: telling.then_some(&example),
            };
            let seams = seams.iter().map(|seam| seam - at.start);
            self.counts.add(&folded[at.clone()], seams, &sight, count);
        }
    }

    /// Ranks what was counted.
    #[must_use]
    pub fn finish(self, limits: Limits) -> Suggestions {
        let mut ranked: Vec<(f64, &str, &Count)> = self
            .counts
            .iter()
            .filter(|(_, count)| count.all() >= limits.least)
            .map(|(text, count)| (self.rank(count), text, count))
            .filter(|(rank, text, count)| *rank > 0.0 && self.holds_together(text, count))
            .collect();
        ranked.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let mut taken: Vec<(f64, &str, &Count)> = Vec::new();
        for one in ranked {
            if taken.len() >= limits.most {
                break;
            }
            if !taken.iter().any(|other| same(one, *other)) {
                taken.push(one);
            }
        }
        let texts: Vec<&str> = taken.iter().map(|(_, text, _)| *text).collect();
        let collisions = collisions(&texts);
        let list = taken.iter().zip(collisions);
        Suggestions {
            list: list.map(|((_, text, count), cut)| self.suggestion(text, count, cut)).collect(),
            corpus: self.corpus,
            labelled: self.labelled,
            unseen: self.unseen,
            forgotten: self.counts.forgotten,
        }
    }

    /// How a string goes with need: in the corpus, and among the labelled messages in which the program sees none.
    #[allow(clippy::cast_precision_loss)]
    fn odds(&self, count: &Count) -> [Option<LogOdds>; 2] {
        let common = Background { with: count.all().into(), messages: self.messages as f64 };
        let of = |with: [u32; 2], all: [u64; 2]| {
            let with = Sets { needing: with[0].into(), quiet: with[1].into() };
            let sets = Sets { needing: all[0] as f64, quiet: all[1] as f64 };
            (all != [0; 2]).then(|| LogOdds::of(with, sets, common))
        };
        [of([count.loud, count.quiet], self.corpus), of([count.labelled[1], count.labelled[3]], self.unseen)]
    }

    /// What strings are ranked by: labels where there are any, for the corpus knows only what goes with known troubles; hotel
    /// words with complaints about hotels.
    fn rank(&self, count: &Count) -> f64 {
        match self.odds(count) {
            [_, Some(labels)] if count.labelled[1] >= LEAST_GAINED => labels.z(),
            [Some(corpus), None] => corpus.least(),
            _ => 0.0,
        }
    }

    fn cohesion(&self, text: &str, count: &Count) -> Option<f64> {
        let part = |part: &str| self.words.get(part).or_else(|| self.counts.get(part).map(Count::all));
        cohesion(text, count.seams(), count.all(), part, self.messages)
    }

    /// What stands in half of all messages can't hold together by more than a bit: then half of what it can is enough.
    #[allow(clippy::cast_precision_loss)]
    fn holds_together(&self, text: &str, count: &Count) -> bool {
        let most = (self.messages as f64 / f64::from(count.all().max(1))).log2();
        self.cohesion(text, count).is_none_or(|bits| bits >= LEAST_COHESION.min(most / 2.0))
    }

    fn suggestion(&self, text: &str, count: &Count, collisions: Vec<&'static str>) -> Suggestion {
        let cohesion = self.cohesion(text, count);
        let entropies = count.entropies();
        let [corpus, labels] = self.odds(count);
        let free = entropies.is_some_and(|bits| bits.iter().all(|bits| *bits >= NEW_ENTROPY));
        let [_, gained, _, lost] = count.labelled;
        Suggestion {
            text: text.to_owned(),
            z_corpus: corpus.map(LogOdds::z),
            z_labels: labels.map(LogOdds::z),
            loud: count.loud,
            quiet: count.quiet,
            labelled: (self.labelled != [0; 2]).then_some(Labelled { gained, lost }),
            in_dictionary: is_in_dictionary(text),
            new_word: free && cohesion.is_some_and(|bits| bits >= NEW_COHESION) && !is_in_dictionary(text),
            cohesion,
            entropies,
            collisions,
            examples: count.examples().to_vec(),
        }
    }
}

/// Whether two strings stand in much the same messages, one inside the other.
fn same(one: (f64, &str, &Count), other: (f64, &str, &Count)) -> bool {
    let nested = one.1.contains(other.1) || other.1.contains(one.1);
    let (few, many) = (one.2.all().min(other.2.all()), one.2.all().max(other.2.all()));
    nested && f64::from(few) >= SAME * f64::from(many)
}

/// A neighbour within the clause.
fn neighbour(character: Option<char>) -> Option<char> {
    character.filter(|character| character.is_alphanumeric())
}

fn example(message: &Message<'_>, at: &std::ops::Range<usize>, file: u32, line: u64) -> Example {
    let (span, written) = (message.span(at.clone()), message.written());
    let before: Vec<char> = written[..span.start].chars().rev().take(CONTEXT).collect();
    Example {
        file,
        line,
        before: before.into_iter().rev().collect(),
        text: message.quote(span).to_owned(),
        after: written[span.end..].chars().take(CONTEXT).collect(),
    }
}
