//! How far figures would move on another draw of messages: percentile intervals of the bootstrap.

use std::collections::HashMap;

use super::case::Case;
use super::measures::{Measures, Tally};

/// Draws with replacement, each as large as the set.
pub const DRAWS: usize = 300;

/// Where the generator begins, so that the same rows give the same intervals.
pub const SEED: u64 = 1;

/// Where the middle 95 % of the draws lie.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Interval {
    /// 2.5 % of the draws are lower.
    pub low: f64,
    /// 2.5 % of the draws are higher.
    pub high: f64,
}

/// Intervals of the figures that are sums of cases.
#[derive(Clone, PartialEq, Debug)]
pub struct Intervals {
    /// F1 of each topic, in policy order.
    pub topics: Vec<Interval>,
    /// The mean of the topics' F1.
    pub topics_macro_f1: Interval,
    /// The mean of the needs' F1.
    pub need_macro_f1: Interval,
    /// F1 of escalation.
    pub escalation_f1: Interval,
}

impl Intervals {
    /// Draws cases again and again (Efron 1979, "Bootstrap methods: another look at the jackknife").
    pub(super) fn of(cases: &[Case], categories: usize) -> Self {
        let mut random = SplitMix(SEED);
        let mut figures = vec![Vec::with_capacity(DRAWS); categories + 3];
        let (sorts, places) = sorts(cases);
        for _ in 0..DRAWS {
            let mut times = vec![0; sorts.len()];
            (0..places.len()).for_each(|_| times[places[random.below(places.len())]] += 1);
            let mut draw = Measures::empty(categories);
            sorts.iter().zip(times).for_each(|(case, times)| draw.add(case, times));
            let whole = [draw.topics_macro_f1(), draw.need_macro_f1(), draw.escalation().f1()];
            let values = draw.topics.iter().map(Tally::f1).chain(whole);
            figures.iter_mut().zip(values).for_each(|(figure, value)| figure.push(value));
        }
        let mut intervals: Vec<_> = figures.into_iter().map(interval).collect();
        let mut last = || intervals.pop().unwrap_or_default();
        let (escalation_f1, need_macro_f1, topics_macro_f1) = (last(), last(), last());
        Self { topics: intervals, topics_macro_f1, need_macro_f1, escalation_f1 }
    }
}

/// The few sorts of cases that these figures tell apart, by one case of each, and the sort of every case.
fn sorts(cases: &[Case]) -> (Vec<&Case>, Vec<usize>) {
    let mut known = HashMap::new();
    let mut sorts = Vec::new();
    let mut places = Vec::with_capacity(cases.len());
    for case in cases {
        let (label, facts) = (&case.label, &case.facts);
        let sort = (&label.topics, &facts.topics, label.need, facts.need);
        places.push(*known.entry(sort).or_insert_with(|| {
            sorts.push(case);
            sorts.len() - 1
        }));
    }
    (sorts, places)
}

fn interval(mut values: Vec<f64>) -> Interval {
    values.sort_unstable_by(f64::total_cmp);
    // Of 300 draws the 8th and the 293rd, as the yardstick takes them.
    let tail = values.len() / 40;
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    Interval { low: at(tail), high: at(values.len().saturating_sub(tail + 1)) }
}

/// Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators": small, and the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; the bias is less than `bound` in 2⁶⁴.
    fn below(&mut self, bound: usize) -> usize {
        // The high half of the product is below the bound, which is a usize.
        #[allow(clippy::cast_possible_truncation)]
        let place = ((u128::from(self.next()) * bound as u128) >> 64) as usize;
        place
    }
}

#[cfg(test)]
mod tests {
    use super::{Interval, Intervals, SplitMix, interval};
    use crate::lexicon::Need;
    use crate::review::case::tests::case;
    use crate::review::measures::Measures;

    #[test]
    fn the_generator_is_the_published_one() {
        // The first numbers of the authors' reference program for the seed 1234567.
        let mut random = SplitMix(1_234_567);
        let first = [random.next(), random.next(), random.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        let mut seen = [0; 10];
        (0..10_000).for_each(|_| seen[random.below(10)] += 1);
        assert!(seen.into_iter().all(|count| (800..1200).contains(&count)), "{seen:?}");
    }

    #[test]
    fn an_interval_leaves_out_the_tails() {
        let values = (0..300).rev().map(f64::from).collect();
        assert_eq!(interval(values), Interval { low: 7.0, high: 292.0 });
    }

    #[test]
    fn the_figure_lies_in_its_interval_which_comes_out_alike() {
        let needs = [Need::None, Need::Inquiry, Need::Problem, Need::Dispute];
        let cases: Vec<_> = (0..97).map(|n| case(needs[n % 4], needs[(n + n % 3 % 2) % 4], 0.0)).collect();
        let intervals = Intervals::of(&cases, 1);
        let f1 = Measures::of(cases.iter(), 1).escalation().f1();
        let Interval { low, high } = intervals.escalation_f1;
        assert!(low < f1 && f1 < high, "{low} {f1} {high}");
        assert_eq!(intervals.topics, [intervals.topics_macro_f1]);
        assert_eq!(Intervals::of(&cases, 1), intervals);
    }
}
