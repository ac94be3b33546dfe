//! From labelled messages to new figures, with what they are worth and what changed.

use super::cross::{Quality, left_out, parts};
use super::each_term::EachTerm;
use super::figures::{Figure, Figures};
use super::fit::{Known, powers, sorts};
use super::grounds::{Grounds, carriers};
use crate::lexicon::Lexicon;
use crate::triage::Report;

/// How many messages the present value of a figure stands for, unless the user says otherwise.
pub const PRIOR: u32 = 5;

/// A labelled message, as far as its score goes.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// What the score is made of.
    pub grounds: Grounds,
    /// A person is needed, by the label.
    pub needed: bool,
    /// What is left out together with it; `None` where the row does not say.
    pub group: Option<String>,
    /// The terms that carry weight, by their place in the lexicon, and their weights.
    pub(super) terms: Vec<usize>,
    pub(super) weights: Vec<u8>,
}

impl Sample {
    /// A message whose terms are not known one by one: it says nothing about a figure a term.
    #[must_use]
    pub fn new(grounds: Grounds, needed: bool, group: Option<String>) -> Self {
        Self { grounds, needed, group, terms: Vec::new(), weights: Vec::new() }
    }

    /// Takes from the report of this lexicon what tuning needs.
    #[must_use]
    pub fn of(lexicon: &Lexicon, report: &Report<'_>, needed: bool, group: Option<String>) -> Self {
        let terms = carriers(lexicon, report);
        let weights = terms.iter().map(|place| lexicon.terms[*place].weight).collect();
        Self { grounds: Grounds::of(report), needed, group, terms, weights }
    }
}

/// One figure, before and after.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Change {
    /// The figure.
    pub figure: Figure,
    /// What the policy says now, 0–1.
    pub before: f64,
    /// What the labels say, 0–1.
    pub after: f64,
    /// Messages whose score it has a say in.
    pub rows: u64,
    /// Those of them that needed a person.
    pub needed: u64,
}

/// What the labels say about the powers of evidence, which are the service's and are not fitted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Evidence {
    /// Messages that have a score, with one sort of evidence and with both.
    pub rows: [u64; 2],
    /// The powers that hold.
    pub powers: [f64; 2],
    /// The powers that the labels would choose, 0.1–5, under the new figures.
    pub wanted: [f64; 2],
}

/// New figures, and what they are worth.
#[derive(Clone, PartialEq, Debug)]
pub struct Tuning {
    /// The new figures.
    pub figures: Figures,
    /// Every figure, as they stand on the page.
    pub changes: Vec<Change>,
    /// Messages.
    pub rows: u64,
    /// Those that needed a person.
    pub needed: u64,
    /// Messages that have a score at all, and those of them that needed a person.
    pub scored: [u64; 2],
    /// Parts that were left out, one after the other.
    pub parts: usize,
    /// The present figures.
    pub before: Quality,
    /// Figures fitted without the part that is measured: what to expect of messages that nobody has seen.
    pub crossed: Quality,
    /// The new figures on the messages that they are fitted to.
    pub fitted: Quality,
    /// One figure a term instead of five levels, cross-validated as well.
    pub each_term: Quality,
    /// The powers of evidence.
    pub evidence: Evidence,
}

/// Fits the figures to samples. `prior`: how many messages the present value of a figure stands for.
#[must_use]
pub fn tune(lexicon: &Lexicon, samples: &[Sample], prior: u32) -> Tuning {
    let policy = &lexicon.policy;
    let (present, powers_now) = (Figures::of(policy), [policy.one_evidence, policy.both_evidence]);
    let prior = f64::from(prior);
    let fit = |samples: &mut dyn Iterator<Item = &Sample>| {
        let sorts = sorts(samples.map(|sample| (&sample.grounds, sample.needed)));
        Known { sorts: &sorts, present, prior, powers: powers_now }.fit()
    };
    let by = |figures: &Figures, sample: &Sample| figures.score(&sample.grounds, powers_now);
    let scores =
        |figures: Figures| -> Vec<f64> { samples.iter().map(|sample| by(&figures, sample)).collect() };
    let figures = fit(&mut samples.iter());
    let crossed = left_out(samples, |others| fit(&mut others.iter().copied()), by);
    let learn = |others: &[&Sample]| {
        EachTerm::learn(lexicon, others, fit(&mut others.iter().copied()), prior, powers_now)
    };
    let each_term = left_out(samples, learn, EachTerm::score);
    let count = |of: &dyn Fn(&Sample) -> bool| samples.iter().filter(|sample| of(sample)).count() as u64;
    let scored = |sample: &Sample| sample.grounds.scores();
    let all = sorts(samples.iter().map(|sample| (&sample.grounds, sample.needed)));
    let with = |sorts| count(&|sample| scored(sample) && sample.grounds.evidence == sorts);
    Tuning {
        figures,
        changes: changes(present, figures, samples),
        rows: samples.len() as u64,
        needed: count(&|sample| sample.needed),
        scored: [count(&scored), count(&|sample| scored(sample) && sample.needed)],
        parts: parts(samples).1,
        before: Quality::of(samples, &scores(present)),
        crossed: Quality::of(samples, &crossed),
        fitted: Quality::of(samples, &scores(figures)),
        each_term: Quality::of(samples, &each_term),
        evidence: Evidence { rows: [with(1), with(2)], powers: powers_now, wanted: powers(&all, &figures) },
    }
}

fn changes(present: Figures, figures: Figures, samples: &[Sample]) -> Vec<Change> {
    let change = |figure: Figure| {
        let speaking = || samples.iter().filter(|sample| figure.speaks(&sample.grounds));
        Change {
            figure,
            before: present.value(figure),
            after: figures.value(figure),
            rows: speaking().count() as u64,
            needed: speaking().filter(|sample| sample.needed).count() as u64,
        }
    };
    Figure::ALL.into_iter().map(change).collect()
}
