//! What of a pack is exercised: tables for people, one JSON object for programs, Markdown for a summary.

mod json;
mod markdown;
mod text;

use crate::render::PackInfo;
use crate::review::coverage::{Coverage, Threshold};

pub use json::object;
pub use markdown::markdown;
pub use text::text;

/// Everything that is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'c> {
    /// The pack.
    pub pack: PackInfo<'c>,
    /// The pack once more, for what its terms are.
    pub lexicon: &'c crate::lexicon::Lexicon,
    /// By its cases.
    pub cases: &'c Coverage,
    /// By real messages, where there are any.
    pub corpus: Option<&'c Coverage>,
    /// What must be reached.
    pub thresholds: &'c [Threshold],
    /// At most so many rows of a table; the machine form has all.
    pub rows: usize,
}

impl Shown<'_> {
    /// Whether a threshold is reached; one of the corpus is not where there is none.
    #[must_use]
    pub fn reached(&self, threshold: &Threshold) -> bool {
        let coverage = if threshold.corpus { self.corpus } else { Some(self.cases) };
        coverage.is_some_and(|coverage| threshold.reached(coverage))
    }
}

/// Tenths of a percent as a percentage: `99.9 %`.
fn percent(permille: u64) -> String {
    format!("{}.{} %", permille / 10, permille % 10)
}
