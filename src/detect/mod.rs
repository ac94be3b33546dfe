//! What is there: terms, codes, times, counts, amounts and identifiers, each with its place and its standing.

mod assertion;
mod clauses;
mod codes;
mod cover;
mod evidence;
mod finding;
mod guards;
mod identifiers;
mod matcher;
mod nested;
mod numerals;
mod quantities;
mod reading;
mod terms;
mod times;

pub use evidence::evidence;
pub use finding::{Amount, Code, Count, Finding, Grain, Identifier, Kind, Moment, Refusal, TimeKind, What};
pub use matcher::Scratch;
pub use nested::refuse_nested;
pub use terms::{TermFinder, words};
