//! What is wrong with a pack: every rule looks at every file, and one bad file never hides the rest.

mod background;
mod baseline;
mod broad;
mod characters;
mod check;
mod contained;
mod contradictions;
mod dead;
mod document;
mod friends;
mod lens;
mod mutation;
mod proof;
mod references;
mod routes;
mod rule;
mod rules;
mod sayings;
mod schema;
mod suppress;
mod twice;

pub use baseline::Baseline;
pub use broad::Rates;
pub use check::{Options, check};
pub use rule::{FAMILIES, Rule};
