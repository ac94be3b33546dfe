//! Labelled conversations replayed at every threshold: when a person would be offered, and when one should have been.

/// A turn of the writer, scored. Whether it hands over is for a policy to say.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScoredTurn {
    /// The score of its decision, 0–100.
    pub score: f64,
    /// The conversation's own state offers a person or passes on a wish for one.
    pub offered: bool,
    /// The label: here a person should take over.
    pub transfer: bool,
}

/// When a turn hands over.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Policy {
    /// Its score reaches this, 0–100.
    Score(f64),
    /// The state of the conversation says so, whatever the score.
    State,
}

impl Policy {
    fn holds(self, turn: &ScoredTurn) -> bool {
        match self {
            Self::Score(least) => turn.score >= least,
            Self::State => turn.offered,
        }
    }
}

/// The tolerances that golden transfers are scored with, in turns.
pub const TOLERANCES: [u32; 3] = [1, 2, 3];

/// What a policy does to labelled conversations.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Replayed {
    /// Conversations in which a person should take over.
    pub wanted: u32,
    /// Those of them in which one would be offered, early or late.
    pub met: u32,
    /// Conversations in which none should, and one would be.
    pub needless: u32,
    /// Conversations in which one would be offered before the first turn that is labelled.
    pub early: u32,
    /// Conversations in which one would be offered after that turn.
    pub late: u32,
    /// Turns by which those are late, together.
    pub late_turns: u32,
    /// Golden transfer within each of [`TOLERANCES`], 0–1: the mean over conversations.
    pub golden: [f64; 3],
    /// Turns labelled and handed over, handed over alone, labelled alone.
    pub turns: [u32; 3],
}

impl Replayed {
    /// Share of the wanted conversations that were met; `None` where none was wanted.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        (self.wanted > 0).then(|| f64::from(self.met) / f64::from(self.wanted))
    }

    /// Mean turns by which a late hand-over is late; `None` where none is.
    #[must_use]
    pub fn lateness(&self) -> Option<f64> {
        (self.late > 0).then(|| f64::from(self.late_turns) / f64::from(self.late))
    }

    /// F1 of turns, 0–1; `None` where no turn is labelled or handed over.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let [both, alone, missed] = self.turns.map(f64::from);
        let all = 2.0 * both + alone + missed;
        (all > 0.0).then(|| 2.0 * both / all)
    }
}

/// Replays conversations under a policy. `adjust`, −1 to 1, weighs early against late hits, see [`golden`].
#[must_use]
pub fn replay(conversations: &[Vec<ScoredTurn>], policy: Policy, adjust: f64) -> Replayed {
    let mut sum = Replayed::default();
    for turns in conversations {
        let wanted = turns.iter().position(|turn| turn.transfer);
        let made = turns.iter().position(|turn| policy.holds(turn));
        sum.wanted += u32::from(wanted.is_some());
        sum.met += u32::from(wanted.is_some() && made.is_some());
        sum.needless += u32::from(wanted.is_none() && made.is_some());
        if let (Some(wanted), Some(made)) = (wanted, made) {
            sum.early += u32::from(made < wanted);
            sum.late += u32::from(made > wanted);
            sum.late_turns += u32::try_from(made.saturating_sub(wanted)).unwrap_or(u32::MAX);
        }
        for (total, tolerance) in sum.golden.iter_mut().zip(TOLERANCES) {
            *total += golden(wanted, made, tolerance, adjust);
        }
        for turn in turns {
            match (turn.transfer, policy.holds(turn)) {
                (true, true) => sum.turns[0] += 1,
                (false, true) => sum.turns[1] += 1,
                (true, false) => sum.turns[2] += 1,
                (false, false) => {}
            }
        }
    }
    let all = conversations.len().max(1) as f64;
    sum.golden = sum.golden.map(|total| total / all);
    sum
}

