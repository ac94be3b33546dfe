//! How often a checkpoint is written.

use std::num::NonZeroU64;
use std::time::{Duration, Instant};

/// The time between two checkpoints, if nothing else is said.
const PAUSE: Duration = Duration::from_secs(5);
/// A run spends at most one part of so many on checkpoints, however much there is to note.
const SHARE: u32 = 20;

/// When the next checkpoint is due.
pub(super) struct Pace {
    every: Option<NonZeroU64>,
    /// Records at the last one.
    records: u64,
    next: Instant,
}

impl Pace {
    /// Every so many records; without a number, every few seconds.
    pub(super) fn new(every: Option<NonZeroU64>) -> Self {
        Self { every, records: 0, next: Instant::now() + PAUSE }
    }

    /// The run begins behind so many records.
    pub(super) fn start(&mut self, records: u64) {
        self.records = records;
    }

    pub(super) fn due(&self, records: u64) -> bool {
        match self.every {
            Some(every) => records.saturating_sub(self.records) >= every.get(),
            None => Instant::now() >= self.next,
        }
    }

    /// One was written, and took so long.
    pub(super) fn written(&mut self, records: u64, took: Duration) {
        self.records = records;
        self.next = Instant::now() + PAUSE.max(took.saturating_mul(SHARE - 1));
    }
}
