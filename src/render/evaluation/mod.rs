//! What was measured against labels: tables for people, one JSON object for programs.

mod errors;
mod json;
mod terms;
mod text;

use super::origin::PackInfo;
use crate::calendar::Clock;

pub use json::object;
pub use text::text;

/// What stands beside the figures.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The pack that decided.
    pub pack: PackInfo<'a>,
    /// The time it was decided for, where rows brought none.
    pub clock: Clock,
    /// Rows that could not be read.
    pub bad: u64,
    /// How many terms to show, at most.
    pub terms: usize,
}
