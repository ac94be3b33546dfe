//! Terms that a pack lacks: strings that stand where people need help, and nothing found them.

mod candidates;
mod cohesion;
mod collisions;
mod counts;
mod log_odds;
mod suggester;

pub use counts::{Example, MOST_STRINGS};
pub use suggester::{Labelled, Limits, Suggester, Suggestion, Suggestions};
