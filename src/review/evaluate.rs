//! Measures what a pack decides against what people said.

use std::collections::HashMap;

use super::bootstrap::Intervals;
use super::calibration::Calibration;
use super::case::{Case, Facts, Fired, stands};
use super::errors::Errors;
use super::groups::Breakdown;
use super::label::Label;
use super::measures::Measures;
use super::terms::TermTable;
use crate::detect::Finding;
use crate::lexicon::{Category, Lexicon};
use crate::triage::Report;

/// What to measure beside the figures of the whole.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Fields to part the set by.
    pub by: Vec<String>,
    /// How many of the worst errors of each sort to keep.
    pub errors: usize,
    /// Whether to judge every term.
    pub terms: bool,
}

/// Everything that is measured.
#[derive(Clone, PartialEq, Debug)]
pub struct Evaluation<'l> {
    /// The pack that decided.
    pub lexicon: &'l Lexicon,
    /// All cases, in the order of the rows.
    pub cases: Vec<Case>,
    /// The figures of the whole.
    pub measures: Measures,
    /// How far they would move on another draw.
    pub intervals: Intervals,
    /// Scores against labelled need.
    pub calibration: Calibration,
    /// The set parted, a field each, in the order asked for.
    pub breakdowns: Vec<Breakdown>,
    /// The worst errors.
    pub errors: Errors,
    /// Every term, if asked for.
    pub terms: Option<TermTable<'l>>,
}

/// Turns rows and decisions into cases of one pack, and measures them.
#[derive(Debug)]
pub struct Evaluator<'l> {
    lexicon: &'l Lexicon,
    options: Options,
    places: HashMap<&'l str, usize>,
}

impl<'l> Evaluator<'l> {
    /// Measures decisions of this pack.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, options: Options) -> Self {
        let places =
            lexicon.terms.iter().enumerate().map(|(place, term)| (term.id.as_str(), place)).collect();
        Self { lexicon, options, places }
    }

    /// Reads what a row says about its message.
    ///
    /// # Errors
    /// Everything that is wrong with the row, in one sentence.
    pub fn label(&self, row: &str) -> Result<Label, String> {
        Label::parse(row, &self.lexicon.categories, &self.options.by)
    }

    /// Takes from a report what measuring needs.
    #[must_use]
    pub fn facts(&self, report: &Report<'_>) -> Facts {
        let decision = &report.decision;
        let mut topics = vec![false; self.lexicon.categories.len()];
        decision
            .topics
            .iter()
            .filter_map(|topic| self.category(topic))
            .for_each(|place| topics[place] = true);
        Facts {
            topics,
            category: decision.category.and_then(|category| self.category(category)),
            need: decision.need,
            score: decision.score,
            emergency: decision.emergency,
            fired: report.findings.iter().map(|finding| self.fired(finding)).collect(),
        }
    }

    fn category(&self, category: &Category) -> Option<usize> {
        self.lexicon.categories.iter().position(|known| known.id == category.id)
    }

    fn fired(&self, finding: &Finding<'_>) -> Fired {
        Fired {
            span: finding.span,
            kind: finding.kind(),
            term: finding.term().and_then(|term| self.places.get(term.id.as_str()).copied()),
            state: finding.state,
            refused_by: finding.refused_by.as_ref().map(|refusal| refusal.name()),
            stands: stands(finding.refused_by.as_ref()),
        }
    }

    /// Measures cases.
    #[must_use]
    pub fn evaluate(&self, cases: impl IntoIterator<Item = Case>) -> Evaluation<'l> {
        let cases: Vec<Case> = cases.into_iter().collect();
        let categories = self.lexicon.categories.len();
        let fields = self.options.by.iter().enumerate();
        Evaluation {
            lexicon: self.lexicon,
            measures: Measures::of(cases.iter(), categories),
            intervals: Intervals::of(&cases, categories),
            calibration: Calibration::of(&cases),
            breakdowns: fields
                .map(|(place, field)| Breakdown::of(&cases, field, place, categories))
                .collect(),
            errors: Errors::of(&cases, self.options.errors),
            terms: self.options.terms.then(|| TermTable::of(&cases, self.lexicon)),
            cases,
        }
    }
}
