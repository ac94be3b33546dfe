//! What is there: terms, codes, times, counts, amounts and identifiers, each with its place and its standing.

mod codes;
mod evidence;
mod finding;
mod identifiers;
mod numerals;
mod quantities;
mod reading;
mod times;

pub use evidence::evidence;
pub use finding::{
    Amount, Code, Count, Finding, Grain, Identifier, Kind, Moment, Refusal, State, TimeKind, What,
};
