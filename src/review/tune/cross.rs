//! How good scores are, and cross-validation that leaves whole groups out.

use std::collections::HashMap;

use super::fit::cross_entropy;
use super::tuning::Sample;
use crate::review::calibration::Calibration;
use crate::review::rank;

/// No more parts than this: where there are more groups, several share one.
pub const FOLDS: usize = 30;

/// How good scores are as probabilities that a person is needed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Quality {
    /// Mean of −ln of the probability given to what was labelled, over the messages that have a score: one that nothing
    /// was found in scores 0 whatever the figures.
    pub log_loss: f64,
    /// Mean square of the distance between score and label, over all messages, 0–1 (Brier 1950).
    pub brier: f64,
    /// Expected calibration error over all messages, 0–1.
    pub calibration_error: f64,
    /// The part of it that comes from messages with a score below 10: those in which nothing was found.
    pub silent_error: f64,
    /// Chance that a message that needed a person scores above one that did not; `None` unless there are both.
    pub auc: Option<f64>,
}

impl Quality {
    /// Measures a score, 0–1, for each sample.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn of(samples: &[Sample], scores: &[f64]) -> Self {
        let all = || samples.iter().zip(scores.iter().copied());
        let yes = |sample: &Sample| f64::from(u8::from(sample.needed));
        let speaking = all().filter(|(sample, _)| sample.grounds.scores());
        let losses: Vec<f64> =
            speaking.map(|(sample, score)| cross_entropy(score, yes(sample), 1.0 - yes(sample))).collect();
        let mean = |values: f64, count: usize| if count == 0 { 0.0 } else { values / count as f64 };
        let squares = all().map(|(sample, score)| (score - yes(sample)).powi(2)).sum();
        let calibration = Calibration::of_scores(all().map(|(sample, score)| (score * 100.0, sample.needed)));
        let mut ranked: Vec<_> = all().map(|(sample, score)| (score, sample.needed)).collect();
        let silent = calibration.bins[0];
        Self {
            log_loss: mean(losses.iter().sum(), losses.len()),
            brier: mean(squares, samples.len()),
            calibration_error: calibration.expected_error,
            silent_error: mean(silent.rows as f64 * (silent.mean() - silent.observed()).abs(), samples.len()),
            auc: rank::auc(&mut ranked),
        }
    }
}

/// The part that each sample belongs to, and how many parts there are. A group is never cut; without groups, the rows
/// are dealt out one by one.
pub(super) fn parts(samples: &[Sample]) -> (Vec<usize>, usize) {
    let mut groups: HashMap<&Option<String>, usize> = HashMap::new();
    let grouped = samples.iter().any(|sample| sample.group.is_some());
    let mut places = Vec::with_capacity(samples.len());
    for (row, sample) in samples.iter().enumerate() {
        let group = if grouped {
            let next = groups.len();
            *groups.entry(&sample.group).or_insert(next)
        } else {
            row
        };
        places.push(group % FOLDS);
    }
    let count = places.iter().max().map_or(0, |last| last + 1);
    (places, count)
}

/// Scores each sample by what is learnt from the other parts.
pub(super) fn left_out<L>(
    samples: &[Sample],
    learn: impl Fn(&[&Sample]) -> L,
    score: impl Fn(&L, &Sample) -> f64,
) -> Vec<f64> {
    let (places, count) = parts(samples);
    let mut scores = vec![0.0; samples.len()];
    for part in 0..count {
        let others: Vec<&Sample> = samples
            .iter()
            .zip(&places)
            .filter(|(_, place)| **place != part)
            .map(|(sample, _)| sample)
            .collect();
        let learnt = learn(&others);
        for (row, sample) in samples.iter().enumerate().filter(|(row, _)| places[*row] == part) {
            scores[row] = score(&learnt, sample);
        }
    }
    scores
}
