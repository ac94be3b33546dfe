//! What is there: terms, codes, times, counts, amounts and identifiers, each with its place and its standing.

mod assertion;
mod builtin;
mod clauses;
mod code_mentions;
mod codes;
mod cover;
mod entries;
mod evidence;
mod finding;
mod guards;
mod identifiers;
mod known_codes;
mod layout;
mod literals;
mod matcher;
mod nested;
mod numerals;
mod quantities;
mod reading;
mod steps;
mod tenor;
mod terms;
mod times;
mod windows;

pub use code_mentions::mentions_code;
pub use evidence::{Extraction, evidence, evidence_with, extract};
pub use finding::{
    Amount, Code, Count, Finding, Grain, Identifier, Kind, Moment, Refusal, TimeKind, What, Window,
};
pub use matcher::Scratch;
pub use nested::refuse_nested;
pub use terms::TermFinder;
