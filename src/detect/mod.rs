//! What is there: terms, codes, times, counts, amounts and identifiers, each with its place and its standing.

mod evidence;
mod finding;

pub use evidence::evidence;
pub use finding::{
    Amount, Code, Count, Finding, Grain, Identifier, Kind, Moment, Refusal, State, TimeKind, What,
};
