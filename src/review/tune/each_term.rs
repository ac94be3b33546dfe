//! Would a figure of its own for every term be worth it? A trial, by cross-validation; the pack keeps its five levels.

use std::collections::BTreeMap;

use super::figures::{Figure, Figures};
use super::fit::cross_entropy;
use super::grounds::Grounds;
use super::tuning::Sample;
use crate::lexicon::{Lexicon, Need};

/// Sweeps over all terms; the loss is convex in their intensities, and has settled by then.
const SWEEPS: usize = 6;

/// A probability for every term that was seen, in hundredths.
pub(super) struct EachTerm {
    figures: Figures,
    powers: [f64; 2],
    own: BTreeMap<usize, i16>,
}

impl EachTerm {
    /// Learns them by coordinate descent. Each is held to the level of its weight as if `prior` messages agreed with it.
    pub(super) fn learn(
        lexicon: &Lexicon,
        samples: &[&Sample],
        figures: Figures,
        prior: f64,
        powers: [f64; 2],
    ) -> Self {
        let mut with: BTreeMap<usize, Vec<&Sample>> = BTreeMap::new();
        // A term counts once a message.
        for sample in samples {
            sample.terms.iter().for_each(|term| with.entry(*term).or_default().push(sample));
        }
        let level = |term: usize| figures.value(Figure::Weight(lexicon.terms[term].weight));
        // Values are whole hundredths.
        #[allow(clippy::cast_possible_truncation)]
        let own = with.keys().map(|term| (*term, (level(*term) * 100.0).round() as i16)).collect();
        let mut each = Self { figures, powers, own };
        for _ in 0..SWEEPS {
            for (&term, samples) in &with {
                let best = (1..=99).map(|value| {
                    each.own.insert(term, value);
                    (each.loss(samples) + ridge(value, level(term), prior), value)
                });
                let best = best.min_by(|one, other| one.0.total_cmp(&other.0));
                each.own.extend(best.map(|(_, value)| (term, value)));
            }
        }
        each
    }

    fn loss(&self, samples: &[&Sample]) -> f64 {
        let of = |sample: &&Sample| {
            let yes = f64::from(u8::from(sample.needed));
            cross_entropy(self.score(sample), yes, 1.0 - yes)
        };
        samples.iter().map(of).sum()
    }

    /// The score, 0–1: terms with a figure of their own leave their level, the floors stay.
    pub(super) fn score(&self, sample: &Sample) -> f64 {
        let (mut grounds, mut rest) = (sample.grounds, 0.0);
        for (term, weight) in sample.terms.iter().zip(&sample.weights) {
            if let Some(own) = self.own.get(term) {
                let count = &mut grounds.weights[usize::from(*weight) - 1];
                *count = count.saturating_sub(1);
                rest -= (1.0 - f64::from(*own) / 100.0).ln();
            }
        }
        let floor = Grounds { weights: [0; 5], evidence: 0, ..grounds };
        let levels =
            Grounds { need: Need::None, handoff: false, emergencies: [false; 4], evidence: 0, ..grounds };
        let intensity = |grounds| -(-self.figures.score(grounds, self.powers)).ln_1p();
        let lifted = (intensity(&levels) + rest).max(intensity(&floor));
        let power = match grounds.evidence {
            0 => 1.0,
            1 => self.powers[0],
            _ => self.powers[1],
        };
        -(-lifted * power).exp_m1()
    }
}

fn ridge(value: i16, level: f64, prior: f64) -> f64 {
    cross_entropy(f64::from(value) / 100.0, level * prior, (1.0 - level) * prior)
}
