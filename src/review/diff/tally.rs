//! Counts of a comparison: who goes where, which need became which, how scores are spread.

use std::collections::BTreeMap;

use super::outcome::Outcome;

/// Messages that gained something, lost it, or have another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flow {
    /// Messages that had it before.
    pub before: u64,
    /// Messages that have it now.
    pub after: u64,
    /// Messages that have it only now.
    pub gained: u64,
    /// Messages that had it only before.
    pub lost: u64,
}

impl Flow {
    /// Counts one message.
    pub(super) fn add(&mut self, before: bool, after: bool) {
        self.before += u64::from(before);
        self.after += u64::from(after);
        self.gained += u64::from(after && !before);
        self.lost += u64::from(before && !after);
    }
}

/// Bars of a histogram of scores: 0 alone, then tens.
pub const BINS: usize = 11;

/// How many messages have which score.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Histogram {
    /// Exactly 0; above 0 to below 10; 10 to below 20; … 90 to 100.
    pub bars: [u64; BINS],
    /// The sum of all scores.
    pub sum: f64,
}

impl Histogram {
    pub(super) fn add(&mut self, score: f64) {
        self.sum += score;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let ten = (score / 10.0).clamp(0.0, 9.0) as usize;
        self.bars[if score > 0.0 { ten + 1 } else { 0 }] += 1;
    }
}

/// All counts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Counts {
    /// Messages compared.
    pub records: u64,
    /// Messages by old and new desk.
    pub desks: BTreeMap<(usize, usize), u64>,
    /// Messages by old and new category that decides.
    pub categories: BTreeMap<(Option<usize>, Option<usize>), u64>,
    /// Messages by old need in rows and new need in columns.
    pub needs: [[u64; 4]; 4],
    /// Messages that reach a person.
    pub person: Flow,
    /// Messages with an emergency.
    pub emergency: Flow,
    /// Messages whose emergency is another one, or is new or gone.
    pub emergency_changed: u64,
    /// Messages with another score.
    pub score_changed: u64,
    /// Messages about which anything but the score is different.
    pub moved: u64,
    /// Scores before and after.
    pub scores: [Histogram; 2],
}

impl Counts {
    pub(super) fn add(&mut self, old: &Outcome, new: &Outcome) {
        self.records += 1;
        *self.desks.entry((old.desk, new.desk)).or_default() += 1;
        *self.categories.entry((old.category, new.category)).or_default() += 1;
        self.needs[old.need as usize][new.need as usize] += 1;
        self.person.add(old.person, new.person);
        self.emergency.add(old.emergency.is_some(), new.emergency.is_some());
        self.emergency_changed += u64::from(old.emergency != new.emergency);
        self.score_changed += u64::from(old.score.to_bits() != new.score.to_bits());
        self.moved += u64::from(!old.agrees(new));
        self.scores[0].add(old.score);
        self.scores[1].add(new.score);
    }

    /// Messages that go to another desk.
    #[must_use]
    pub fn rerouted(&self) -> u64 {
        self.desks.iter().filter(|((old, new), _)| old != new).map(|(_, count)| count).sum()
    }

    /// Who comes to a desk and who leaves it.
    #[must_use]
    pub fn desk(&self, desk: usize) -> Flow {
        flow(self.desks.iter().map(|((old, new), count)| (*old == desk, *new == desk, *count)))
    }

    /// Which messages a category decides now and before.
    #[must_use]
    pub fn category(&self, category: usize) -> Flow {
        let place = Some(category);
        flow(self.categories.iter().map(|((old, new), count)| (*old == place, *new == place, *count)))
    }

    /// Messages whose deciding category is another one.
    #[must_use]
    pub fn recategorized(&self) -> u64 {
        self.categories.iter().filter(|((old, new), _)| old != new).map(|(_, count)| count).sum()
    }

    /// Messages whose need rose and fell. `level` says what counts as the same: the need itself, or its tier.
    pub(super) fn shifts(&self, level: impl Fn(usize) -> u8) -> (u64, u64) {
        let (mut rose, mut fell) = (0, 0);
        for (old, row) in self.needs.iter().enumerate() {
            for (new, count) in row.iter().enumerate() {
                match level(old).cmp(&level(new)) {
                    std::cmp::Ordering::Less => rose += count,
                    std::cmp::Ordering::Greater => fell += count,
                    std::cmp::Ordering::Equal => {}
                }
            }
        }
        (rose, fell)
    }
}

fn flow(rows: impl Iterator<Item = (bool, bool, u64)>) -> Flow {
    let mut flow = Flow::default();
    for (before, after, count) in rows {
        flow.before += u64::from(before) * count;
        flow.after += u64::from(after) * count;
        flow.gained += u64::from(after && !before) * count;
        flow.lost += u64::from(before && !after) * count;
    }
    flow
}
