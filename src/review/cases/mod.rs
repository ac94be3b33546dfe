//! Golden cases: messages with the decision that they must reach, and the sentences with which terms prove themselves.

mod amend;
mod golden;
mod hold;
mod proofs;
mod suite;

pub use amend::{Amended, amend};
pub use golden::{Expected, Found, Golden, read};
pub use hold::{Mismatch, mismatches};
pub use proofs::{Sentence, sentences, stands_in};
pub use suite::{Decided, Tried, audit, run, unproved};
