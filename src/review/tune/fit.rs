//! The figures under which labels are likeliest, by descent in steps of hundredths.

use super::figures::{Figure, Figures};
use super::grounds::Grounds;

/// Steps that a move tries, in hundredths, up and down: Fibonacci numbers reach every place in a few moves.
const STEPS: [i16; 10] = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

/// No score is taken for surer than this: the last step of what is shown.
const SUREST: f64 = 1e-4;

/// Messages that are made of the same, and how many of them needed a person.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sort {
    pub(super) grounds: Grounds,
    pub(super) yes: f64,
    pub(super) no: f64,
}

/// What is known: messages, and what was believed before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'k> {
    pub(super) sorts: &'k [Sort],
    /// The figures that hold now.
    pub(super) present: Figures,
    /// How many messages they stand for, each.
    pub(super) prior: f64,
    /// Powers of one and of both sorts of evidence.
    pub(super) powers: [f64; 2],
}

impl Known<'_> {
    /// Minus the log-likelihood of the labels, and the ridge: for each figure, what `prior` messages that agree with its
    /// present value would add.
    fn loss(&self, figures: &Figures) -> f64 {
        let of_sort = |sort: &Sort| {
            let score = figures.score(&sort.grounds, self.powers);
            cross_entropy(score, sort.yes, sort.no)
        };
        let ridge = figures.0.iter().zip(self.present.0).map(|(value, present)| {
            let (value, present) = (f64::from(*value) / 100.0, f64::from(present) / 100.0);
            cross_entropy(value, present * self.prior, (1.0 - present) * self.prior)
        });
        self.sorts.iter().map(of_sort).sum::<f64>() + ridge.sum::<f64>()
    }

    /// The best figures that are found from several starts. The loss is not convex where floors lift scores, so it may
    /// be a local minimum; the same data always lead to the same one.
    pub(super) fn fit(&self) -> Figures {
        let ends = self.starts().map(|start| self.descend(start));
        let [first, rest @ ..] = ends;
        rest.into_iter().fold(first, |best, end| if end.1 < best.1 { end } else { best }).0
    }

    /// The present figures; all floors at the observed rate; all weights at the observed rate.
    fn starts(&self) -> [Figures; 3] {
        let sum = |of: fn(&Sort) -> f64| self.sorts.iter().map(of).sum::<f64>();
        let (yes, no) = (sum(|sort| sort.yes), sum(|sort| sort.no));
        // A share times a hundred.
        #[allow(clippy::cast_possible_truncation)]
        let rate = if yes + no > 0.0 { (100.0 * yes / (yes + no)).round() as i16 } else { 50 };
        let (mut floors, mut weights) = (self.present, self.present);
        floors.0[5..].fill(rate);
        weights.0[..5].fill(rate);
        [self.present, floors.tamed(), weights.tamed()]
    }

    /// Moves one figure, or several neighbours together, for as long as that helps.
    fn descend(&self, start: Figures) -> (Figures, f64) {
        let (mut best, mut least) = (start, self.loss(&start));
        loop {
            let before = least;
            for (from, to) in moves() {
                for step in STEPS.into_iter().flat_map(|step| [step, -step]) {
                    let mut moved = best;
                    moved.0[from..to].iter_mut().for_each(|value| *value += step);
                    if !moved.lawful() {
                        continue;
                    }
                    let loss = self.loss(&moved);
                    if loss < least - 1e-9 {
                        (best, least) = (moved, loss);
                    }
                }
            }
            if least >= before {
                return (best, least);
            }
        }
    }
}

/// Every figure alone, every row of neighbouring weights, all floors but that of the wish for a person with some of their
/// neighbours: what holds one another back must be able to move together.
fn moves() -> impl Iterator<Item = (usize, usize)> {
    let figures = Figure::ALL.len();
    let alone = (0..figures).map(|place| (place, place + 1));
    let weights = (0..5).flat_map(|from| (from + 2..=5).map(move |to| (from, to)));
    alone.chain(weights).chain([(5, 7), (5, figures), (8, figures)])
}

/// Minus the log-likelihood of so many messages that needed a person and so many that did not, under a score 0–1.
pub(super) fn cross_entropy(score: f64, yes: f64, no: f64) -> f64 {
    let score = score.clamp(SUREST, 1.0 - SUREST);
    -(yes * score.ln() + no * (1.0 - score).ln())
}

/// The powers of evidence that the labels would choose, each in hundredths between 0.1 and 5, with the figures as they are.
pub(super) fn powers(sorts: &[Sort], figures: &Figures) -> [f64; 2] {
    let best = |of: u8| {
        let loss = |power: f64| -> f64 {
            let sorts = sorts.iter().filter(|sort| sort.grounds.evidence == of);
            sorts.map(|sort| cross_entropy(figures.score(&sort.grounds, [power; 2]), sort.yes, sort.no)).sum()
        };
        let candidates = (10..=500).map(|hundredths| f64::from(hundredths) / 100.0);
        let known = candidates.map(|power| (power, loss(power)));
        known.fold((1.0, f64::INFINITY), |best, other| if other.1 < best.1 { other } else { best }).0
    };
    [best(1), best(2)]
}

/// Puts messages of the same sort together, in a fixed order.
pub(super) fn sorts<'g>(messages: impl Iterator<Item = (&'g Grounds, bool)>) -> Vec<Sort> {
    let mut known = std::collections::BTreeMap::new();
    for (grounds, needed) in messages.filter(|(grounds, _)| grounds.scores()) {
        let counts: &mut (f64, f64) = known.entry(grounds).or_default();
        *(if needed { &mut counts.0 } else { &mut counts.1 }) += 1.0;
    }
    let sort = |(grounds, (yes, no)): (&Grounds, _)| Sort { grounds: *grounds, yes, no };
    known.into_iter().map(sort).collect()
}