/// How near a hand-over is to the one that is wanted, 0–1, in turns of the writer.
///
/// 1 where both are at the same turn, or neither is; 0 where only one is, or they are more than `tolerance` turns apart.
/// In between exp(−d²/2σ²) with σ = (tolerance + 1)/2, to the power 1 + `adjust` when early and 1 − `adjust` when late.
#[must_use]
pub fn golden(wanted: Option<usize>, made: Option<usize>, tolerance: u32, adjust: f64) -> f64 {
    let (wanted, made) = match (wanted, made) {
        (None, None) => return 1.0,
        (Some(wanted), Some(made)) => (wanted, made),
        _ => return 0.0,
    };
    let apart = wanted.abs_diff(made);
    if apart > tolerance as usize {
        return 0.0;
    }
    let (apart, sigma) = (apart as f64, f64::from(tolerance + 1) / 2.0);
    let adjust = adjust.clamp(-1.0, 1.0);
    let power = if made < wanted { 1.0 + adjust } else { 1.0 - adjust };
    (-apart * apart / (2.0 * sigma * sigma) * power).exp()
}

/// Every whole threshold from 1 to 100; of neighbours with equal results, the span of them.
#[must_use]
pub fn sweep(conversations: &[Vec<ScoredTurn>], adjust: f64) -> Vec<(u8, u8, Replayed)> {
    let mut rows: Vec<(u8, u8, Replayed)> = Vec::new();
    for least in 1..=100u8 {
        let replayed = replay(conversations, Policy::Score(f64::from(least)), adjust);
        match rows.last_mut() {
            Some((_, last, same)) if *same == replayed => *last = least,
            _ => rows.push((least, least, replayed)),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn turns(written: &[(f64, bool)]) -> Vec<ScoredTurn> {
        written.iter().map(|&(score, transfer)| ScoredTurn { score, offered: false, transfer }).collect()
    }

    #[test]
    fn a_hit_at_the_turn_is_golden_and_others_lose_by_distance() {
        for (wanted, made, tolerance, expected) in [
            (None, None, 1, 1.0),
            (Some(2), None, 3, 0.0),
            (None, Some(2), 3, 0.0),
            (Some(2), Some(2), 1, 1.0),
            (Some(2), Some(3), 1, (-0.5f64).exp()),
            (Some(2), Some(4), 1, 0.0),
            (Some(2), Some(0), 2, (-4.0f64 / 4.5).exp()),
            (Some(0), Some(3), 3, (-9.0f64 / 8.0).exp()),
        ] {
            assert_eq!(golden(wanted, made, tolerance, 0.0), expected, "{wanted:?} {made:?} {tolerance}");
        }
        assert!(golden(Some(2), Some(1), 2, 0.5) < golden(Some(2), Some(3), 2, 0.5));
        assert_eq!(golden(Some(2), Some(3), 2, 1.0), 1.0);
    }

    #[test]
    fn what_a_threshold_does_is_counted() {
        let conversations = [
            turns(&[(0.0, false), (60.0, true), (90.0, true)]),
            turns(&[(0.0, false), (70.0, false)]),
            turns(&[(10.0, true), (0.0, false), (80.0, false)]),
            turns(&[]),
        ];
        let got = replay(&conversations, Policy::Score(65.0), 0.0);
        assert_eq!((got.wanted, got.met, got.needless, got.early, got.late), (2, 2, 1, 0, 2));
        assert_eq!((got.lateness(), got.recall(), got.turns), (Some(1.5), Some(1.0), [1, 2, 2]));
        assert_eq!(got.f1(), Some(1.0 / 3.0));
        let rows = sweep(&conversations, 0.0);
        assert_eq!((rows[0].0, rows[rows.len() - 1].1), (1, 100));
        assert_eq!(rows.iter().map(|row| row.1).collect::<Vec<_>>(), [10, 60, 70, 80, 90, 100]);
    }

    proptest! {
        /// A higher threshold never meets more, and a wider tolerance never scores less.
        #[test]
        fn thresholds_and_tolerances_are_monotone(
            conversations in prop::collection::vec(prop::collection::vec((0.0..100.0f64, any::<bool>()), 0..6), 0..6),
            adjust in -1.0..1.0f64,
        ) {
            let conversations: Vec<_> = conversations.iter().map(|written| turns(written)).collect();
            for pair in sweep(&conversations, adjust).windows(2) {
                prop_assert!(pair[0].2.met >= pair[1].2.met && pair[0].2.needless >= pair[1].2.needless);
            }
            for (_, _, row) in sweep(&conversations, adjust) {
                prop_assert!(row.golden[0] <= row.golden[1] && row.golden[1] <= row.golden[2]);
                prop_assert!(row.golden.iter().all(|golden| (0.0..=1.0).contains(golden)));
            }
        }
    }
}
