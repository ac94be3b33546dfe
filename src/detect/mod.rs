//! What is there: terms, codes, times, counts, amounts and identifiers, each with its place and its standing.

mod addresses;
mod assertion;
mod clauses;
mod codes;
mod cover;
mod evidence;
mod finding;
mod guards;
mod identifiers;
mod matcher;
mod numerals;
mod quantities;
mod reading;
mod terms;
mod times;

pub use addresses::refuse_in_addresses;
pub use evidence::evidence;
pub use finding::{Amount, Code, Count, Finding, Grain, Identifier, Kind, Moment, Refusal, TimeKind, What};
pub use matcher::Scratch;
pub use terms::{TermFinder, words};
