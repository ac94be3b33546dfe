//! How each term fares: how often it fired, how often rightly, and in what company.
//!
//! Coverage, overlaps, conflicts and empirical precision are those of Snorkel's `LFAnalysis` (Ratner et al. 2017,
//! "Snorkel: rapid training data creation with weak supervision"), with a category for a label.

use std::collections::BTreeSet;

use super::case::Case;
use super::measures::{Share, ratio};
use crate::lexicon::{Emergency, Lexicon, Owner, Signal, Stage, Term};

/// One term over all cases; a case counts once, however often the term is in it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TermRow<'l> {
    /// The term.
    pub term: &'l Term,
    /// Cases in which it fired: it stood, and was meant as it is said.
    pub fired: u64,
    /// Of these, the cases whose label agrees.
    pub right: u64,
    /// Cases in which another term fired as well.
    pub overlaps: u64,
    /// Cases in which a term of another owner fired as well. A message may be about two things: not each is an error.
    pub conflicts: u64,
    /// Cases in which it was found but refused, or meant otherwise (denied, asked about …), and did not fire elsewhere.
    pub set_aside: u64,
    /// All cases.
    rows: u64,
}

impl TermRow<'_> {
    /// Cases in which it fired and the label says otherwise.
    #[must_use]
    pub fn wrong(&self) -> u64 {
        self.fired - self.right
    }

    /// Share of the firings that are right, 0–1; `None` when it never fired.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        Share { right: self.right, of: self.fired }.ratio()
    }

    /// Share of all cases, 0–1, in which it fired.
    #[must_use]
    pub fn coverage(&self) -> f64 {
        ratio(self.fired, self.rows)
    }
}

/// The terms that the labels can judge.
#[derive(Clone, PartialEq, Debug)]
pub struct TermTable<'l> {
    /// Those that fired or were set aside: most wrong firings first, then most firings, then by id.
    pub rows: Vec<TermRow<'l>>,
    /// Terms that labels can judge.
    pub judged: usize,
    /// Terms of these that never fired.
    pub silent: usize,
}

impl<'l> TermTable<'l> {
    /// The whole table.
    pub(super) fn of(cases: &[Case], lexicon: &'l Lexicon) -> Self {
        let rows = cases.len() as u64;
        let row = |term| TermRow { term, fired: 0, right: 0, overlaps: 0, conflicts: 0, set_aside: 0, rows };
        let mut table: Vec<_> = lexicon.terms.iter().map(row).collect();
        cases.iter().for_each(|case| count(case, &mut table));
        table.retain(|row| is_judged(row.term));
        let judged = table.len();
        let silent = table.iter().filter(|row| row.fired == 0).count();
        table.retain(|row| row.fired + row.set_aside > 0);
        table.sort_by(|one, other| {
            let order = other.wrong().cmp(&one.wrong()).then(other.fired.cmp(&one.fired));
            order.then_with(|| one.term.id.cmp(&other.term.id))
        });
        Self { rows: table, judged, silent }
    }
}

fn count(case: &Case, table: &mut [TermRow<'_>]) {
    let fired: BTreeSet<usize> = case.facts.fired.iter().filter_map(|fired| fired.speaks()).collect();
    let found: BTreeSet<usize> = case.facts.fired.iter().filter_map(|fired| fired.term).collect();
    found.difference(&fired).for_each(|&place| table[place].set_aside += 1);
    // Only terms that say something are company: a greeting beside a trouble is none.
    let company: Vec<_> =
        fired.iter().map(|&place| table[place].term).filter(|term| is_judged(term)).collect();
    for &place in &fired {
        let term = table[place].term;
        let row = &mut table[place];
        row.fired += 1;
        row.right += u64::from(is_right(term, case));
        row.overlaps += u64::from(company.iter().any(|other| other.id != term.id));
        row.conflicts += u64::from(company.iter().any(|other| other.owner != term.owner));
    }
}

/// Whether labels say anything about what a term speaks for: a category, an emergency, or an escalation to the outside.
pub(super) fn is_judged(term: &Term) -> bool {
    match term.owner {
        Owner::Category(_) => true,
        Owner::Signal(signal) => {
            emergency(signal).is_some() || (signal.is_outside() && term.stage != Stage::Topic)
        }
    }
}

/// A term is right when its category is labelled and, unless it only names a subject, a person is needed; an emergency's
/// when that emergency is labelled; an outside channel's when a person is needed.
fn is_right(term: &Term, case: &Case) -> bool {
    let needed = term.stage == Stage::Topic || case.label.escalates();
    match term.owner {
        Owner::Category(place) => case.label.topics[place] && needed,
        Owner::Signal(signal) => match emergency(signal) {
            Some(emergency) => case.label.emergency == Some(Some(emergency)),
            None => needed,
        },
    }
}

fn emergency(signal: Signal) -> Option<Emergency> {
    Emergency::ALL.into_iter().find(|emergency| emergency.signal() == signal)
}
