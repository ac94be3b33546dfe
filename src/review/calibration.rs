//! Whether a score of 80 means that 80 of 100 such messages need a person.

use super::case::Case;
use super::measures::ratio;

/// Bins of equal width over the scores 0–100.
const BINS: usize = 10;

/// The cases whose scores lie in a tenth of the scale.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Bin {
    /// How many.
    pub rows: u64,
    /// How many of them are labelled as needing a person.
    pub escalated: u64,
    /// The sum of their scores, each 0–1.
    sum: f64,
}

impl Bin {
    /// The mean score, 0–1; 0 in an empty bin.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn mean(&self) -> f64 {
        if self.rows == 0 { 0.0 } else { self.sum / self.rows as f64 }
    }

    /// The share that needed a person, 0–1; 0 in an empty bin.
    #[must_use]
    pub fn observed(&self) -> f64 {
        ratio(self.escalated, self.rows)
    }
}

/// Scores against what was labelled.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibration {
    /// Ten bins, 0–10 first; a score of 100 is in the last.
    pub bins: [Bin; BINS],
    /// The mean distance between score and share over the bins, weighted by their cases, 0–1: the expected calibration
    /// error (Naeini, Cooper and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning").
    pub expected_error: f64,
}

impl Calibration {
    pub(super) fn of(cases: &[Case]) -> Self {
        Self::of_scores(cases.iter().map(|case| (case.facts.score, case.label.escalates())))
    }

    /// Bins scores 0–100, each with whether a person was needed.
    pub(super) fn of_scores(scores: impl Iterator<Item = (f64, bool)>) -> Self {
        let mut bins = [Bin::default(); BINS];
        for (score, escalates) in scores {
            // Whatever lies outside of 0–100 belongs to the end next to it.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let place = (score / 10.0).max(0.0) as usize;
            let bin = &mut bins[place.min(BINS - 1)];
            bin.rows += 1;
            bin.escalated += u64::from(escalates);
            bin.sum += score / 100.0;
        }
        let rows = bins.iter().map(|bin| bin.rows).sum();
        let errors = bins.iter().map(|bin| ratio(bin.rows, rows) * (bin.mean() - bin.observed()).abs());
        Self { expected_error: errors.sum(), bins }
    }
}

#[cfg(test)]
mod tests {
    use super::Calibration;
    use crate::lexicon::Need;
    use crate::review::case::tests::case;

    #[test]
    fn scores_go_to_their_tenth() {
        let cases: Vec<_> = [0.0, 9.99, 10.0, 85.0, 99.0, 100.0]
            .into_iter()
            .map(|score| case(if score > 50.0 { Need::Problem } else { Need::None }, Need::None, score))
            .collect();
        let calibration = Calibration::of(&cases);
        let rows = calibration.bins.map(|bin| bin.rows);
        assert_eq!(rows, [2, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
        // 0–10: 0.04995 from 0, twice; 10: 0.1 from 0; 85: 0.15 from 1; 99 and 100: 0.005 from 1, twice.
        let expected = (2.0 * 0.04995 + 0.1 + 0.15 + 2.0 * 0.005) / 6.0;
        assert!((calibration.expected_error - expected).abs() < 1e-12);
        assert_eq!(Calibration::of(&[]).expected_error, 0.0);
    }
}
