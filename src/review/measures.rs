//! Precision, recall and F1 of topics, need, escalation and emergency, from counts.

use super::case::Case;
use super::rank;
use crate::lexicon::{Emergency, Need};

/// How often a thing was decided rightly, decided at all, and labelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Decided and labelled.
    pub hit: u64,
    /// Decided.
    pub given: u64,
    /// Labelled.
    pub wanted: u64,
}

impl Tally {
    /// Share of the decided that are labelled, 0–1; 0 when nothing was decided.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.hit, self.given)
    }

    /// Share of the labelled that are decided, 0–1; 0 when nothing is labelled.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.hit, self.wanted)
    }

    /// The harmonic mean of precision and recall, 0–1.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    fn add(&mut self, given: bool, wanted: bool, times: u64) {
        self.hit += u64::from(given && wanted) * times;
        self.given += u64::from(given) * times;
        self.wanted += u64::from(wanted) * times;
    }
}

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many.
    pub right: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// 0–1; `None` of nothing.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.of > 0).then(|| ratio(self.right, self.of))
    }
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Every figure that follows from counting cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Measures {
    /// Cases counted.
    pub rows: u64,
    /// For each category, in policy order.
    pub topics: Vec<Tally>,
    /// Cases whose deciding category is the labelled one, of those whose label names one or says that there is none.
    pub primary: Share,
    /// Cases by labelled need (row) and decided need (column), both in the order of [`Need::ALL`].
    pub needs: [[u64; 4]; 4],
    /// For each emergency in the order of [`Emergency::ALL`], over the cases whose label speaks of it.
    pub emergencies: [Tally; 4],
    /// Area under the ROC curve of the score against labelled escalation, 0–1, ties counting half; `None` unless there
    /// are cases of both sorts.
    pub auc: Option<f64>,
}

impl Measures {
    /// Counts cases of a pack with so many categories.
    pub(super) fn of<'c>(cases: impl Iterator<Item = &'c Case> + Clone, categories: usize) -> Self {
        let mut measures = Self::empty(categories);
        cases.clone().for_each(|case| measures.add(case, 1));
        let mut scores: Vec<_> = cases.map(|case| (case.facts.score, case.label.escalates())).collect();
        measures.auc = rank::auc(&mut scores);
        measures
    }

    pub(super) fn empty(categories: usize) -> Self {
        Self {
            rows: 0,
            topics: vec![Tally::default(); categories],
            primary: Share::default(),
            needs: [[0; 4]; 4],
            emergencies: [Tally::default(); 4],
            auc: None,
        }
    }

    /// Counts a case so many times more. The AUC is no sum and stays as it is.
    pub(super) fn add(&mut self, case: &Case, times: u64) {
        let (label, facts) = (&case.label, &case.facts);
        self.rows += times;
        for (place, tally) in self.topics.iter_mut().enumerate() {
            tally.add(facts.topics[place], label.topics[place], times);
        }
        if let Some(primary) = label.primary {
            self.primary.of += times;
            self.primary.right += u64::from(primary == facts.category) * times;
        }
        self.needs[label.need as usize][facts.need as usize] += times;
        if let Some(wanted) = label.emergency {
            for (emergency, tally) in Emergency::ALL.into_iter().zip(&mut self.emergencies) {
                tally.add(facts.emergency == Some(emergency), wanted == Some(emergency), times);
            }
        }
    }

    /// The mean of the topics' F1, whether they occur or not, 0–1.
    #[must_use]
    pub fn topics_macro_f1(&self) -> f64 {
        mean(self.topics.iter().map(Tally::f1))
    }

    /// One need against all others.
    #[must_use]
    pub fn need(&self, need: Need) -> Tally {
        let place = need as usize;
        Tally {
            hit: self.needs[place][place],
            given: self.needs.iter().map(|row| row[place]).sum(),
            wanted: self.needs[place].iter().sum(),
        }
    }

    /// Cases whose need is the labelled one.
    #[must_use]
    pub fn need_share(&self) -> Share {
        Share { right: (0..4).map(|place| self.needs[place][place]).sum(), of: self.rows }
    }

    /// The mean of the needs' F1, whether they occur or not, 0–1.
    #[must_use]
    pub fn need_macro_f1(&self) -> f64 {
        mean(Need::ALL.into_iter().map(|need| self.need(need).f1()))
    }

    /// Whether a person is needed: need problem or dispute.
    #[must_use]
    pub fn escalation(&self) -> Tally {
        let from = Need::Problem as usize;
        let sum = |rows: &[[u64; 4]], first: usize| rows.iter().flat_map(|row| &row[first..]).sum();
        Tally {
            hit: sum(&self.needs[from..], from),
            given: sum(&self.needs, from),
            wanted: sum(&self.needs[from..], 0),
        }
    }

    /// All emergencies together: rightly decided is the labelled one, not just any.
    #[must_use]
    pub fn emergency(&self) -> Tally {
        self.emergencies.iter().fold(Tally::default(), |sum, tally| Tally {
            hit: sum.hit + tally.hit,
            given: sum.given + tally.given,
            wanted: sum.wanted + tally.wanted,
        })
    }
}

#[allow(clippy::cast_precision_loss)]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    if count == 0 { 0.0 } else { values.sum::<f64>() / count as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Measures, Tally};
    use crate::lexicon::Need;

    #[test]
    fn nothing_of_nothing_is_nought() {
        let tally = Tally::default();
        assert_eq!((tally.precision(), tally.recall(), tally.f1()), (0.0, 0.0, 0.0));
        assert_eq!(Measures::empty(0).topics_macro_f1(), 0.0);
    }

    #[test]
    fn escalation_and_need_are_read_off_the_matrix() {
        let mut measures = Measures::empty(1);
        // Rows are labelled: none, inquiry, problem, dispute.
        measures.needs = [[5, 1, 2, 0], [0, 7, 3, 1], [1, 4, 20, 2], [0, 0, 3, 4]];
        measures.rows = 53;
        assert_eq!(measures.escalation(), Tally { hit: 29, given: 35, wanted: 34 });
        assert_eq!(measures.need(Need::Inquiry), Tally { hit: 7, given: 12, wanted: 11 });
        assert_eq!((measures.need_share().right, measures.need_share().of), (36, 53));
        assert!((measures.escalation().f1() - 2.0 * 29.0 / (35.0 + 34.0)).abs() < 1e-12);
    }
}
