//! The figures that may be fitted, and the laws that they keep among themselves.

use super::grounds::Grounds;
use crate::lexicon::{Emergency, Need, Policy};

/// One figure of the policy, a hundredth for a unit: as finely as a person reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// The probability of a weight, 1–5.
    Weight(u8),
    /// The floor of need `problem`.
    Problem,
    /// The floor of need `dispute`.
    Dispute,
    /// The floor of a wish for a person.
    Handoff,
    /// The floor of an emergency.
    Emergency(Emergency),
}

impl Figure {
    /// Every figure, as they stand on the page.
    pub const ALL: [Self; 12] = [
        Self::Weight(1),
        Self::Weight(2),
        Self::Weight(3),
        Self::Weight(4),
        Self::Weight(5),
        Self::Problem,
        Self::Dispute,
        Self::Handoff,
        Self::Emergency(Emergency::Minor),
        Self::Emergency(Emergency::FundLoss),
        Self::Emergency(Emergency::Overseas),
        Self::Emergency(Emergency::AccountFrozen),
    ];

    /// Its name in reports: `weight 3`, or the key under `[floors]`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Weight(weight) => format!("weight {weight}"),
            Self::Problem => Need::Problem.name().to_owned(),
            Self::Dispute => Need::Dispute.name().to_owned(),
            Self::Handoff => "handoff".to_owned(),
            Self::Emergency(emergency) => emergency.name().to_owned(),
        }
    }

    /// Whether it has a say in the score of a message. A floor has one where it may hold.
    #[must_use]
    pub fn speaks(self, grounds: &Grounds) -> bool {
        match self {
            Self::Weight(weight) => grounds.weights[usize::from(weight) - 1] > 0,
            Self::Problem => grounds.need == Need::Problem,
            Self::Dispute => grounds.need == Need::Dispute,
            Self::Handoff => grounds.handoff,
            Self::Emergency(emergency) => grounds.emergencies[emergency as usize],
        }
    }
}

/// Places in [`Figures`].
const PROBLEM: usize = 5;
const DISPUTE: usize = 6;
const HANDOFF: usize = 7;
const EMERGENCIES: usize = 8;

/// The least and the greatest value: nothing is impossible, nothing is certain.
const LEAST: i16 = 1;
const GREATEST: i16 = 99;

/// A value for each of [`Figure::ALL`], in hundredths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figures(pub(super) [i16; 12]);

impl Figures {
    /// The figures of a policy, to the nearest hundredth and brought under the laws.
    #[must_use]
    pub fn of(policy: &Policy) -> Self {
        let mut values = [0.0; 12];
        values[..5].copy_from_slice(&policy.weights);
        values[PROBLEM] = policy.need_floors[Need::Problem as usize];
        values[DISPUTE] = policy.need_floors[Need::Dispute as usize];
        values[HANDOFF] = policy.handoff_floor;
        for (value, emergency) in values[EMERGENCIES..].iter_mut().zip(&policy.emergencies) {
            *value = emergency.floor;
        }
        // A policy holds numbers from 0 to 1.
        #[allow(clippy::cast_possible_truncation)]
        Self(values.map(|value| (value * 100.0).round() as i16)).tamed()
    }

    /// The nearest figures from below that keep the laws.
    pub(super) fn tamed(mut self) -> Self {
        let values = &mut self.0;
        for place in 0..5 {
            // Room is left for the levels that follow.
            let below = if place == 0 { LEAST } else { values[place - 1] + 1 };
            values[place] = values[place].clamp(below, GREATEST - 4 + place as i16);
        }
        values[PROBLEM] = values[PROBLEM].clamp(LEAST, GREATEST - 1);
        values[DISPUTE] = values[DISPUTE].clamp(values[PROBLEM] + 1, GREATEST);
        values[HANDOFF] = values[HANDOFF].clamp(LEAST, GREATEST);
        for place in EMERGENCIES..values.len() {
            values[place] = values[place].clamp(values[PROBLEM], GREATEST);
        }
        self
    }

    /// Whether they keep the laws: all between 0 and 1, weights rising, a dispute above a problem, and no emergency below
    /// one (it is a problem at least, so that a lower floor would say nothing).
    #[must_use]
    pub fn lawful(&self) -> bool {
        let values = &self.0;
        values.iter().all(|value| (LEAST..=GREATEST).contains(value))
            && values[..5].windows(2).all(|pair| pair[0] < pair[1])
            && values[PROBLEM] < values[DISPUTE]
            && values[EMERGENCIES..].iter().all(|floor| values[PROBLEM] <= *floor)
    }

    /// The value of a figure, 0–1.
    #[must_use]
    pub fn value(&self, figure: Figure) -> f64 {
        let place = Figure::ALL.iter().position(|known| *known == figure).unwrap_or_default();
        f64::from(self.0[place]) / 100.0
    }

    /// The score of a message, 0–1, when evidence of one and of both sorts has these powers. The same as
    /// `judge` gives, which the tests hold it to; here in intensities, −ln(1 − p), where noisy-or is a sum.
    #[must_use]
    pub fn score(&self, grounds: &Grounds, powers: [f64; 2]) -> f64 {
        let intensity = |value: i16| -(1.0 - f64::from(value) / 100.0).ln();
        let sum: f64 = self
            .0
            .iter()
            .zip(grounds.weights)
            .map(|(value, count)| intensity(*value) * f64::from(count))
            .sum();
        let floors = self.0[PROBLEM..].iter().zip(&Figure::ALL[PROBLEM..]);
        let holding = floors.filter(|(_, figure)| figure.speaks(grounds)).map(|(value, _)| *value);
        let lifted = holding.max().map_or(sum, |floor| sum.max(intensity(floor)));
        let power = match grounds.evidence {
            0 => 1.0,
            1 => powers[0],
            _ => powers[1],
        };
        -(-lifted * power).exp_m1()
    }
}
